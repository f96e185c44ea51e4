import canonicalize from 'canonicalize';
import type { JobContext } from '../context.ts';
import { CUT_OFF, detailHash, entryHash, GENESIS, type Linked, notedHead } from '../custody/chain.ts';
import { Erasures } from './erasures.ts';
import { ENTRIES_A_PAGE, entriesAfter, listRecorded, type RawEntry, type RecordedExhibit } from './reads.ts';
import { Attestations } from './rows.ts';

/** What the log says of the exhibits, and how it stands itself. */
export interface Log {
  readonly entries: number;
  readonly head: string;
  /** By exhibit id: the entry that took it in. */
  readonly taken: ReadonlyMap<string, Linked>;
  /** "case id, E-0003" of every exhibit whose removal was recorded. */
  readonly removed: ReadonlySet<string>;
  /** What it says of every row that was ever written. */
  readonly rows: Attestations;
  /** The exhibits as they were recorded when the end of the log was read: both are of the same moment. */
  readonly exhibits: readonly RecordedExhibit[];
}
type Report = (seq: number, problem: string) => void;
const MOST_TIMES_TOLD = 20;

export const removal = (caseId: string | null, label: string): string => `${caseId} ${label}`;

/**
 * Walks the whole log: every entry against its own hash, its predecessor and its number.
 * @param tell is given what is no fault: openings of a store put back, times that go backwards
 */
export async function walkLog({ db, breathe }: JobContext, report: Report, tell: Report): Promise<Log> {
  const taken = new Map<string, Linked>();
  const removed = new Set<string>();
  const rows = new Attestations();
  const erasures = new Erasures();
  const first = Number.MIN_SAFE_INTEGER;
  let entries = 0;
  let head = GENESIS;
  /** The last entry that rows are said to be written with, where the log does not have it. */
  let beyond = 0;
  let expected = 1;
  let last: string | null = null;
  let backwards = 0;
  for (let after = first; ; await breathe()) {
    const page = entriesAfter(db, after);
    const roots = rows.take(
      db,
      after,
      page.length < ENTRIES_A_PAGE ? Number.MAX_SAFE_INTEGER : (page.at(-1)?.seq ?? after),
    );
    for (const raw of page) {
      after = raw.seq;
      if (raw.seq < 1) {
        report(raw.seq, 'does not belong to the log, which begins with 1');
        continue;
      }
      if (raw.seq !== expected)
        report(expected, raw.seq === expected + 1 ? 'is missing' : `is missing, and so are those up to ${raw.seq - 1}`);
      const isErased = raw.detail === null && raw.subject === '' && raw.caseId !== null;
      if (isErased) erasures.entry(raw.caseId as string, raw.seq);
      const { entry, sound } = isErased ? { entry: null, sound: false } : readEntry(raw, report);
      if (entry && sound) erasures.destruction(entry);
      if (sound && !rows.lessened.has(raw.seq) && (roots.get(raw.seq) ?? null) !== raw.rowsSha256)
        report(raw.seq, 'has another list of rows written with it than it had');
      roots.delete(raw.seq);
      if (raw.previous !== head && raw.seq === expected)
        report(raw.seq, 'does not follow the entry before it: one of the two was altered, replaced or moved');
      if (entry && CUT_OFF in entry.detail)
        report(raw.seq, 'was written after a log whose end had been cut off or replaced');
      if (entry) note(entry, taken, removed);
      const missed = sound ? headExpected(entry) : null;
      if (missed) tell(raw.seq, missed);
      if (last !== null && Date.parse(raw.at) < Date.parse(last) && backwards++ < MOST_TIMES_TOLD)
        tell(
          raw.seq,
          `is dated ${raw.at}, earlier than the entry before it (${last}): a clock was wrong at one of the two`,
        );
      last = raw.at;
      head = raw.hash;
      expected = raw.seq + 1;
      entries++;
    }
    if (page.length < ENTRIES_A_PAGE) beyond = Math.max(0, ...roots.keys());
    if (page.length < ENTRIES_A_PAGE) break;
  }
  if (backwards > MOST_TIMES_TOLD)
    tell(
      expected - 1,
      `is the end of a log with ${backwards - MOST_TIMES_TOLD} more entries that are dated earlier than the one before`,
    );
  erasures.conclude(db, rows.lessened, report, tell);
  const noted = notedHead(db);
  const exhibits = listRecorded(db);
  if (noted !== head)
    report(
      expected,
      noted === undefined
        ? 'may be missing: the store no longer says how far the log goes'
        : 'is missing, and perhaps more: the log was cut off at its end',
    );
  else if (beyond >= expected)
    report(expected, 'is missing, and perhaps more: rows were written with later entries than the log has');
  return { entries, head, taken, removed, rows, exhibits };
}

/** What the entry says, altered or not; null when its detail is not JSON any more. */
function readEntry(raw: RawEntry, report: Report): { readonly entry: Linked | null; readonly sound: boolean } {
  let entry: Linked | null = null;
  let sound = false;
  try {
    entry = { ...raw, detail: JSON.parse(raw.detail ?? '') };
    sound =
      canonicalize(entry.detail) === raw.detail &&
      detailHash(entry.detail) === raw.detailSha256 &&
      entryHash(entry) === raw.hash;
  } catch {
    // not JSON, or nothing that can be hashed
  }
  if (!sound) report(raw.seq, 'was altered: it no longer has its hash');
  return { entry, sound };
}

/** An opening of a store that did not hold what the computer had seen of it. */
function headExpected(entry: Linked | null): string | null {
  const expected = entry?.detail['headExpected'] as { seq?: unknown; at?: unknown } | undefined;
  if (!expected) return null;
  return `opened a store that did not hold entry ${expected.seq} of ${expected.at}, which that computer had seen before: it was restored from a backup, put back to an older state, or another copy`;
}

/** An entry with `exhibitId`, `bytes` and `sha256` took an exhibit in. */
function note(entry: Linked, taken: Map<string, Linked>, removed: Set<string>): void {
  const { exhibitId, sha256, bytes } = entry.detail;
  if (entry.action === 'evidence.remove') removed.add(removal(entry.caseId, entry.subject));
  else if (typeof exhibitId === 'string' && sha256 !== undefined && bytes !== undefined) {
    taken.set(exhibitId, entry);
    // It came without its bytes: they were removed where it comes from.
    if (typeof entry.detail['removedThere'] === 'string') removed.add(removal(entry.caseId, entry.subject));
  }
}
