import { execFileSync } from 'node:child_process';
import { rmSync, statSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { cellText } from '../../shared/domain/cell-text.ts';
import { detectEntity } from '../../shared/domain/entities.ts';
import { newCase, openTestCore } from '../support/core.ts';

/**
 * A CSV of 1,000,000 rows and 10 columns (about 130 MB) into the encrypted vault: original stored and hashed, rows read, typed,
 * digested and stored. Against `sqlite3 .import` of the same file into a plain file, by turns; and `verify` against the import. Then the index of identifying
 * columns, by its own time and size, and the page of each value of a row, which is to open within 300 ms.
 * BENCH_ROWS sets the rows, BENCH_ROUNDS how often (3). What a first round needs of memory is the import's; a later one begins with
 * what those before it left to the process. The machine may be shared: its load is said, and processor time tells what wall time hides.
 */
const rows = Number(process.env['BENCH_ROWS'] ?? 1_000_000);
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 3);
const MB = 1e6;
/** Of the folder that `npm run` sets: this file runs from a bundle, as the program does. */
const WRITER = ['--experimental-transform-types', '--no-warnings', 'test/bench/payments-file.ts'];

const seconds = async (work: () => unknown): Promise<number> => {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
};

/**
 * The most processor time that this thread took in one go: a timer of a millisecond is late by what it waits for. Another program's
 * work does not count, as it does in the longest block by the clock; what the thread waits for itself counts only there.
 */
function watchThread(): { longestMs: number; stop(): void } {
  const milliseconds = () => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1000;
  };
  const found = { longestMs: 0, stop: () => clearTimeout(timer) };
  let last = milliseconds();
  const look = () => {
    const now = milliseconds();
    found.longestMs = Math.max(found.longestMs, now - last);
    last = now;
    timer = setTimeout(look, 1);
  };
  let timer = setTimeout(look, 1);
  return found;
}

for (let round = 1; round <= rounds; round++) {
  await using test = await openTestCore();
  const path = join(test.folder, 'payments.csv');
  const plain = join(test.folder, 'plain.db');
  execFileSync(process.execPath, [...WRITER, path, String(rows)], { stdio: 'inherit' });
  const bytes = statSync(path).size;
  const peer = () => {
    rmSync(plain, { force: true });
    return seconds(() => execFileSync('sqlite3', [plain, `.import --csv ${path} t`], { stdio: 'ignore' }));
  };
  const caseId = await newCase(test);
  const before = await peer();
  const idle = process.memoryUsage().rss;
  let peak = idle;
  const phases: Record<string, number> = {};
  let last = performance.now();
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
    const label = test.core.jobs
      .list()
      .find(({ state }) => state === 'running')
      ?.label.split(' ')
      .slice(0, 2)
      .join(' ');
    const now = performance.now();
    if (label) phases[label] = (phases[label] ?? 0) + (now - last) / 1000;
    last = now;
  }, 10);
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const thread = watchThread();
  const cpu = process.cpuUsage();
  const ticket = await test.ticketFor(path);
  let stored = 0;
  const ours = await seconds(async () => {
    stored = (await test.run('evidence.import', { caseId, ticket })).dataset?.rows ?? 0;
  });
  const used = process.cpuUsage(cpu);
  delay.disable();
  thread.stop();
  clearInterval(watch);
  const importPeak = peak;
  const after = await peer();
  test.core.session?.writer.checkpoint();
  const verifying = process.cpuUsage();
  peak = 0;
  const watchVerify = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 10);
  const verifySeconds = await seconds(() => test.run('vault.verify', {}));
  clearInterval(watchVerify);
  const verified = process.cpuUsage(verifying);
  const storeBytes = () => {
    test.core.session?.writer.checkpoint();
    return statSync(test.core.session?.storeFile as string).size;
  };
  const unindexed = storeBytes();
  const index = await test.run('page.index', { caseId }); // reported apart: it is built after the import
  const indexBytes = storeBytes() - unindexed;
  const { resultId } = await test.run('query.run', {
    caseId,
    sql: `SELECT * FROM payments WHERE id = ${1_000_000 + Math.floor(rows / 2)}`,
    timeoutSeconds: 60,
  });
  const { rows: some } = await test.call('query.rows', { resultId, offset: 0, limit: 1 });
  const page: number[] = [];
  for (const cell of some[0] ?? []) {
    const value = { caseId, type: detectEntity(cellText(cell)), label: cellText(cell) };
    if (value.label.trim() === '') continue;
    page.push(await seconds(() => Promise.all([test.call('page.entity', value), test.call('page.indexed', value)])));
  }
  console.log(
    JSON.stringify({
      bench: 'import',
      round,
      load: loadavg()[0],
      rows: stored,
      megabytes: bytes / MB,
      importSeconds: ours,
      importProcessorSeconds: (used.user + used.system) / 1e6,
      sqliteImportSeconds: [before, after],
      timesSqlite: ours / ((before + after) / 2),
      phases,
      verifySeconds,
      verifyOfImport: verifySeconds / ours,
      verifyOfImportInProcessorTime: (verified.user + verified.system) / (used.user + used.system),
      longestBlockMs: delay.max / 1e6,
      block999Ms: delay.percentile(99.9) / 1e6,
      longestBlockProcessorMs: thread.longestMs,
      idleMb: Math.round(idle / MB),
      peakMb: Math.round(importPeak / MB),
      verifyPeakMb: Math.round(peak / MB),
      indexedColumns: index.columns,
      indexSeconds: index.ms / 1000,
      indexMb: indexBytes / MB,
      entityPageMs: page.map((each) => Math.round(each * 1000)),
      storeOfCsv: statSync(test.core.session?.storeFile as string).size / bytes,
    }),
  );
}
