import type { Handlers } from '../context.ts';

export const evidenceHandlers: Handlers<'evidence'> = {} as never;
