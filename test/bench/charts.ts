import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { ResultId } from '../../shared/contract/values.ts';
import { chartScene } from '../../shared/domain/chart-scene/chart-scene.ts';
import { sceneSvg } from '../../shared/domain/chart-scene/svg.ts';
import { PAPER } from '../../shared/domain/chart-scene/themes.ts';
import { type ChartKind, type ChartSpec, chartKinds } from '../../shared/domain/charts.ts';
import { newCase, openTestCore } from '../support/core.ts';
import { putTable } from '../support/exhibit.ts';
import { seeded } from '../support/random.ts';

/**
 * Each kind of chart of a result of 100,000 rows: computed over all rows in the query process, sent back, and drawn into a scene,
 * three times, the median. Beside it what an ordinary SQLite file with the same rows in typed columns takes for the statement that
 * gives the figures of that chart. BENCH_ROWS sets the rows.
 */
const rows = Number(process.env['BENCH_ROWS'] ?? 100_000);
const random = seeded(11);
const COUNTRIES = ['DE', 'FR', 'NL', 'NG', 'US', 'BR', 'IN', 'CI'];
const lines = ['at,country,status,amount,score,longitude,latitude,device'];
for (let n = 0; n < rows; n++) {
  const at = new Date(Date.UTC(2026, 0, 1) + Math.floor(random() * 180 * 86_400) * 1000).toISOString().slice(0, 19);
  lines.push(
    [
      ...[
        `${at}Z`,
        COUNTRIES[Math.floor(random() * 8)],
        random() < 0.2 ? 'refunded' : 'paid',
        (random() * 900).toFixed(2),
      ],
      ...[(random() * 100).toFixed(1), (random() * 300 - 150).toFixed(4), (random() * 120 - 60).toFixed(4)],
      `d-${Math.floor(random() * 5000)}`,
    ].join(','),
  );
}
const base = {
  title: '',
  x: 0,
  y: null,
  series: null,
  measure: 'rows',
  unit: null,
  zone: 'Europe/Berlin',
  order: 'value',
  most: null,
} as const;
const SPECS: Readonly<Record<ChartKind, Omit<ChartSpec, 'kind'>>> = {
  bar: { ...base, x: 7, y: 3, measure: 'sum' },
  stacked: { ...base, x: 1, series: 2, y: 3, measure: 'sum' },
  line: { ...base, y: 3, series: 1, measure: 'sum' },
  scatter: { ...base, x: 4, y: 3, series: 2 },
  histogram: { ...base, x: 3 },
  box: { ...base, x: 1, y: 3 },
  heat: base,
  sankey: { ...base, x: 1, series: 7, y: 3, measure: 'sum' },
  map: { ...base, x: 5, y: 6 },
};
const SIZE = { width: 960, height: 540, size: 13, titled: true } as const;

/** What a person would ask SQLite for, to draw such a chart. */
const STATEMENTS: Readonly<Record<ChartKind, string>> = {
  bar: 'SELECT device, sum(amount), count(*) FROM payouts GROUP BY 1 ORDER BY 2 DESC LIMIT 40',
  stacked: 'SELECT country, status, sum(amount), count(*) FROM payouts GROUP BY 1, 2',
  line: "SELECT strftime('%Y-%W', at), country, sum(amount), count(*) FROM payouts GROUP BY 1, 2",
  scatter: 'SELECT score, amount, status FROM payouts',
  histogram: 'SELECT CAST(amount / 40 AS INTEGER), count(*) FROM payouts GROUP BY 1',
  box: 'SELECT country, amount FROM payouts ORDER BY 1, 2',
  heat: "SELECT strftime('%w', at), strftime('%H', at), count(*) FROM payouts GROUP BY 1, 2",
  sankey: 'SELECT country, device, sum(amount), count(*) FROM payouts GROUP BY 1, 2 ORDER BY 3 DESC LIMIT 40',
  map: 'SELECT longitude, latitude FROM payouts',
};

await using test = await openTestCore();
const caseId = await newCase(test);
const plain = new Database(join(test.folder, 'plain.db'));
plain.exec(
  'CREATE TABLE payouts (at TEXT, country TEXT, status TEXT, amount REAL, score REAL, longitude REAL, latitude REAL, device TEXT)',
);
const insert = plain.prepare('INSERT INTO payouts VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
plain.transaction(() => {
  for (const line of lines.slice(1))
    insert.run(line.split(',').map((cell, at) => (at > 2 && at < 7 ? Number(cell) : cell)));
})();
await putTable(test, caseId, 'payouts.csv', `${lines.join('\n')}\n`);
const sql = 'SELECT at, country, status, amount, score, longitude, latitude, device FROM payouts';
const { resultId, rowCount } = await test.run('query.run', { caseId, sql, rowLimit: rows });

async function timed<T>(work: () => Promise<T> | T): Promise<{ ms: number; value: T }> {
  const started = performance.now();
  const value = await work();
  return { ms: performance.now() - started, value };
}
const middle = (times: readonly number[]): number => Math.round([...times].sort((one, other) => one - other)[1] ?? 0);

async function drawn(kind: ChartKind, of: ResultId) {
  const times = { data: [] as number[], scene: [] as number[], sqlite: [] as number[] };
  let shapes = 0;
  let bytes = 0;
  for (let turn = 0; turn < 3; turn++) {
    const spec = { kind, ...SPECS[kind] };
    const { ms, value } = await timed(() => test.run('chart.draw', { resultId: of, spec }));
    const scene = await timed(() => chartScene(value.chart, SIZE));
    times.data.push(ms);
    times.sqlite.push((await timed(() => plain.prepare(STATEMENTS[kind]).raw(true).all())).ms);
    times.scene.push(scene.ms);
    shapes = scene.value.shapes.length;
    bytes = sceneSvg(scene.value, PAPER).length;
  }
  const [dataMs, sceneMs, sqliteMs] = [middle(times.data), middle(times.scene), middle(times.sqlite)];
  const totalMs = dataMs + sceneMs;
  return {
    ...{
      bench: 'charts',
      kind,
      rows: rowCount,
      dataMs,
      sceneMs,
      totalMs,
      sqliteMs,
      ratio: totalMs / Math.max(1, sqliteMs),
    },
    ...{ shapes, svgBytes: bytes },
  };
}

const facts = await timed(() => test.run('chart.columns', { resultId }));
console.log(JSON.stringify({ bench: 'charts', kind: 'columns', rows: rowCount, totalMs: Math.round(facts.ms) }));
for (const kind of chartKinds) console.log(JSON.stringify(await drawn(kind, resultId)));
plain.close();
