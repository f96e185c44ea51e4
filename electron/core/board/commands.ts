import type { Handlers } from '../context.ts';

export const boardHandlers: Handlers<'board' | 'entity' | 'link'> = {} as never;
