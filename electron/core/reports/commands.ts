import type { Handlers } from '../context.ts';

export const reportHandlers: Handlers<'report'> = {} as never;
