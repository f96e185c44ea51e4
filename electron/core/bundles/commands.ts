import type { Handlers } from '../context.ts';

export const bundleHandlers: Handlers<'bundle'> = {} as never;
