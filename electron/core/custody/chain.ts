import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { sql } from '../db/sql.ts';

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
export interface Linked extends Entry {
  readonly seq: number;
  readonly previous: string;
  readonly hash: string;
}

/** What the first entry names as its predecessor. */
export const GENESIS = '0'.repeat(64);

/** Where `meta` notes the hash of the last entry. */
const HEAD_KEY = 'custody_head';
/** In the detail of the first entry after a log whose end is not the one noted: the hash that was noted. */
export const CUT_OFF = 'logShouldEndWith';

/** SHA-256 over the RFC 8785 canonical JSON of every field but the hash itself, lower-case hex. */
export function entryHash(entry: Omit<Linked, 'hash'>): string {
  const { seq, at, zone, actor, program, caseId, action, subject, detail, previous } = entry;
  const text = canonicalize({ seq, at, zone, actor, program, caseId, action, subject, detail, previous });
  return createHash('sha256')
    .update(text as string, 'utf8')
    .digest('hex');
}

export function head(db: ReadDb | WriteDb): { seq: number; hash: string } {
  return (
    db.get<{ seq: number; hash: string }>(sql`SELECT seq, hash FROM custody ORDER BY seq DESC LIMIT 1`) ?? {
      seq: 0,
      hash: GENESIS,
    }
  );
}

export const notedHead = (db: ReadDb | WriteDb): string | undefined =>
  db.get<{ value: string }>(sql`SELECT value FROM meta WHERE key = ${HEAD_KEY}`)?.value;

/** Appends within the caller's transaction, so that an act and its entry stand or fall together. */
export function append(db: WriteDb, entry: Entry): Linked {
  const last = head(db);
  const noted = notedHead(db);
  // The new end would hide that the old one was cut off; so the entry says it for good.
  const cut = noted !== undefined && noted !== last.hash ? { [CUT_OFF]: noted } : {};
  const open = { ...entry, detail: { ...entry.detail, ...cut }, seq: last.seq + 1, previous: last.hash };
  const linked: Linked = { ...open, hash: entryHash(open) };
  db.run(sql`
    INSERT INTO custody (seq, at, zone, actor, program, case_id, action, subject, detail, previous, hash)
    VALUES (${linked.seq}, ${linked.at}, ${linked.zone}, ${linked.actor}, ${linked.program}, ${linked.caseId}, ${linked.action},
      ${linked.subject}, ${canonicalize(linked.detail) as string}, ${linked.previous}, ${linked.hash})`);
  // Entries cut off at the end leave a chain that is sound in itself; this says how far it went.
  db.run(
    sql`INSERT INTO meta VALUES (${HEAD_KEY}, ${linked.hash}) ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
  );
  return linked;
}
