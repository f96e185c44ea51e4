import type { Handlers } from '../context.ts';

export const sampleHandlers: Handlers<'sample'> = {} as never;
