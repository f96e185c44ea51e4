import { createHash } from 'node:crypto';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { identifier, sql } from '../db/sql.ts';
import { attestedTables, keyOf, rowsRoot, type Written } from './rows.ts';

/**
 * What goes from the log with a case that is destroyed: the words of its entries, and of every entry the rows of the case. What
 * stays is who did what when, the digests, and so the chain. A list that lost rows no longer gives its entry's digest, nor does
 * an entry without words give its own; all that is left of both is held by a seal in the entry of the destruction.
 */

/** In place of the table's name, in the list of an entry that lost rows; its key is the id of the case that they were of. */
export const ERASED = '(erased)';

/**
 * In the transaction that destroys a case, once its rows are gone and while `erasing` names it.
 * @returns how many entries lost their words
 */
export function eraseEntries(db: WriteDb, caseId: string): number {
  db.script('CREATE TEMP TABLE erased_rows (tbl TEXT, key TEXT, PRIMARY KEY (tbl, key)) STRICT, WITHOUT ROWID');
  db.run(sql`
    INSERT INTO temp.erased_rows SELECT tbl, key FROM temp.touched_rows
    UNION SELECT tbl, key FROM custody_rows WHERE tbl <> ${ERASED} AND seq IN (SELECT seq FROM custody WHERE case_id = ${caseId})`);
  // What a case's entry wrote beside it, a profile or a setting, stays, and so does what attests it.
  for (const attested of attestedTables(db)) {
    const key = { text: keyOf(attested, 't'), values: [] };
    db.run(sql`
      DELETE FROM temp.erased_rows WHERE tbl = ${attested.table}
        AND key IN (SELECT ${key} FROM main.${identifier(attested.table)} AS t)`);
  }
  db.run(sql`
    INSERT OR IGNORE INTO custody_rows (seq, tbl, key)
    SELECT DISTINCT seq, ${ERASED}, ${caseId} FROM custody_rows WHERE (tbl, key) IN (SELECT tbl, key FROM temp.erased_rows)`);
  db.run(sql`DELETE FROM custody_rows WHERE (tbl, key) IN (SELECT tbl, key FROM temp.erased_rows)`);
  db.run(sql`DELETE FROM temp.touched_rows WHERE (tbl, key) IN (SELECT tbl, key FROM temp.erased_rows)`);
  db.script('DROP TABLE temp.erased_rows');
  db.run(sql`DELETE FROM custody_details WHERE seq IN (SELECT seq FROM custody WHERE case_id = ${caseId})`);
  db.run(sql`UPDATE custody SET subject = '' WHERE case_id = ${caseId} AND subject <> ''`);
  return db.one<{ n: number }>(sql`SELECT count(*) AS n FROM custody WHERE case_id = ${caseId}`, '').n;
}

interface Remains {
  readonly seq: number;
  readonly fields: string;
}

/**
 * SHA-256 over "redthread erased 1" and, for each entry that lost words or rows, a line of its fields as a JSON array and the
 * digest of the rows that are left of it. Lower-case hex; of a log that lost nothing too.
 */
export function sealOfErased(db: ReadDb | WriteDb): string {
  const hash = createHash('sha256').update('redthread erased 1\n');
  const lists = Map.groupBy(
    db.all<Written & { seq: number }>(sql`
      SELECT seq, tbl AS "table", key, digest FROM custody_rows
      WHERE seq IN (SELECT seq FROM custody_rows WHERE tbl = ${ERASED}) ORDER BY seq, tbl, key`),
    ({ seq }) => seq,
  );
  const remains = db.all<Remains>(sql`
    SELECT seq, json_array(seq, at, zone, actor, program, case_id, action, subject, detail_sha256, rows_sha256, previous, hash) AS fields
    FROM custody LEFT JOIN custody_details USING (seq)
    WHERE detail IS NULL OR seq IN (SELECT seq FROM custody_rows WHERE tbl = ${ERASED}) ORDER BY seq`);
  for (const { seq, fields } of remains) hash.update(`${fields}\0${rowsRoot(lists.get(seq) ?? []) ?? '-'}\n`);
  return hash.digest('hex');
}
