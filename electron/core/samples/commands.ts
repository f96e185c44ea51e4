import type { Handlers } from '../context.ts';
import { buildSample } from './build.ts';

export const sampleHandlers: Handlers<'sample'> = {
  'sample.build': (context) => buildSample(context),
};
