import { join } from 'node:path';
import Database from 'better-sqlite3';
import { parse } from 'csv-parse';
import { newCase, openTestCore } from '../support/core.ts';
import { putExhibit } from '../support/exhibit.ts';

/**
 * A generated CSV into a dataset, against csv-parse alone counting its records, and `verify` of it against its import; then statements that read every row,
 * against plain SQLite over the same rows in memory. All in one run, three times. BENCH_MB sets the size (100).
 */
const megabytes = Number(process.env['BENCH_MB'] ?? 100);
const seconds = async (work: () => unknown): Promise<number> => {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
};

function generated(): Buffer {
  const lines = ['id,user,ip,amount,at,device,note,status'];
  for (let at = 0, bytes = 0; bytes < megabytes * 1e6; at++) {
    const line = `${at},user${(at * 7919) % 50_000},192.0.2.${at % 255},${(at % 9999) + 0.5},2026-01-01T00:${String(at % 60).padStart(2, '0')}:00Z,d-${(at * 31) % 9000},"says ""hello"", ${at}",${at % 3 === 0 ? '' : 'ok'}`;
    lines.push(line);
    bytes += line.length + 1;
  }
  return Buffer.from(`${lines.join('\n')}\n`);
}

async function countRecords(bytes: Buffer): Promise<number> {
  let count = 0;
  const parser = parse({ on_record: () => void count++ });
  for (let at = 0; at < bytes.length; at += 1 << 20)
    await new Promise((done) => parser.write(bytes.subarray(at, at + (1 << 20)), done));
  await new Promise((done) => parser.once('end', done).resume().end());
  return count;
}

const bytes = generated();
for (let round = 1; round <= 3; round++) {
  await using test = await openTestCore();
  const caseId = await newCase(test);
  const exhibitId = putExhibit(test, caseId, 'logins.csv', bytes);
  const parseSeconds = await seconds(() => countRecords(bytes));
  let peak = process.memoryUsage().rss;
  const idle = peak;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 50);
  let rows = 0;
  const parsing = process.cpuUsage();
  const importSeconds = await seconds(async () => {
    rows = (await test.run('dataset.parse', { exhibitId })).dataset.rows;
  });
  clearInterval(watch);
  // The machine may be shared: processor time tells what wall time hides.
  const before = process.cpuUsage(parsing);
  const verifying = process.cpuUsage();
  const verifySeconds = await seconds(() => test.run('vault.verify', {}));
  const used = process.cpuUsage(verifying);
  const mb = bytes.length / 1e6;
  console.log(
    JSON.stringify({
      bench: 'import',
      round,
      megabytes: mb,
      rows,
      importSeconds,
      csvParseSeconds: parseSeconds,
      importSpeedRatio: parseSeconds / importSeconds,
      megabytesPerSecond: mb / importSeconds,
      verifySeconds,
      verifyOfImport: verifySeconds / importSeconds,
      verifyOfImportInProcessorTime: (used.user + used.system) / (before.user + before.system),
      peakAboveIdleMb: Math.round((peak - idle) / 1e6),
    }),
  );
  const plain = plainStore(join(test.folder, 'plain.db'), bytes);
  await test.run('query.run', { caseId, sql: 'SELECT 1' }); // the process starts outside the measurement
  for (const [name, sql] of [
    ['scan', 'SELECT count(*), sum(amount) FROM logins WHERE status IS NULL'],
    ['group', 'SELECT ip, count(*), sum(amount) FROM logins GROUP BY ip ORDER BY 2 DESC'],
    ['rows', 'SELECT * FROM logins LIMIT 100000'],
  ] as const) {
    const querySeconds = await seconds(() => test.run('query.run', { caseId, sql }));
    const sqliteSeconds = await seconds(() => plain.prepare(sql).raw(true).all());
    console.log(
      JSON.stringify({
        bench: 'query',
        round,
        name,
        rows,
        querySeconds,
        sqliteSeconds,
        querySpeedRatio: sqliteSeconds / querySeconds,
      }),
    );
  }
  plain.close();
}

/** The same rows in an ordinary, unencrypted SQLite file with typed columns. */
function plainStore(file: string, csv: Buffer): Database.Database {
  const db = new Database(file);
  db.exec(
    'CREATE TABLE logins (id INTEGER, user TEXT, ip TEXT, amount REAL, at TEXT, device TEXT, note TEXT, status TEXT)',
  );
  const insert = db.prepare('INSERT INTO logins VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  db.transaction(() => {
    for (const line of csv.toString().trimEnd().split('\n').slice(1)) {
      const [, id, user, ip, amount, at, device, note, status] =
        /^(\d+),([^,]*),([^,]*),([^,]*),([^,]*),([^,]*),"((?:[^"]|"")*)",(.*)$/.exec(line) ?? [];
      insert.run(
        Number(id),
        user,
        ip,
        Number(amount),
        at,
        device,
        note?.replaceAll('""', '"'),
        status === '' ? null : status,
      );
    }
  })();
  return db;
}
