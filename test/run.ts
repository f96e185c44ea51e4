import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepTemporaryInMemory } from './support/memory.ts';

/**
 * Unit and browser tests side by side, on one build. Each spends a good part of its time waiting for children, pages and timers,
 * which the other fills: one after the other they leave a third of two cores unused.
 */
const PARTS = {
  unit: ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/vitest.config.ts'],
  browser: ['node_modules/@playwright/test/cli.js', 'test', '--config', 'test/e2e/playwright.config.ts'],
} as const;

keepTemporaryInMemory();
const around = mkdtempSync(join(tmpdir(), 'redthread-tests-'));

/** One part, in a temporary folder of its own: a test of either looks for what was left there. */
function start(part: keyof typeof PARTS, ...options: readonly string[]) {
  const folder = join(around, part);
  mkdirSync(folder);
  const child = spawn(process.execPath, [...PARTS[part], ...options], {
    env: { ...process.env, TMPDIR: folder, ...(process.stdout.isTTY && { FORCE_COLOR: '1' }) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { child, ended: once(child, 'close').then(([code]) => code === 0) };
}

try {
  await import('../electron/build.ts');
  // As many as there are cores: each alone runs half as many again, or keeps them idle for a quarter of its time.
  const unit = start('unit', `--maxWorkers=${availableParallelism()}`);
  const browser = start('browser');
  unit.child.stdout.pipe(process.stdout, { end: false });
  unit.child.stderr.pipe(process.stderr, { end: false });
  // What the other says in the meantime waits, so that each is read in one piece.
  const said: Buffer[] = [];
  const keep = (text: Buffer): void => void said.push(text);
  const streams = [browser.child.stdout, browser.child.stderr];
  for (const stream of streams) stream.on('data', keep);
  const passed = await unit.ended;
  process.stdout.write(Buffer.concat(said));
  for (const stream of streams) stream.off('data', keep).pipe(process.stdout, { end: false });
  process.exitCode = (await browser.ended) && passed ? 0 : 1;
} finally {
  rmSync(around, { recursive: true, force: true });
}
