import { spawnSync } from 'node:child_process';

/** `npm run test:torture -- kills 200`, `flips 1000`, `power 1000`; several pairs run one after the other. */
const pairs = process.argv.slice(2);
const env: NodeJS.ProcessEnv = { ...process.env, TORTURE_ONLY: '1' };
for (let at = 0; at < pairs.length; at += 2) {
  const name = pairs[at]?.toUpperCase();
  const count = Number(pairs[at + 1]);
  if (!name || !['KILLS', 'FLIPS', 'POWER', 'BACKUPS'].includes(name) || !Number.isInteger(count) || count < 1) {
    process.stderr.write('Usage: npm run test:torture -- kills N | flips N | power N | backups N\n');
    process.exit(2);
  }
  env[`TORTURE_${name}`] = String(count);
}
if (pairs.length === 0)
  Object.assign(env, { TORTURE_KILLS: '200', TORTURE_FLIPS: '1000', TORTURE_POWER: '1000', TORTURE_BACKUPS: '30' });
const { status } = spawnSync('vitest', ['run', '--config', 'test/vitest.config.ts', 'test/torture'], {
  env,
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
process.exit(status ?? 1);
