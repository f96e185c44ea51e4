import type { Handlers, HandlerTable } from '../context.ts';
import { buildSample } from './build.ts';
import { callsInside } from './inside.ts';

/** @param handlers the table of every command, this one among them: the sample case is made as a user makes one */
export const sampleHandlers = (handlers: () => HandlerTable): Handlers<'sample'> => ({
  'sample.build': (context) => buildSample(context, callsInside(handlers(), context)),
});
