import type { Handler } from '../context.ts';

export const verifyVault: Handler<'vault.verify'> = {} as never;
