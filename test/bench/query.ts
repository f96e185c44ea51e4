import { loadavg } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { newCase, openTestCore } from '../support/core.ts';
import { putExhibit } from '../support/exhibit.ts';
import { seeded } from '../support/random.ts';

/**
 * Ten statements of an analyst over two datasets of an encrypted vault, against an ordinary SQLite file with the same rows in
 * typed columns: the same statements, a connection opened for each, in one run, turn about, three times. BENCH_ROWS sets how many
 * sign-ins there are (1,000,000; one payment for each four).
 */
const rows = Number(process.env['BENCH_ROWS'] ?? 1_000_000);
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

const seconds = async (work: () => unknown): Promise<number> => {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
};
/** Waits for the event, as a window does. */
async function asked(sql: string): Promise<{ elapsedMs: number }> {
  test.events.length = 0;
  const { jobId } = await test.call('query.run', { caseId, sql });
  while (!test.events.some((each) => each.event === 'job' && each.job.id === jobId && each.job.state === 'done'))
    await new Promise((resolve) => setTimeout(resolve, 1)); // not by turns: the query process needs the core
  return test.core.jobs.get(jobId).result as { elapsedMs: number };
}
await test.run('query.run', { caseId, sql: 'SELECT 1' }); // the process starts outside the measurement
for (let round = 1; round <= 3; round++)
  for (const [name, sql] of STATEMENTS) {
    const sqliteSeconds = await seconds(() => {
      const db = new Database(file, { readonly: true });
      db.prepare(sql).raw(true).all();
      db.close();
    });
    let elapsedMs = 0;
    const querySeconds = await seconds(async () => {
      ({ elapsedMs } = await asked(sql));
    });
    console.log(
      JSON.stringify({
        bench: 'query',
        round,
        name,
        rows,
        querySeconds,
        sqliteSeconds,
        ratio: querySeconds / sqliteSeconds,
        ratioInSqlite: elapsedMs / 1000 / sqliteSeconds,
        load: loadavg()[0],
      }),
    );
  }
