import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { ask } from '../support/ask.ts';
import { browserFlags, needBrowser } from '../support/browser.ts';
import { startProgram } from '../support/loopback.ts';

/**
 * The thread of the window while a CSV of BENCH_ROWS (1,000,000) rows and 10 columns is imported through it, until its result
 * stands: the longest tasks by the clock, and by the thread's own processor time, which a machine that others use does not lengthen.
 */
const rows = Number(process.env['BENCH_ROWS'] ?? 1_000_000);
const WRITER = fileURLToPath(new URL('payments-file.ts', import.meta.url));
interface TraceEvent {
  readonly name: string;
  readonly tid: number;
  readonly pid: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

const folder = mkdtempSync(join(tmpdir(), 'redthread-bench-'));
const browser = await chromium.launch({ executablePath: needBrowser(), args: [...browserFlags] });
await using program = await startProgram();
try {
  const path = join(folder, 'payments.csv');
  execFileSync(process.execPath, [...process.execArgv, WRITER, path, String(rows)], { stdio: 'inherit' });
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
  await page.goto(program.address);
  await page.getByRole('button').first().waitFor();
  await ask(page, 'vault.create', { name: 'v', passphrase: 'correct horse battery staple' });
  await ask(page, 'case.create', { title: 'Bench' });
  await page.getByText('Bench').first().click();
  await page.keyboard.press('Alt+2');
  await page.getByRole('heading', { name: 'Evidence', level: 1 }).waitFor();
  await page.waitForTimeout(1000);
  await browser.startTracing(page, { categories: ['toplevel'] });
  const start = performance.now();
  await page.getByLabel('Files to import').setInputFiles(path);
  await page.getByRole('heading', { name: '1 file imported' }).waitFor({ timeout: 600_000 });
  const importSeconds = (performance.now() - start) / 1000;
  await page.waitForTimeout(1500); // the result is drawn
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  const main = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const tasks = traceEvents.filter(({ pid, tid, dur }) => dur !== undefined && main.has(`${pid} ${tid}`));
  const longest = (of: (task: TraceEvent) => number) =>
    tasks
      .map((task) => of(task) / 1000)
      .sort((one, other) => other - one)
      .slice(0, 5);
  console.log(
    JSON.stringify({
      bench: 'import-window',
      rows,
      importSeconds,
      tasks: tasks.length,
      withoutProcessorTime: tasks.filter(({ tdur }) => tdur === undefined).length,
      longestMs: longest(({ dur = 0 }) => dur),
      longestProcessorMs: longest(({ tdur = 0 }) => tdur),
      load: loadavg()[0],
    }),
  );
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
