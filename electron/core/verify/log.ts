import canonicalize from 'canonicalize';
import type { JobContext } from '../context.ts';
import { CUT_OFF, detailHash, entryHash, GENESIS, type Linked, notedHead } from '../custody/chain.ts';
import { ENTRIES_A_PAGE, entriesAfter, listRecorded, type RawEntry, type RecordedExhibit } from './reads.ts';

/** What the log says of the exhibits, and how it stands itself. */
export interface Log {
  readonly entries: number;
  readonly head: string;
  /** By exhibit id: the entry that took it in. */
  readonly taken: ReadonlyMap<string, Linked>;
  /** "case id, E-0003" of every exhibit whose removal was recorded. */
  readonly removed: ReadonlySet<string>;
  /** The exhibits as they were recorded when the end of the log was read: both are of the same moment. */
  readonly exhibits: readonly RecordedExhibit[];
}
type Report = (seq: number, problem: string) => void;

export const removal = (caseId: string | null, label: string): string => `${caseId} ${label}`;

/** Walks the whole log: every entry against its own hash, its predecessor and its number. */
export async function walkLog({ db, breathe }: JobContext, report: Report): Promise<Log> {
  const taken = new Map<string, Linked>();
  const removed = new Set<string>();
  let entries = 0;
  let head = GENESIS;
  let expected = 1;
  for (let after = Number.MIN_SAFE_INTEGER; ; await breathe()) {
    const page = entriesAfter(db, after);
    for (const raw of page) {
      after = raw.seq;
      if (raw.seq < 1) {
        report(raw.seq, 'does not belong to the log, which begins with 1');
        continue;
      }
      if (raw.seq !== expected)
        report(expected, raw.seq === expected + 1 ? 'is missing' : `is missing, and so are those up to ${raw.seq - 1}`);
      const entry = readEntry(raw, report);
      if (raw.previous !== head && raw.seq === expected)
        report(raw.seq, 'does not follow the entry before it: one of the two was altered, replaced or moved');
      if (entry && CUT_OFF in entry.detail)
        report(raw.seq, 'was written after a log whose end had been cut off or replaced');
      if (entry) note(entry, taken, removed);
      head = raw.hash;
      expected = raw.seq + 1;
      entries++;
    }
    if (page.length < ENTRIES_A_PAGE) break;
  }
  // No other work comes in between the last page and these two.
  const noted = notedHead(db);
  const exhibits = listRecorded(db);
  if (noted !== head)
    report(
      expected,
      noted === undefined
        ? 'may be missing: the store no longer says how far the log goes'
        : 'is missing, and perhaps more: the log was cut off at its end',
    );
  return { entries, head, taken, removed, exhibits };
}

/** @returns what the entry says, altered or not; null when its detail is not JSON any more */
function readEntry(raw: RawEntry, report: Report): Linked | null {
  let entry: Linked | null = null;
  let sound = false;
  try {
    entry = { ...raw, detail: JSON.parse(raw.detail) };
    sound =
      canonicalize(entry.detail) === raw.detail &&
      detailHash(entry.detail) === raw.detailSha256 &&
      entryHash(entry) === raw.hash;
  } catch {
    // not JSON, or nothing that can be hashed
  }
  if (!sound) report(raw.seq, 'was altered: it no longer has its hash');
  return entry;
}

/** An entry with `exhibitId`, `bytes` and `sha256` took an exhibit in. */
function note(entry: Linked, taken: Map<string, Linked>, removed: Set<string>): void {
  const { exhibitId, sha256, bytes } = entry.detail;
  if (entry.action === 'evidence.remove') removed.add(removal(entry.caseId, entry.subject));
  else if (typeof exhibitId === 'string' && sha256 !== undefined && bytes !== undefined) taken.set(exhibitId, entry);
}
