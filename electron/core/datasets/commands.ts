import type { Handlers } from '../context.ts';

export const datasetHandlers: Handlers<'dataset'> = {} as never;
