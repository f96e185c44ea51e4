import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { childEnvironment } from '../../electron/core/host/environment.ts';
import { bundled } from '../support/bundled.ts';

/** `npm run bench` runs every benchmark here, `npm run bench -- evidence` those named; each prints JSON, a value a line. */
const wanted = process.argv.slice(2);
const names = readdirSync('test/bench')
  .filter((file) => file.endsWith('.ts') && !['run.ts', 'payments-file.ts'].includes(file))
  .map((file) => file.slice(0, -3));
const unknown = wanted.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`No benchmark named ${unknown.join(', ')}. There are: ${names.join(', ')}.`);
  process.exit(2);
}
let failed = false;
/** A benchmark has the core in its own process, with the memory settings that the core's has; one that measures memory is bundled. */
const { GLIBC_TUNABLES } = childEnvironment('core');
const BUNDLED = new Set(['import', 'report']);
for (const name of names) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const args = BUNDLED.has(name)
    ? [await bundled(name)]
    : ['--experimental-transform-types', '--no-warnings', `test/bench/${name}.ts`];
  const { status } = spawnSync(process.execPath, args, {
    stdio: 'inherit',
    env: { ...process.env, GLIBC_TUNABLES },
  });
  failed ||= status !== 0;
}
process.exit(failed ? 1 : 0);
