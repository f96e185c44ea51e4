import { readdirSync, readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Output } from '../../shared/contract/commands.ts';
import { cellText } from '../../shared/domain/cell-text.ts';
import { newCase, openTestCore } from '../support/core.ts';
import { putExhibit } from '../support/exhibit.ts';
import { seeded } from '../support/random.ts';

/**
 * Ten statements of an analyst over two datasets of an encrypted vault, against an ordinary SQLite file with the same rows in
 * typed columns: the same statements with the same answers, a connection opened for each, in one run, turn about, five times
 * (BENCH_ROUNDS). Beside it: each again on the connection that the query process then keeps. BENCH_ROWS sets how many sign-ins
 * there are (1,000,000; one payment for each four). Seconds are of the clock; `…Cpu` those of the processor, of core and query
 * process together, which other work on the machine stretches less.
 */
const rows = Number(process.env['BENCH_ROWS'] ?? 1_000_000);
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 5);
const random = seeded(3);
const at = (n: number): string => new Date(Date.UTC(2026, 0, 1) + n * 7000).toISOString().slice(0, 19);

const logins: (string | number)[][] = [];
for (let n = 0; n < rows; n++)
  logins.push([
    `s${n}`,
    `u_${Math.floor(random() * 50_000)}`,
    `192.0.${Math.floor(random() * 9)}.${Math.floor(random() * 255)}`,
    `d-${Math.floor(random() * 90_000)}`,
    `${at(n)}Z`,
    ['DE', 'US', 'NG', 'BR', 'IN'][Math.floor(random() * 5)] as string,
    Math.floor(random() * 30),
    random() < 0.2 ? 'failed' : 'ok',
  ]);
const paid: (string | number)[][] = [];
for (let n = 0; n < rows / 4; n++)
  paid.push([
    `p${n}`,
    `u_${Math.floor(random() * 50_000)}`,
    Math.floor(random() * 500_000) / 100,
    `${at(n * 4)}Z`,
    'EUR',
  ]);

const TABLES = {
  logins: { header: ['session', 'user', 'ip', 'device', 'at', 'country', 'attempts', 'outcome'], rows: logins },
  paid: { header: ['payout', 'account', 'amount', 'at', 'currency'], rows: paid },
} as const;
const TYPES: Readonly<Record<string, string>> = { attempts: 'INTEGER', amount: 'REAL' };

const STATEMENTS: readonly (readonly [name: string, sql: string])[] = [
  ['filter on money', 'SELECT count(*), max(amount), min(amount) FROM paid WHERE amount > 4500'],
  ['group by day', 'SELECT substr(at, 1, 10) AS day, count(*), sum(amount) FROM paid GROUP BY day ORDER BY day'],
  [
    'shared device',
    'SELECT device, count(DISTINCT user) AS users FROM logins GROUP BY device HAVING users > 15 ORDER BY users DESC LIMIT 50',
  ],
  ['top n', 'SELECT payout, account, amount FROM paid ORDER BY amount DESC LIMIT 100'],
  ['distinct', 'SELECT DISTINCT country, outcome FROM logins'],
  ['like', "SELECT count(*) FROM logins WHERE device LIKE 'd-99%'"],
  ['max, min, sum', 'SELECT max(attempts), min(attempts), sum(attempts) FROM logins'],
  ['between times', "SELECT count(*), count(DISTINCT ip) FROM logins WHERE at BETWEEN '2026-01-03' AND '2026-01-06'"],
  [
    'join two datasets',
    'SELECT l.country, count(*), sum(p.amount) FROM paid p JOIN (SELECT user, min(country) AS country FROM logins GROUP BY user) l ON l.user = p.account GROUP BY l.country',
  ],
  ['count by hour', 'SELECT substr(at, 12, 2) AS hour, count(*) FROM logins GROUP BY hour ORDER BY hour'],
];

const text = (cell: string | number): string =>
  typeof cell === 'number' && !Number.isInteger(cell) ? cell.toFixed(2) : String(cell);
const csv = (name: keyof typeof TABLES): Buffer =>
  Buffer.from(
    `${[TABLES[name].header.join(','), ...TABLES[name].rows.map((row) => row.map((cell, place) => (TABLES[name].header[place] === 'amount' ? Number(cell).toFixed(2) : text(cell))).join(','))].join('\n')}\n`,
  );

await using test = await openTestCore();
const caseId = await newCase(test);
for (const name of ['logins', 'paid'] as const)
  await test.run('dataset.parse', { exhibitId: putExhibit(test, caseId, `${name}.csv`, csv(name)) });
const file = join(test.folder, 'plain.db');
const plain = new Database(file);
for (const [name, { header, rows: all }] of Object.entries(TABLES)) {
  plain.exec(`CREATE TABLE ${name} (${header.map((column) => `${column} ${TYPES[column] ?? 'TEXT'}`).join(', ')})`);
  const insert = plain.prepare(`INSERT INTO ${name} VALUES (${header.map(() => '?').join(', ')})`);
  plain.transaction(() => {
    for (const row of all) insert.run(row);
  })();
}
plain.close();

/** Seconds of the processor that this process and those it started have used; NaN where the system does not tell of those. */
function processor(): number {
  if (process.platform !== 'linux') return Number.NaN;
  const { user, system } = process.cpuUsage();
  return readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8')
    .split(' ')
    .filter((pid) => pid !== '')
    .flatMap((pid) => readdirSync(`/proc/${pid}/task`).map((thread) => `/proc/${pid}/task/${thread}/schedstat`))
    .reduce((sum, path) => sum + Number(readFileSync(path, 'utf8').split(' ')[0]) / 1e9, (user + system) / 1e6);
}

interface Taken {
  readonly seconds: number;
  readonly cpu: number;
  readonly answer: string;
}
async function timed<T>(
  work: () => T,
  answerOf: (made: Awaited<T>) => unknown[][] | Promise<unknown[][]>,
): Promise<Taken> {
  const cpu = processor();
  const start = performance.now();
  const made = await work();
  const taken = { seconds: (performance.now() - start) / 1000, cpu: processor() - cpu };
  return { ...taken, answer: alike(await answerOf(made)) };
}
/** Numbers with twelve digits, as both add REALs in an order of their own; rows sorted where the statement leaves their order open. */
const alike = (answer: unknown[][]): string =>
  answer
    .map((row) =>
      row.map((cell) => (/^-?\d+(?:\.\d+)?$/.test(String(cell)) ? Number(cell).toPrecision(12) : cell)).join('|'),
    )
    .toSorted()
    .join('\n');

/** Waits for the event, as a window does. */
async function asked(sql: string): Promise<Output<'query.run'>> {
  test.events.length = 0;
  const { jobId } = await test.call('query.run', { caseId, sql });
  while (!test.events.some((each) => each.event === 'job' && each.job.id === jobId && each.job.state !== 'running'))
    await new Promise((resolve) => setTimeout(resolve, 1)); // not by turns: the query process needs the core
  const { result, error } = test.core.jobs.get(jobId);
  if (error) throw new Error(error.message);
  return result as Output<'query.run'>;
}
async function rowsOf({ resultId }: Output<'query.run'>): Promise<string[][]> {
  const { rows: found } = await test.call('query.rows', { resultId, offset: 0, limit: 5000 });
  return found.map((row) => row.map((cell) => cellText(cell)));
}
const inPlain = (sql: string): unknown[][] => {
  const db = new Database(file, { readonly: true });
  const found = db.prepare(sql).raw(true).all() as unknown[][];
  db.close();
  return found;
};

const other = await newCase(test, 'Another case');
const all = new Map<string, { plain: Taken; cold: Taken; kept: Taken }[]>();
for (let round = 0; round < rounds; round++)
  for (const [name, sql] of STATEMENTS) {
    const plain = await timed(
      () => inPlain(sql),
      (found) => found,
    );
    // The query process keeps a connection for statements over one case: this lets go of it.
    await test.run('query.run', { caseId: other, sql: 'SELECT 1' });
    const cold = await timed(() => asked(sql), rowsOf);
    const kept = await timed(() => asked(sql), rowsOf);
    for (const { answer } of [cold, kept])
      if (answer !== plain.answer) throw new Error(`${name}: the answers differ\n${plain.answer}\n---\n${answer}`);
    all.set(name, [...(all.get(name) ?? []), { plain, cold, kept }]);
  }
const least = (values: readonly number[]): number => Math.min(...values);
const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
for (const [name, runs] of all) {
  const of = (which: 'plain' | 'cold' | 'kept', what: 'seconds' | 'cpu') => runs.map((run) => run[which][what]);
  const ratios = (which: 'cold' | 'kept', what: 'seconds' | 'cpu') =>
    [least, median].map((pick) => Number((pick(of(which, what)) / pick(of('plain', what))).toFixed(2)));
  console.log(
    JSON.stringify({
      bench: 'query',
      name,
      rows,
      rounds,
      sqliteSeconds: least(of('plain', 'seconds')),
      querySeconds: least(of('cold', 'seconds')),
      keptSeconds: least(of('kept', 'seconds')),
      ratio: ratios('cold', 'seconds'),
      ratioCpu: ratios('cold', 'cpu'),
      ratioKept: ratios('kept', 'seconds'),
      ratioKeptCpu: ratios('kept', 'cpu'),
      load: loadavg()[0],
    }),
  );
}
