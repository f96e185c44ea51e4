import { hash as digest } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { sql } from '../db/sql.ts';
import { insertWritten, rowsRoot, type Written } from './rows.ts';

/** An entry before it is linked into the chain. */
export interface Entry {
  readonly at: string;
  readonly zone: string;
  readonly actor: string;
  readonly program: string;
  readonly caseId: string | null;
  readonly action: string;
  readonly subject: string;
  readonly detail: Readonly<Record<string, unknown>>;
}
/** What the chain hashes of an entry: its detail and the rows written with it by their digests. */
export interface Hashed extends Omit<Entry, 'detail'> {
  readonly seq: number;
  readonly detailSha256: string;
  readonly rowsSha256: string | null;
  readonly previous: string;
}
export interface Linked extends Hashed {
  readonly detail: Entry['detail'];
  readonly hash: string;
}

/** What the first entry names as its predecessor. */
export const GENESIS = '0'.repeat(64);

/** In the detail of the first entry after a log whose end is not the one noted: the hash that was noted. */
export const CUT_OFF = 'logShouldEndWith';

/** SHA-256 over the RFC 8785 canonical JSON of an entry's detail, lower-case hex. */
export const detailHash = (detail: Entry['detail']): string => sha256(canonicalize(detail) as string);

/** SHA-256 over the RFC 8785 canonical JSON of every field but the detail and the hash itself, lower-case hex. */
export function entryHash(entry: Hashed): string {
  const { action, actor, at, caseId, detailSha256, previous, program, rowsSha256, seq, subject, zone } = entry;
  // Keys are sorted and values are flat: what JSON.stringify writes is the canonical form.
  return sha256(
    JSON.stringify({ action, actor, at, caseId, detailSha256, previous, program, rowsSha256, seq, subject, zone }),
  );
}

const sha256 = (text: string): string => digest('sha256', text);

export function head(db: ReadDb | WriteDb): { seq: number; hash: string } {
  return (
    db.get<{ seq: number; hash: string }>(sql`SELECT seq, hash FROM custody ORDER BY seq DESC LIMIT 1`) ?? {
      seq: 0,
      hash: GENESIS,
    }
  );
}

export const notedHead = (db: ReadDb | WriteDb): string | undefined =>
  db.get<{ hash: string }>(sql`SELECT hash FROM custody_end WHERE one = 1`)?.hash;

interface End {
  readonly seq: number;
  readonly hash: string;
  /** What the store notes as the hash of the last entry. */
  readonly noted: string | null;
  /** The number that the next entry gets. Where entries were cut off, their details and rows may still be there: their numbers are not used again. */
  readonly next: number;
}
const endOf = (db: WriteDb): End =>
  db.one<End>(
    sql`
      SELECT coalesce(last.seq, 0) AS seq, coalesce(last.hash, ${GENESIS}) AS hash,
        (SELECT hash FROM custody_end WHERE one = 1) AS noted,
        1 + max(coalesce(last.seq, 0), coalesce((SELECT max(seq) FROM custody_details), 0),
          coalesce((SELECT max(seq) FROM custody_rows), 0)) AS next
      FROM (SELECT 1) LEFT JOIN (SELECT seq, hash FROM custody ORDER BY seq DESC LIMIT 1) AS last`,
    '',
  );

/** The number that the next entry gets. */
export const nextEntry = (db: WriteDb): number => endOf(db).next;

/**
 * Appends within the caller's transaction, so that an act and its entry stand or fall together.
 * @param written the rows that the act wrote, in the order of `takeTouched`
 */
export function append(db: WriteDb, entry: Entry, written: readonly Written[] = []): Linked {
  const { noted, next: seq, hash: previous } = endOf(db);
  // The new end would hide that the old one was cut off; so the entry says it for good.
  const cut = noted !== null && noted !== previous ? { [CUT_OFF]: noted } : {};
  const detail = { ...entry.detail, ...cut };
  const text = canonicalize(detail) as string;
  const open = {
    ...entry,
    detail,
    seq,
    detailSha256: sha256(text),
    rowsSha256: rowsRoot(written),
    previous,
  };
  const linked: Linked = { ...open, hash: entryHash(open) };
  db.run(sql`
    INSERT INTO custody (seq, at, zone, actor, program, case_id, action, subject, detail_sha256, rows_sha256, previous, hash)
    VALUES (${linked.seq}, ${linked.at}, ${linked.zone}, ${linked.actor}, ${linked.program}, ${linked.caseId}, ${linked.action},
      ${linked.subject}, ${linked.detailSha256}, ${linked.rowsSha256}, ${linked.previous}, ${linked.hash})`);
  db.run(sql`INSERT INTO custody_details VALUES (${linked.seq}, ${text})`);
  insertWritten(db, linked.seq, written);
  db.run(sql`INSERT INTO custody_end VALUES (1, ${linked.hash}) ON CONFLICT (one) DO UPDATE SET hash = excluded.hash`);
  return linked;
}
