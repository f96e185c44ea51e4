import type { SnapshotView } from '../../../shared/contract/snapshots.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import type { ReadDb } from '../db/open.ts';
import { snapshotView } from './freeze.ts';
import { snapshotsOfCase } from './store.ts';

/** Whether each snapshot of the case is a figure of the report, by id. */
export const snapshotsInReport = (db: ReadDb, caseId: CaseId): Map<string, boolean> =>
  new Map(snapshotsOfCase(db, caseId).map(({ id, inReport }) => [id, inReport]));

/** Those that are figures of the report, in their order. */
export const chosenSnapshots = (db: ReadDb, caseId: CaseId): SnapshotView[] =>
  snapshotsOfCase(db, caseId)
    .filter(({ inReport }) => inReport)
    .map(({ id }) => snapshotView(db, id));
