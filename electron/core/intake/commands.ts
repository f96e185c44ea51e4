import type { Handlers } from '../context.ts';
import { importEvidence } from './import.ts';
import { removeExhibit } from './remove.ts';

export const intakeHandlers: Pick<Handlers<'evidence'>, 'evidence.import' | 'evidence.remove'> = {
  'evidence.import': importEvidence,
  'evidence.remove': removeExhibit,
};
