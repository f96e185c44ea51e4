import type { CustodyEntry } from '../../../shared/contract/custody.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import type { Contributed } from '../case-table.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { sql } from '../db/sql.ts';
import { GENESIS } from './chain.ts';
import { eachEntry } from './store.ts';

/** The entries of one case alone, those of the vault not among them, up to entry `last`, oldest first. */
export function* entriesUpTo(db: ReadDb, caseId: CaseId, last: number): IterableIterator<CustodyEntry> {
  for (const entry of eachEntry(db, { caseId })) {
    if (entry.seq > last) return;
    if (entry.caseId === caseId) yield entry;
  }
}

/** An entry as it was written; `detail` is its text. */
export interface WrittenEntry {
  readonly seq: number;
  readonly at: string;
  readonly actor: string;
  readonly program: string;
  readonly action: string;
  readonly subject: string;
  readonly detail: string;
  readonly hash: string;
}

/** Entries of a case and of the vault as a whole up to and including entry `last`: the newest `most` of them, oldest first. */
export const entriesOfCase = (db: ReadDb, caseId: CaseId, last: number, most: number): WrittenEntry[] =>
  db
    .all<WrittenEntry>(sql`
      SELECT seq, at, actor, program, action, subject, detail, hash FROM custody JOIN custody_details USING (seq)
      WHERE (case_id = ${caseId} OR case_id IS NULL) AND seq <= ${last} ORDER BY seq DESC LIMIT ${most}`)
    .reverse();

/** What the entries of a case about one kind of act say, oldest first. */
export const detailsOf = (db: ReadDb, caseId: CaseId, action: string): CustodyEntry['detail'][] =>
  db
    .all<{ detail: string }>(sql`SELECT detail FROM custody JOIN custody_details USING (seq)
      WHERE case_id = ${caseId} AND action = ${action} ORDER BY seq`)
    .map(({ detail }) => JSON.parse(detail) as CustodyEntry['detail']);

export const countEntriesOfCase = (db: ReadDb, caseId: CaseId, last: number): number =>
  db.one<{ n: number }>(
    sql`SELECT count(*) AS n FROM custody WHERE (case_id = ${caseId} OR case_id IS NULL) AND seq <= ${last}`,
    '',
  ).n;

/** The newest entry of another action than this; entry 0 of an empty log. */
export const headBefore = (db: ReadDb, action: string): { seq: number; hash: string } =>
  db.get(sql`SELECT seq, hash FROM custody WHERE action <> ${action} ORDER BY seq DESC LIMIT 1`) ?? {
    seq: 0,
    hash: GENESIS,
  };

/** The number of the last entry of a case that tells of one of these acts; 0 for none. */
export const lastOf = (db: ReadDb | WriteDb, caseId: string, actions: readonly string[]): number =>
  db.get<{ seq: number }>(sql`SELECT seq FROM custody WHERE case_id = ${caseId}
    AND action IN (SELECT value FROM json_each(${JSON.stringify(actions)})) ORDER BY seq DESC LIMIT 1`)?.seq ?? 0;

/** When the last entry of a case was written, other than those that someone opened it: looking changes nothing. */
export const lastChangeOf: Contributed = (caseId) =>
  sql`(SELECT at FROM custody WHERE case_id = ${caseId} AND action <> 'case.open' ORDER BY seq DESC LIMIT 1)`;

const OPENINGS = ['vault.create', 'vault.open', 'vault.recover', 'vault.openOnDevice'];
/** Who opened the vault before it was opened last, and when; nothing of a vault that was opened once. */
export const sessionBefore = (db: ReadDb | WriteDb): { session?: string; openedAt?: string } =>
  db.get(sql`SELECT actor AS session, at AS openedAt FROM custody
    WHERE action IN (SELECT value FROM json_each(${JSON.stringify(OPENINGS)})) ORDER BY seq DESC LIMIT 1 OFFSET 1`) ??
  {};

/** Whether the log went through this entry: what a copy of the vault ended with. */
export const isInLog = (
  db: ReadDb | WriteDb,
  { seq, hash }: { readonly seq: number; readonly hash: string },
): boolean => db.get(sql`SELECT 1 FROM custody WHERE seq = ${seq} AND hash = ${hash}`) !== undefined;

/** The end of the log; undefined for a log without any entry. */
export const lastEntry = (db: ReadDb | WriteDb): { seq: number; hash: string; at: string } | undefined =>
  db.get(sql`SELECT seq, hash, at FROM custody ORDER BY seq DESC LIMIT 1`);

/** Keys of the rows of a table that were written with entries after `seq`, deleted ones with them. */
export const writtenSince = (db: ReadDb | WriteDb, seq: number, table: string): string[] =>
  db
    .all<{ key: string }>(sql`SELECT DISTINCT key FROM custody_rows WHERE seq > ${seq} AND tbl = ${table}`)
    .map(({ key }) => key);
