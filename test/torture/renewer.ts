import fs, { writeSync } from 'node:fs';
import { flushCompileCache, syncBuiltinESMExports } from 'node:module';
import { unwrap } from '../../electron/core/host/client.ts';
import { forkProcess } from '../../electron/core/host/fork.ts';
import { openLocalCore } from '../../electron/core/host/local.ts';
import type { Answer, CommandName, Input } from '../../shared/contract/commands.ts';
import { CHEAP } from '../support/passphrase.ts';

/**
 * The victim of `rekey.ts`: changes the passphrase of a vault or re-keys it, and ends itself with SIGKILL at one exact step of
 * what it does to files meanwhile. Arguments: the settings folder, the vault's, the passphrase, the next one, which of the two is done, and
 * the number of the step; an even one is not done any more, an odd one is just done. Tells on standard output what was acknowledged.
 */
const [settingsFolder, dir, passphrase, next, what, kill] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  string,
  string,
];
flushCompileCache();
let armed = false;
let steps = 0;

/** Has `die` come before and after each call that names the vault's folder, or a file that is open. */
function count<F extends (...given: never[]) => unknown>(call: F): F {
  const counted = (...given: Parameters<F>): unknown => {
    if (!armed) return call(...given);
    die();
    const done = call(...given);
    die();
    return done;
  };
  return counted as F;
}
function die(): void {
  if (steps++ === Number(kill)) process.kill(process.pid, 'SIGKILL');
}

const core = openLocalCore({ program: 'torture', settingsFolder, vaultsFolder: dir, keyCost: CHEAP }, forkProcess);
const ask = async <N extends CommandName>(name: N, input: Input<N>) =>
  unwrap(await core.call(name, input)) as Answer<N>;
const ticket = await core.admitPath(dir, 'folder');
await ask('vault.open', { vault: { ticket }, passphrase });
fs.renameSync = count(fs.renameSync);
fs.fsyncSync = count(fs.fsyncSync);
fs.rmSync = count(fs.rmSync);
fs.writeFileSync = count(fs.writeFileSync);
syncBuiltinESMExports();
armed = true;
if (what === 'rekey') await ask('vault.rekey', { passphrase, next });
else await ask('vault.changePassphrase', { current: passphrase, next });
armed = false;
writeSync(1, `${JSON.stringify({ acknowledged: true, steps })}\n`);
process.kill(process.pid, 'SIGKILL');
