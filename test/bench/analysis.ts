import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Shaping } from '../../shared/domain/shaping.ts';
import { newCase, openTestCore } from '../support/core.ts';
import { putExhibit } from '../support/exhibit.ts';
import { seeded } from '../support/random.ts';

/**
 * Five facets over the sign-ins of an encrypted vault: cold, again, and after each of four clicks, against an ordinary SQLite file
 * with the same rows in typed columns that does the same five GROUP BYs under the same conditions, a connection opened for each panel.
 * Values and counts are compared. BENCH_ROWS sets how many sign-ins there are (1,000,000).
 */
const rows = Number(process.env['BENCH_ROWS'] ?? 1_000_000);
const random = seeded(3);
const COLUMNS = ['session', 'user', 'ip', 'at', 'country', 'amount', 'outcome'];
const TYPES: Readonly<Record<string, string>> = { amount: 'REAL' };
const PANEL = ['user', 'ip', 'country', 'amount', 'outcome'];

const logins: (string | number)[][] = [];
for (let n = 0; n < rows; n++)
  logins.push([
    `s${n}`,
    `u_${Math.floor(random() * 50_000)}`,
    `192.0.${Math.floor(random() * 9)}.${Math.floor(random() * 255)}`,
    `${new Date(Date.UTC(2026, 0, 1) + n * 7000).toISOString().slice(0, 19)}Z`,
    ['DE', 'US', 'NG', 'BR', 'IN'][Math.floor(random() * 5)] as string,
    Math.floor(random() * 500_000) / 100,
    random() < 0.2 ? 'failed' : 'ok',
  ]);

await using test = await openTestCore();
const caseId = await newCase(test);
const csv = Buffer.from(
  `${[COLUMNS.join(','), ...logins.map((row) => row.map((cell) => (typeof cell === 'number' ? cell.toFixed(2) : cell)).join(','))].join('\n')}\n`,
);
await test.run('dataset.parse', { exhibitId: putExhibit(test, caseId, 'logins.csv', csv) });
const file = join(test.folder, 'plain.db');
const plain = new Database(file);
plain.exec(`CREATE TABLE logins (${COLUMNS.map((name) => `${name} ${TYPES[name] ?? 'TEXT'}`).join(', ')})`);
const insert = plain.prepare(`INSERT INTO logins VALUES (${COLUMNS.map(() => '?').join(', ')})`);
plain.transaction(() => {
  for (const row of logins) insert.run(row);
})();
plain.close();
logins.length = 0;

const seconds = async (work: () => unknown): Promise<number> => {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
};
await test.run('query.run', { caseId, sql: 'SELECT 1' }); // the process starts outside the measurement

type Steps = Shaping['steps'];
const CLICKS: readonly (readonly [name: string, steps: Steps, where: Readonly<Record<string, string>>])[] = [
  ['cold', [], {}],
  ['again', [], {}],
  ['one country', [{ kind: 'keep', column: 'country', values: ['NG'] }], { country: "country = 'NG'" }],
  [
    'one country, failed',
    [
      { kind: 'keep', column: 'country', values: ['NG'] },
      { kind: 'keep', column: 'outcome', values: ['failed'] },
    ],
    { country: "country = 'NG'", outcome: "outcome = 'failed'" },
  ],
  [
    'amount from 4,000',
    [{ kind: 'range', column: 'amount', from: 4000, to: 5000, toIncluded: true, keep: true }],
    { amount: 'amount BETWEEN 4000 AND 5000' },
  ],
];
const TOP = 12;
for (const [name, steps, where] of CLICKS) {
  let counted: (readonly [unknown, number])[][] = [];
  const facetsSeconds = await seconds(async () => {
    const shaping: Shaping = { base: { table: 'logins' }, columns: COLUMNS, steps };
    const { facets } = await test.run('analysis.facets', { caseId, shaping, columns: PANEL, values: TOP });
    counted = facets.map(({ values, distinct }) => [
      ['', distinct],
      ...values.map((each) => [each.value, each.rows] as const),
    ]);
  });
  let expected: (readonly [unknown, number])[][] = [];
  const sqliteSeconds = await seconds(() => {
    const db = new Database(file, { readonly: true });
    expected = PANEL.map((column) => {
      const others = Object.entries(where).flatMap(([of, condition]) => (of === column ? [] : [condition]));
      const groups = db
        .prepare(
          `SELECT ${column}, count(*) AS n, count(*) OVER () AS groups FROM logins ${others.length > 0 ? `WHERE ${others.join(' AND ')}` : ''} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${TOP}`,
        )
        .raw(true)
        .all() as [unknown, number, number][];
      return [['', groups[0]?.[2] ?? 0], ...groups.map(([value, n]) => [value, n] as const)];
    });
    db.close();
  });
  const text = (cell: unknown): unknown =>
    typeof cell === 'object' && cell !== null && 'dec' in cell ? Number(cell.dec) : cell;
  const same = counted.every((facet, at) => {
    const other = expected[at] ?? [];
    // Of a facet that keeps values, those that are kept stand behind the most frequent.
    return other.every(([value, n], place) => text(facet[place]?.[0]) === value && facet[place]?.[1] === n);
  });
  console.log(
    JSON.stringify({
      bench: 'analysis',
      name,
      rows,
      facets: PANEL.length,
      facetsSeconds,
      sqliteSeconds,
      ratio: facetsSeconds / sqliteSeconds,
      same,
    }),
  );
}
