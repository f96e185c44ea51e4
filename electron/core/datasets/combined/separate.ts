import type { DatasetId } from '../../../../shared/contract/values.ts';
import type { WriteDb } from '../../db/open.ts';
import type { Combined } from '../reads.ts';
import { deleteCombined, dropMember } from '../store.ts';

/** Takes a dataset out of a combined one. @returns whether that is still there: one member alone is no combined dataset */
export function separated(db: WriteDb, { id, members }: Combined, datasetId: DatasetId): boolean {
  dropMember(db, datasetId);
  if (members.length > 2) return true;
  deleteCombined(db, id);
  return false;
}
