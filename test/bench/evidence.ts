import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { newCase, openTestCore } from '../support/core.ts';

/**
 * A large file into the vault, against `sha256sum` followed by `cp` of it; `verify`, against `sha256sum`. All in one run,
 * three times, since the machine's speed changes. BENCH_MB sets the size (1024).
 */
const megabytes = Number(process.env['BENCH_MB'] ?? 1024);
const seconds = async (work: () => unknown): Promise<number> => {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
};

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
  const hash = await seconds(() => execFileSync('sha256sum', [path]));
  const cp = await seconds(() => {
    execFileSync('cp', [path, copy]);
    execFileSync('sync', [copy]);
  });
  rmSync(copy);
  const ticket = await test.ticketFor(path);
  const intake = await seconds(() => test.run('evidence.import', { caseId, ticket }));
  const verify = await seconds(() => test.run('vault.verify', {}));
  clearInterval(watch);
  console.log(
    JSON.stringify({
      bench: 'evidence',
      round,
      megabytes,
      intakeSeconds: intake,
      sha256sumThenCpSeconds: hash + cp,
      intakeSpeedRatio: (hash + cp) / intake,
      verifySeconds: verify,
      sha256sumSeconds: hash,
      verifySpeedRatio: hash / verify,
      peakAboveIdleMb: Math.round((peak - idle) / 1e6),
    }),
  );
}
