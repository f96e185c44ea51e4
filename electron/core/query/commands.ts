import type { Handlers } from '../context.ts';

export const queryHandlers: Handlers<'query'> = {} as never;
