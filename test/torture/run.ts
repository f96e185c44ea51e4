import { spawnSync } from 'node:child_process';

/** What can be tried at length, and how often when nothing else is asked for. */
const MODES: Readonly<Record<string, number>> = {
  kills: 200,
  rekey: 200,
  flips: 1000,
  power: 1000,
  backups: 30,
  columns: 99,
  memory: 5,
  splice: 200,
  rollback: 50,
  locks: 5,
  scripts: 500,
  merges: 40,
  cancels: 40,
};

/** `npm run test:torture -- kills 200`, `flips 1000`; several pairs run one after the other, all without any. */
const asked = process.argv.slice(2);
const pairs = asked.length > 0 ? asked : Object.entries(MODES).flatMap(([name, count]) => [name, String(count)]);
const env: NodeJS.ProcessEnv = { ...process.env, TORTURE_ONLY: '1' };
for (let at = 0; at < pairs.length; at += 2) {
  const name = pairs[at] ?? '';
  const count = Number(pairs[at + 1]);
  if (!Object.hasOwn(MODES, name) || !Number.isInteger(count) || count < 1) {
    process.stderr.write(`Usage: npm run test:torture -- ${Object.keys(MODES).join(' N | ')} N\n`);
    process.exit(2);
  }
  env[`TORTURE_${name.toUpperCase()}`] = String(count);
}
const { status } = spawnSync('vitest', ['run', '--config', 'test/vitest.config.ts', 'test/torture'], {
  env,
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
process.exit(status ?? 1);
