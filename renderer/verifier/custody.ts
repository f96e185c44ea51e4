import canonicalize from 'canonicalize';
import { exhibitLabel } from '../../shared/domain/labels.ts';
import { Fields, type ListedExhibit } from './manifest.ts';
import { hashOfText } from './signature.ts';

export interface Fault {
  readonly where: string;
  readonly problem: string;
}
export interface CustodyEntry {
  readonly seq: number;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly hash: string;
  readonly sound: boolean;
}
export interface CustodyReport {
  readonly entries: readonly CustodyEntry[];
  /** Runs of numbers that the excerpt leaves out, "3–9". */
  readonly gaps: readonly string[];
  readonly faults: readonly Fault[];
}

/** What the first entry of a log names as its predecessor. */
const GENESIS = '0'.repeat(64);

interface Entry {
  readonly seq: number;
  readonly at: string;
  readonly zone: string;
  readonly actor: string;
  readonly program: string;
  readonly caseId: string | null;
  readonly action: string;
  readonly subject: string;
  readonly detail: Fields;
  readonly previous: string;
  readonly hash: string;
  readonly sound: boolean;
}

/**
 * Walks an excerpt of the custody log: each entry against its own SHA-256 and that of its detail, neighbours against each
 * other, and each exhibit against the entry that took it in. Numbers may be left out, since an excerpt holds what concerns
 * its case or its exhibits; they may not go backwards.
 */
export function walkCustody(text: string, exhibits: readonly ListedExhibit[]): CustodyReport {
  const entries: CustodyEntry[] = [];
  const gaps: string[] = [];
  const faults: Fault[] = [];
  const taken = new Map<string, { sha256: unknown; bytes: unknown }>();
  let before: { seq: number; hash: string } = { seq: 0, hash: GENESIS };
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  for (const [index, line] of lines.entries()) {
    let entry: Entry;
    try {
      entry = readEntry(line);
    } catch {
      faults.push({ where: `line ${index + 1} of custody.jsonl`, problem: 'is not a custody entry' });
      continue;
    }
    const { seq, hash, previous, sound } = entry;
    const where = `custody entry ${seq}`;
    if (!sound) faults.push({ where, problem: 'was altered: it no longer has its hash' });
    if (seq <= before.seq)
      faults.push({
        where,
        problem: `stands after entry ${before.seq}: entries were repeated or put in another order`,
      });
    else if (seq === before.seq + 1 && previous !== before.hash)
      faults.push({ where, problem: 'does not follow the entry before it: one of the two was altered or replaced' });
    else if (seq > before.seq + 1)
      gaps.push(seq === before.seq + 2 ? `${before.seq + 1}` : `${before.seq + 1}–${seq - 1}`);
    noteTaking(entry, taken);
    entries.push({ seq, at: entry.at, actor: entry.actor, action: entry.action, subject: entry.subject, hash, sound });
    before = { seq, hash };
  }
  for (const exhibit of exhibits) compare(exhibit, taken, faults);
  return { entries, gaps, faults };
}

function readEntry(line: string): Entry {
  const value: unknown = JSON.parse(line);
  const fields = new Fields(value, 'the entry');
  const hashed = Object.fromEntries(
    Object.entries(value as object).filter(([name]) => name !== 'hash' && name !== 'detail'),
  );
  const hash = fields.text('hash');
  return {
    seq: fields.count('seq'),
    at: fields.text('at'),
    zone: fields.text('zone'),
    actor: fields.text('actor'),
    program: fields.text('program'),
    caseId: fields.get('caseId') === null ? null : fields.text('caseId'),
    action: fields.text('action'),
    subject: fields.text('subject'),
    detail: new Fields(fields.get('detail'), 'the detail'),
    previous: fields.text('previous'),
    hash,
    sound:
      Object.keys(hashed).length === 11 &&
      hashOfText(canonicalize(fields.get('detail')) ?? '') === hashed['detailSha256'] &&
      hashOfText(canonicalize(hashed) ?? '') === hash,
  };
}

function noteTaking({ detail }: Entry, taken: Map<string, { sha256: unknown; bytes: unknown }>): void {
  try {
    taken.set(detail.text('exhibitId'), { sha256: detail.get('sha256'), bytes: detail.get('bytes') });
  } catch {
    // an entry of another kind
  }
}

function compare(
  { id, number, sha256, bytes }: ListedExhibit,
  taken: ReadonlyMap<string, { sha256: unknown; bytes: unknown }>,
  faults: Fault[],
): void {
  const entry = taken.get(id);
  const where = exhibitLabel(number);
  if (!entry) faults.push({ where, problem: 'no custody entry tells how it came in' });
  else if (entry.sha256 !== sha256 || entry.bytes !== bytes)
    faults.push({ where, problem: 'the manifest and the custody entry of its import name different bytes' });
}
