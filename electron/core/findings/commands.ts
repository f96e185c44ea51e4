import type { Handlers } from '../context.ts';

export const findingHandlers: Handlers<'finding'> = {} as never;
