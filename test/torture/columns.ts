import { attestedTables } from '../../electron/core/custody/rows.ts';
import { openStore, type WriteDb } from '../../electron/core/db/open.ts';
import { identifier, type Sql, sql } from '../../electron/core/db/sql.ts';
import { inTransaction, opened } from '../../electron/core/transaction.ts';
import { openTestCore, type TestCore } from '../support/core.ts';

export interface ColumnsOutcome {
  /** Tables of which nothing could be changed, because the vault holds no row of them. */
  readonly empty: string[];
  /** "findings.claim": changed behind the program's back and not noticed. */
  readonly unnoticed: string[];
  readonly changed: number;
}

/** Held by other means than a digest of each row; their columns are changed all the same. */
const OTHERS = [
  'custody',
  'custody_details',
  'custody_rows',
  'custody_end',
  'contents',
  'chunks',
  'search_docs',
  'indexed_texts',
];

/**
 * Changes one column of one row after the other, with the key and through a connection of its own, as an expert with
 * another program would; each change must be named by `verify`, and is taken back afterwards.
 * @param most how many columns of a table, from its first; all when left out
 */
export async function changeColumns(most = Number.POSITIVE_INFINITY): Promise<ColumnsOutcome> {
  await using test = await openTestCore();
  await fill(test);
  const { storeFile, key } = opened(test.core);
  const db = openStore(storeFile, Buffer.from(key), false);
  const outcome = { empty: [] as string[], unnoticed: [] as string[], changed: 0 };
  try {
    if ((await faults(test)).length > 0) throw new Error('the vault was not sound to begin with');
    const datasets = db
      .all<{ number: number }>(sql`SELECT number FROM datasets LIMIT 1`)
      .map(({ number }) => `ds_${number}`);
    for (const table of [...attestedTables(db).map((each) => each.table), ...OTHERS, ...datasets]) {
      const row = db.get<Record<string, unknown>>(sql`SELECT * FROM ${identifier(table)} LIMIT 1`);
      if (!row) outcome.empty.push(table);
      for (const column of Object.keys(row ?? {}).slice(0, most)) {
        const back = change(db, table, column, row ?? {});
        const found = await faults(test);
        outcome.changed++;
        if (found.length === 0) outcome.unnoticed.push(`${table}.${column}`);
        back();
      }
    }
  } finally {
    db.close();
  }
  return outcome;
}

const faults = async (test: TestCore) => (await test.run('vault.verify', { copies: false })).faults;

/** @returns what takes the change back */
function change(db: WriteDb, table: string, column: string, row: Readonly<Record<string, unknown>>): () => void {
  const before = row[column] as string | number | Uint8Array | null;
  const after = other(db, table, column, before);
  const where = (values: Readonly<Record<string, unknown>>): Sql => ({
    text: Object.keys(values)
      .map((name) => `${identifier(name).text} IS ?`)
      .join(' AND '),
    values: Object.values(values) as Sql['values'],
  });
  const set = (to: typeof before, from: Readonly<Record<string, unknown>>) =>
    unguarded(db, table, () =>
      db.runOne(sql`UPDATE ${identifier(table)} SET ${identifier(column)} = ${to} WHERE ${where(from)}`, 'no such row'),
    );
  set(after, row);
  return () => set(before, { ...row, [column]: after });
}

function other(db: WriteDb, table: string, column: string, value: string | number | Uint8Array | null) {
  if (typeof value === 'string') return `${value}x`;
  if (typeof value === 'number') return value + 1_000_003;
  if (value) return Buffer.from(value).map((byte) => byte ^ 1);
  const { type } = db.one<{ type: string }>(
    sql`SELECT type FROM pragma_table_info(${table}) WHERE name = ${column}`,
    'no such column',
  );
  return type === 'INTEGER' ? 7 : type === 'BLOB' ? Buffer.alloc(32) : 'x';
}

/** Without the triggers of the table, checks and references for a moment. */
function unguarded(db: WriteDb, table: string, work: () => void): void {
  db.enforceReferences(false);
  db.script('PRAGMA ignore_check_constraints = ON');
  db.transaction(() => {
    const triggers = db.all<{ name: string; sql: string }>(
      sql`SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ${table}`,
    );
    for (const { name } of triggers) db.script(`DROP TRIGGER ${name}`);
    work();
    for (const trigger of triggers) db.script(trigger.sql);
  });
  db.script('PRAGMA ignore_check_constraints = OFF');
  db.enforceReferences(true);
}

/** The sample case, and a row in each table that it leaves empty. */
async function fill(test: TestCore): Promise<void> {
  const { caseId } = await test.run('sample.build', {});
  const exhibits = await test.call('evidence.list', { caseId });
  const first = exhibits[0];
  const picture = exhibits.find(({ preview }) => preview === 'image');
  if (!first || !picture) throw new Error('the sample holds no picture');
  await test.run('copy.make', { exhibitId: picture.id, steps: [{ kind: 'rotate', quarterTurns: 1 }] });
  const [dataset] = await test.call('dataset.list', { caseId });
  inTransaction(
    test.core,
    opened(test.core),
    'evidence.import',
    ({ db, record }) => {
      db.run(sql`INSERT INTO rejected_rows VALUES (${dataset?.id ?? ''}, 9, 9, 'why', 'raw')`);
      db.run(sql`INSERT INTO signers VALUES ('f', 'k', 'n', 1, 't', 't')`);
      db.run(sql`INSERT INTO arrivals VALUES (${first.id}, NULL, NULL)`);
      db.run(sql`INSERT INTO printed_reports VALUES (1, ${caseId}, 't', 'legal', 1, 1, 'h', 0)`);
      db.run(sql`INSERT INTO subjects VALUES ('note', ${caseId}, 'note')`);
      db.run(sql`INSERT INTO notes VALUES ('note', ${caseId}, 'a note')`);
      record({ caseId, action: 'evidence.update', subject: first.label });
    },
    true,
  );
}
