import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { attestedTables } from '../../electron/core/custody/rows.ts';
import { openStore, type WriteDb } from '../../electron/core/db/open.ts';
import { identifier, sql, join as sqlJoin } from '../../electron/core/db/sql.ts';
import { inTransaction, opened } from '../../electron/core/transaction.ts';
import { lockVault } from '../../electron/core/vault/lock.ts';
import { Session } from '../../electron/core/vault/session.ts';
import { readVaultFile } from '../../electron/core/vault/vault-file.ts';
import { type CaseId, EntityId, type ExhibitId, ItemId, LinkId, NoteId } from '../../shared/contract/values.ts';
import { USUAL_GOALS } from '../../shared/domain/clocks/request-clock.ts';
import { OFFICE_HOURS } from '../../shared/domain/clocks/work-calendar.ts';
import { caseLabel } from '../../shared/domain/labels.ts';
import { OWN_COLOURS, OWN_ICONS } from '../../shared/domain/own-types.ts';
import { newCase, openTestCore, type TestCore } from '../support/core.ts';
import { scene } from '../support/scene.ts';

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
 * another program would, each in a fresh copy of a vault that holds a row of every table; `verify` must name each change.
 * @param most how many columns of a table, from its first; all when left out
 */
export async function changeColumns(most = Number.POSITIVE_INFINITY): Promise<ColumnsOutcome> {
  const folder = mkdtempSync(join(tmpdir(), 'redthread-columns-'));
  const pristine = join(folder, 'pristine');
  const copy = join(folder, 'copy.redthread');
  const key = await makePristine(pristine);
  const outcome = { empty: [] as string[], unnoticed: [] as string[], changed: 0 };
  await using test = await openTestCore({ vault: false });
  /** @returns whether anything is found in a copy to which `change` was done */
  const found = async (change: (db: WriteDb) => void): Promise<boolean> => {
    rmSync(copy, { recursive: true, force: true });
    cpSync(pristine, copy, { recursive: true });
    const db = openStore(join(copy, 'store.db'), Buffer.from(key), false);
    change(db);
    db.close();
    test.core.session = Session.open({
      dir: copy,
      file: readVaultFile(copy, test.core.keyCost),
      key: Buffer.from(key),
      program: 'torture',
    });
    const { faults } = await test.run('vault.verify', { copies: false });
    test.core.session?.close();
    test.core.session = null;
    return faults.length > 0;
  };
  try {
    const columns: { table: string; column: string }[] = [];
    if (
      await found((db) => {
        for (const table of tablesOf(db)) {
          const row = db.get<Record<string, unknown>>(sql`SELECT * FROM ${identifier(table)} LIMIT 1`);
          if (!row) outcome.empty.push(table);
          for (const column of Object.keys(row ?? {}).slice(0, most)) columns.push({ table, column });
        }
      })
    )
      throw new Error('the vault was not sound to begin with');
    for (const { table, column } of columns) {
      if (!(await found((db) => change(db, table, column)))) outcome.unnoticed.push(`${table}.${column}`);
      outcome.changed++;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return outcome;
}

function tablesOf(db: WriteDb): string[] {
  const datasets = db.all<{ number: number }>(sql`SELECT number FROM datasets LIMIT 1`);
  return [...attestedTables(db).map(({ table }) => table), ...OTHERS, ...datasets.map(({ number }) => `ds_${number}`)];
}

function change(db: WriteDb, table: string, column: string): void {
  const row = db.one<Record<string, string | number | Uint8Array | null>>(
    sql`SELECT * FROM ${identifier(table)} LIMIT 1`,
    'no row',
  );
  const where = Object.keys(row).map((name) => sql`${identifier(name)} IS ${row[name] ?? null}`);
  const after = other(db, table, column, row[column] ?? null);
  unguarded(db, table, () =>
    db.runOne(
      sql`UPDATE ${identifier(table)} SET ${identifier(column)} = ${after} WHERE ${sqlJoin(where, ' AND ')}`,
      'no such row',
    ),
  );
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

/** A request with its calendar, its first step, a question that rests on an exhibit, and a reply that went out. */
async function answerRequest(test: TestCore, caseId: CaseId, exhibit: ExhibitId): Promise<void> {
  const { zone, week } = OFFICE_HOURS;
  const hours = { zone, week: week.map((day) => [...day]), holidays: {}, goals: USUAL_GOALS, source: '' };
  const calendar = await test.call('calendar.save', { name: 'Desk hours', ...hours });
  const asked = {
    subject: 'Payouts',
    text: 'Subject: Payouts\n\nWho is u_1?\n',
    questions: [],
    calendarId: calendar.id,
  };
  const { id: requestId } = await test.call('request.create', { to: { caseId, reason: 'the same' }, ...asked });
  await test.call('request.log', { requestId, kind: 'acknowledged' });
  await test.call('question.create', {
    requestId,
    text: 'Who is it?',
    answer: 'Nobody knows. E-0001',
    exhibits: [exhibit],
  });
  const of = { requestId, kind: 'interim', audience: 'ticket' } as const;
  const { text, questions } = await test.call('reply.draft', of);
  await test.call('reply.deliver', {
    ...of,
    text,
    questions,
    recipient: 'Dana',
    how: 'copied',
    reason: 'not judged yet',
  });
  const task = await test.call('work.addTask', { caseId, text: 'Ask the bank', dueAt: '2026-05-08T17:00:00.000Z' });
  await test.call('work.addEntry', { caseId, taskId: task.id, minutes: 5, text: 'Called' });
  await test.call('work.close', { caseId, outcome: 'referred', reason: 'Sent to the bank' });
  await test.call('work.setParent', { caseId, parent: await newCase(test), reason: 'The same ring' });
}

/** A case with little in it, but a row in each table. */
export async function fillCase(test: TestCore): Promise<CaseId> {
  const caseId = await newCase(test);
  await test.call('retention.set', { caseId, until: '2026-01-31', basis: 'Schedule 4' });
  await test.call('retention.saveRule', {
    typology: '',
    team: 'Legal',
    months: 60,
    countedFrom: 'closed',
    basis: 'Schedule 4',
  });
  const hold = await test.call('retention.hold', { caseId, matter: 'Claim 7', reason: 'Counsel asked' });
  await test.call('retention.release', { id: hold.id, reason: 'Settled' });
  const [boardList] = await test.call('board.list', { caseId });
  if (!boardList) throw new Error('the case has no board');
  const take = async (name: string, bytes: Uint8Array | string) =>
    (await test.run('evidence.import', { caseId, ticket: test.ticketForBytes(name, bytes) })).exhibitId;
  const table = await take('payouts.csv', 'account,amount,fee\nu_1,12.50,"$1,250.00"\nu_2,7.25,$0.50\n');
  const picture = await take('screen.png', scene(1, 64, 48).toBuffer('image/png'));
  await test.call('evidence.update', { exhibitId: table, tags: ['payouts'], note: 'From the warehouse.' });
  await test.run('copy.make', { exhibitId: picture, steps: [{ kind: 'rotate', quarterTurns: 1 }] });
  await take('payouts-april.csv', 'account,amount,fee\nu_3,1.50,"$10.00"\nu_4,2.25,$0.75\n');
  const [dataset, another] = await test.call('dataset.list', { caseId });
  if (!dataset || !another) throw new Error('the tables were not read');
  await test.run('dataset.append', { caseId, to: dataset.view, datasetIds: [another.id] });
  const countries = await take('countries.csv', 'country,status,valid_from\nIran,call for action,2026-01-01\n');
  await test.run('country.load', { caseId, exhibits: [countries], date: '2026-02-01' });
  await test.call('country.note', { caseId, country: 'IR', text: 'See the memo.' });
  await test.run('analysis.profile', { datasetId: dataset.id });
  await test.call('pattern.map', { datasetId: dataset.id, mapping: { account: 'account', amount: 'amount' } });
  const mapping = { columns: [{ column: 'account', type: 'account' as const }], links: [] };
  await test.call('mapping.save', { name: 'Payouts', mapping });
  await test.call('query.save', { caseId, name: 'Payouts', description: 'all', sql: 'SELECT :a' });
  const { resultId } = await test.run('query.run', { caseId, sql: `SELECT * FROM "${dataset?.view}"` });
  await test.call('query.freeze', { resultId, title: 'All payouts' });
  const [first, second, note, link] = [EntityId, EntityId, NoteId, LinkId].map((id) => id.parse(randomUUID())) as [
    EntityId,
    EntityId,
    NoteId,
    LinkId,
  ];
  const from = { kind: 'entity', id: first } as const;
  const forms = [{ text: 'U_1', exhibit: table, place: '', rows: '1' }];
  await test.call('board.apply', {
    boardId: boardList.id,
    step: 'Made for the test',
    ops: [
      { op: 'entity.create', entity: { id: first, type: 'account', label: 'u_1', note: '', exhibits: [table], forms } },
      { op: 'entity.create', entity: { id: second, type: 'account', label: 'u_2', note: '', exhibits: [] } },
      { op: 'note.create', note: { id: note, text: 'a note' } },
      { op: 'item.place', item: { id: ItemId.parse(randomUUID()), subject: from, x: 0, y: 0, width: 90, height: 40 } },
      {
        op: 'link.create',
        link: {
          id: link,
          from,
          to: { kind: 'entity', id: second },
          type: 'paid to',
          label: '',
          direction: 'forward',
          note: '',
          exhibits: [table],
        },
      },
    ],
  });
  const style = { size: null, colour: null, basis: 'none', at: '2026-05-04T10:00:00.000Z' };
  await test.call('board.style', { boardId: boardList.id, style });
  await test.call('snapshot.take', { boardId: boardList.id, title: 'As made', caption: 'c' });
  for (const claim of ['u_1 paid u_2.', 'u_2 paid u_1.'])
    await test.call('finding.create', { caseId, claim, exhibits: [table] });
  const told = {
    note: 'n',
    starts: '2026-05',
    until: '2026-06',
    zone: 'UTC',
    discovered: '2026-07',
    exhibits: [table],
  };
  for (const title of ['Sold', 'Sold on']) await test.call('event.create', { caseId, title, ...told });
  const mail = [
    ...[
      'From: Dana <dana@example.com>',
      'Subject: Payouts',
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary="x"',
    ],
    ...[
      '',
      '--x',
      'Content-Type: text/plain',
      '',
      'See.',
      '--x',
      'Content-Disposition: attachment; filename="seen.txt"',
    ],
    ...['', 'as it was', '--x--', ''],
  ];
  await test.run('attachment.save', { exhibitId: await take('mail.eml', mail.join('\r\n')) });
  await answerRequest(test, caseId, table);
  const list = await take('own-list.csv', 'name;country\nMara Voss;Ruritania\n');
  const screened = await test.run('screening.run', { caseId, lists: [list], names: ['Mara Voss'], entities: false });
  const { run: screenedHits } = await test.call('screening.get', { exhibitId: screened.exhibitId });
  const { list: listed = '', entry = { id: '' } } = screenedHits.hits[0] ?? {};
  const hit = { exhibitId: screened.exhibitId, subject: 'Mara Voss', list: listed, entry: entry.id };
  await test.call('screening.decide', { ...hit, verdict: 'cleared', reason: 'another person' });
  const paid = {
    columns: { from: 'account', to: 'account', amount: 'amount' },
    ...{ asset: 'EUR', feeAsset: '', chain: '', decimals: 2, baseUnits: false, subject: '', succeeds: [] },
    model: 'accounts' as const,
  };
  await test.run('transfer.map', { datasetId: dataset.id, mapping: paid });
  await test.call('identity.decide', {
    caseId,
    a: first,
    b: second,
    verdict: 'same',
    reason: 'one device',
    exhibitId: table,
  });
  await test.call('entity.setType', { name: 'Ship', colour: OWN_COLOURS[0], icon: OWN_ICONS[0] });
  const lists = {
    signals: ['s'],
    columns: [],
    patterns: [],
    statements: [],
    questions: ['q'],
    techniques: [],
    alternatives: [],
  };
  await test.call('typology.save', { draft: { name: 'Ours', summary: '', source: '', ...lists } });
  for (const text of ['Ask', 'Look']) await test.call('checklist.add', { caseId, of: { text } });
  const [reviewed] = await test.call('finding.list', { caseId });
  if (reviewed) {
    const findingId = reviewed.id;
    await test.call('finding.review', { findingId, state: 'in-review', by: 'A. Author' });
    await test.call('finding.comment', { findingId, field: 'claim', at: 0, length: 3, text: 'Who?' });
  }
  await test.call('finding.judge', { caseId, impact: 'Two sellers lost their payouts.' });
  const deleted = (await test.call('finding.list', { caseId })).at(-1);
  if (deleted) await test.call('finding.remove', { findingId: deleted.id });
  await test.call('report.update', { caseId, summary: 'Two accounts.' });
  inTransaction(
    test.core,
    opened(test.core),
    'evidence.import',
    ({ db, record }) => {
      db.run(sql`INSERT INTO rejected_rows VALUES (${dataset?.id ?? ''}, 9, 9, 'why', 'raw')`);
      db.run(sql`INSERT INTO skipped_rows VALUES (${dataset?.id ?? ''}, 1, 1, 'why', 'raw')`);
      db.run(
        sql`INSERT INTO acquisitions VALUES (${table}, 2, 't', 'UTC', 'b', 'h', 'u', 'o', 's', 'n', '["t"]', 'normal')`,
      );
      db.run(sql`INSERT INTO profiles VALUES ('Payouts', '{}', 't', 'b')`);
      db.run(sql`INSERT INTO exchanges VALUES (${caseId}, 1, 'm', 'exported', 'case', 'f', 't', '[]', '{}')`);
      db.run(sql`INSERT INTO exchanged_ids VALUES (${caseId}, 'there', ${table})`);
      db.run(sql`INSERT INTO renumbered VALUES (${table}, 7, 1)`);
      db.run(sql`INSERT INTO signers VALUES ('f', 'k', 'n', 1, 't', 't')`);
      db.run(
        sql`INSERT INTO printed_reports VALUES (1, ${caseId}, 't', 'legal', 1, 1, 'h', 0, 'r', 1, 'b', 0, 0, '[]', 'F-1', '[]')`,
      );
      record({ caseId, action: 'evidence.update', subject: 'E-0001' });
    },
    true,
  );
  return caseId;
}

/** @returns the key of a vault in `folder`, closed, with such a case and one that was destroyed */
async function makePristine(folder: string): Promise<Buffer> {
  await using test = await openTestCore();
  await fillCase(test);
  const gone = await newCase(test, 'Another');
  const confirm = (await test.call('case.get', { caseId: gone })).number;
  await test.run('retention.destroy', { caseId: gone, confirm: caseLabel(confirm), reason: 'its time is over' });
  const session = opened(test.core);
  const key = Buffer.from(session.key);
  const { dir } = session;
  await lockVault(test.core, 'asked');
  cpSync(dir, folder, { recursive: true });
  return key;
}
