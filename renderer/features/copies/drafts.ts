import type { ExhibitId } from '../../../shared/contract/values.ts';
import { onLock } from '../../state/session.ts';
import { type Edit, NOTHING } from './edit.ts';

const drafts = new Map<ExhibitId, Edit>();
onLock(() => drafts.clear());

/** What was begun on an exhibit and not kept yet. In memory only, and only while the vault is open. */
export const draftOf = (exhibitId: ExhibitId): Edit => drafts.get(exhibitId) ?? NOTHING;

export function keepDraft(exhibitId: ExhibitId, edit: Edit): void {
  if (edit.steps.length === 0 && edit.past.length === 0) drafts.delete(exhibitId);
  else drafts.set(exhibitId, edit);
}
export const forgetDraft = (exhibitId: ExhibitId): void => void drafts.delete(exhibitId);
