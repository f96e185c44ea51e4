import type { Handlers } from '../context.ts';

export const searchHandlers: Handlers<'search'> = {} as never;
