import type { Handlers } from '../context.ts';
import { exportBundle } from './export.ts';
import { importBundle } from './import.ts';

export const bundleHandlers: Handlers<'bundle'> = {
  'bundle.export': exportBundle,
  'bundle.import': importBundle,
};
