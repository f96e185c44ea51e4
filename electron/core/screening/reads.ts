import { ScreeningRun } from '../../../shared/contract/screening.ts';
import type { CaseId, ExhibitId } from '../../../shared/contract/values.ts';
import type { ReadDb } from '../db/open.ts';
import { contentOf, exhibitById, readContent } from '../evidence/reads.ts';
import { decided, keyOf } from './hit-key.ts';
import { readLists as read } from './readers/read-list.ts';
import { decisionsOf, runsOf } from './store.ts';

/** Lists of persons and companies, known by their shape. */
export const readLists = read;

/** A run of the case that no later run over the same lists replaces. */
export interface LastRun {
  readonly exhibitId: ExhibitId;
  readonly label: string;
  readonly at: string;
  readonly run: ScreeningRun;
}

/** The last run over each set of lists, the newest first; those whose exhibit was removed say nothing any more. */
export function lastRuns(db: ReadDb, caseId: CaseId): LastRun[] {
  const runs = runsOf(db, caseId)
    .map(({ exhibitId, lists }) => ({ ...exhibitById(db, exhibitId), exhibitId, lists: lists.toSorted().join('\n') }))
    .filter(({ removedAt }) => removedAt === null)
    .toSorted((a, b) => b.number - a.number);
  const seen = new Set<string>();
  return runs.flatMap(({ exhibitId, label, acquiredAt, lists }) => {
    if (seen.has(lists)) return [];
    seen.add(lists);
    const { id, bytes } = contentOf(db, exhibitId);
    const run = ScreeningRun.parse(JSON.parse(Buffer.from(readContent(db, id, 0, bytes)).toString('utf8')));
    return [{ exhibitId, label, at: acquiredAt, run }];
  });
}

/** What a person holds of a hit, the last word of it. */
export function decisionOn(db: ReadDb, caseId: CaseId): (hit: ScreeningRun['hits'][number]) => string | null {
  const last = new Map(decisionsOf(db, caseId).map((each) => [decided(each), each.verdict]));
  return (hit) => last.get(keyOf(hit)) ?? null;
}
