import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { newCase, openTestCore } from '../support/core.ts';

/**
 * A large file into the vault, against `sha256sum` followed by `cp` of it; `verify`, against `sha256sum`, by turns, several
 * times, since the machine's speed changes: the load that it has at the time is said. BENCH_MB sets the size (1024), BENCH_TURNS
 * how often a file is verified (3).
 */
const megabytes = Number(process.env['BENCH_MB'] ?? 1024);
const turns = Number(process.env['BENCH_TURNS'] ?? 3);
const seconds = async (work: () => unknown): Promise<number> => {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
};
const middle = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] as number;

for (let round = 1; round <= 3; round++) {
  await using test = await openTestCore();
  const path = join(test.folder, 'large.bin');
  const copy = join(test.folder, 'copy.bin');
  const file = openSync(path, 'w');
  for (let n = 0; n < megabytes; n++) writeSync(file, randomBytes(1 << 20));
  fsyncSync(file);
  closeSync(file);
  const caseId = await newCase(test);
  const idle = process.memoryUsage().rss;
  let peak = idle;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 50);
  const sum = () => seconds(() => execFileSync('sha256sum', [path]));
  const hash = await sum();
  const cp = await seconds(() => {
    execFileSync('cp', [path, copy]);
    execFileSync('sync', [copy]);
  });
  rmSync(copy);
  const ticket = await test.ticketFor(path);
  const intake = await seconds(() => test.run('evidence.import', { caseId, ticket }));
  const verified: number[] = [];
  const summed = [hash];
  for (let turn = 0; turn < turns; turn++) {
    verified.push(await seconds(() => test.run('vault.verify', {})));
    summed.push(await sum());
  }
  clearInterval(watch);
  console.log(
    JSON.stringify({
      bench: 'evidence',
      round,
      megabytes,
      intakeSeconds: intake,
      sha256sumThenCpSeconds: hash + cp,
      intakeSpeedRatio: (hash + cp) / intake,
      verifySeconds: verified,
      sha256sumSeconds: summed,
      verifySpeedRatio: middle(summed) / middle(verified),
      // Each against the mean of the two beside it.
      verifySpeedRatios: verified.map((time, at) => ((summed[at] as number) + (summed[at + 1] as number)) / 2 / time),
      load: loadavg()[0],
      peakAboveIdleMb: Math.round((peak - idle) / 1e6),
    }),
  );
}
