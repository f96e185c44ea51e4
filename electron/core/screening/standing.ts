import { type Decision, ScreeningRun, type StandingDecision } from '../../../shared/contract/screening.ts';
import type { CaseId, ExhibitId } from '../../../shared/contract/values.ts';
import type { ReadDb } from '../db/open.ts';
import { contentOf, exhibitById, readContent } from '../evidence/reads.ts';
import { contentKey, decided, familyOf, isOwn, keyOf } from './hit-key.ts';
import { decisionsOf } from './store.ts';

type Hit = ScreeningRun['hits'][number];

/** What a run keeps, by its exhibit; null where its bytes were removed. */
export type RunOf = (exhibitId: ExhibitId) => ScreeningRun | null;

/** Reads each run once. */
export function runReader(db: ReadDb): RunOf {
  const read = new Map<ExhibitId, ScreeningRun | null>();
  return (exhibitId) => {
    const known = read.get(exhibitId);
    if (known !== undefined) return known;
    const run = exhibitById(db, exhibitId).removedAt === null ? runOf(db, exhibitId) : null;
    read.set(exhibitId, run);
    return run;
  };
}

export function runOf(db: ReadDb, exhibitId: ExhibitId): ScreeningRun {
  const { id, bytes } = contentOf(db, exhibitId);
  return ScreeningRun.parse(JSON.parse(Buffer.from(readContent(db, id, 0, bytes)).toString('utf8')));
}

/**
 * What was decided of the hits of runs. A decision stands for its hit in the same version of the list, and in another version as long as
 * the entry says the same; it names that version then. One about an entry that says something else now is `outdated`: it is asked anew.
 */
export function standingDecisions(
  db: ReadDb,
  caseId: CaseId,
  runs: RunOf = runReader(db),
): (hit: Hit, run: ExhibitId) => StandingDecision | null {
  const made = Map.groupBy(
    decisionsOf(db, caseId).toReversed(),
    ({ subject, list, run }) => `${subject}\n${familyOf(list, run)}`,
  );
  return (hit, exhibitId) => {
    let outdated: StandingDecision | null = null;
    for (const decision of made.get(`${hit.subject.name}\n${familyOf(hit.list, exhibitId)}`) ?? []) {
      const here = { ...decision, list: hit.list, entry: hit.entry.id };
      const same = decision.entry === hit.entry.id;
      if (decision.run === exhibitId) {
        if (same && decision.list === hit.list) return { ...here, against: '', outdated: false };
        continue;
      }
      const [then, now] = [runs(decision.run), runs(exhibitId)];
      if (same && versionOf(then, decision.list) === versionOf(now, hit.list) && then)
        return { ...here, against: '', outdated: false };
      const of = then?.hits.find((each) => keyOf(each) === decided(decision));
      const against = dateOf(db, then, decision);
      if (of && contentKey(of) === contentKey(hit) && (same || isOwn(hit.list)))
        return { ...here, against, outdated: false };
      const about = isOwn(hit.list) ? of?.entry.names[0] === hit.entry.names[0] : same;
      if (about) outdated ??= { ...here, against, outdated: true };
    }
    return outdated;
  };
}

/** The files that a list was read from. */
const versionOf = (run: ScreeningRun | null, list: string): string =>
  (run?.lists.find(({ format }) => format === list)?.files ?? [])
    .map(({ sha256 }) => sha256)
    .toSorted()
    .join();

/** As the list states it, else the day on which it was screened. */
const dateOf = (db: ReadDb, run: ScreeningRun | null, { list, run: exhibitId }: Decision): string =>
  run?.lists.find(({ format }) => format === list)?.listDate || exhibitById(db, exhibitId).acquiredAt.slice(0, 10);
