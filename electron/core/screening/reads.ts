import type { ScreeningRun } from '../../../shared/contract/screening.ts';
import type { CaseId, ExhibitId } from '../../../shared/contract/values.ts';
import type { ReadDb } from '../db/open.ts';
import { exhibitById } from '../evidence/reads.ts';
import * as compare from './compare.ts';
import { listKey } from './hit-key.ts';
import * as readers from './readers/read-list.ts';
import * as standing from './standing.ts';
import { runsOf } from './store.ts';

/** Lists of persons and companies, known by their shape. */
export const { readLists, looksPublished, textOf } = readers;
/** Finds which value of a list of values one of a case is, lies in, or ends with. */
export const { valueFinder } = compare;
/** What a person holds of a hit. */
export const { standingDecisions } = standing;

/** A run of the case that is the newest of a list. */
export interface LastRun {
  readonly exhibitId: ExhibitId;
  readonly label: string;
  readonly at: string;
  readonly run: ScreeningRun;
  /** Of the run, those that no later run asked about the value. */
  readonly newestOf: ReadonlySet<string>;
}

/**
 * For each list the newest run, and the newest that asked about a value, the newest run first; those whose exhibit was removed say
 * nothing any more.
 */
export function lastRuns(db: ReadDb, caseId: CaseId, isIt: (subject: string) => boolean): LastRun[] {
  const runs = runsOf(db, caseId)
    .map(({ exhibitId, lists }) => ({ ...exhibitById(db, exhibitId), exhibitId, lists }))
    .filter(({ removedAt }) => removedAt === null)
    .toSorted((a, b) => b.number - a.number);
  const seen = new Set<string>();
  const asked = new Set<string>();
  return runs.flatMap(({ exhibitId, label, acquiredAt, lists }) => {
    const keyed = lists.map((list) => [list, listKey(list, exhibitId)] as const);
    if (keyed.every(([, key]) => asked.has(key))) return [];
    const run = standing.runOf(db, exhibitId);
    const isAsked = run.subjects.some(isIt);
    const known = isAsked ? asked : seen;
    const newestOf = new Set(keyed.filter(([, key]) => !known.has(key) && !asked.has(key)).map(([list]) => list));
    for (const [, key] of keyed) {
      seen.add(key);
      if (isAsked) asked.add(key);
    }
    return newestOf.size > 0 ? [{ exhibitId, label, at: acquiredAt, run, newestOf }] : [];
  });
}

/** The exhibits that are screening runs of a case: they name lists, and are none. */
export const exhibitsOfRuns = (db: ReadDb, caseId: CaseId): Set<ExhibitId> =>
  new Set(runsOf(db, caseId).map(({ exhibitId }) => exhibitId));

/** What the runs of a case took for lists, by hash: those that were read as one list together. */
export const listsOfRuns = (db: ReadDb, caseId: CaseId): string[][] =>
  lastRuns(db, caseId, () => false).flatMap(({ run }) =>
    run.lists.map(({ files }) => files.map(({ sha256 }) => sha256)),
  );
