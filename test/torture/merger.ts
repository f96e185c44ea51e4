import { readFileSync, writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { runJob, unwrap } from '../../electron/core/host/client.ts';
import { forkProcess } from '../../electron/core/host/fork.ts';
import { openLocalCore } from '../../electron/core/host/local.ts';
import type { CaseId } from '../../shared/contract/values.ts';
import { CHEAP } from '../support/passphrase.ts';

/**
 * The victim of `merge.ts`: merges a bundle into a case, in this very process, and says when it begins and when it is done.
 * Arguments: the vault's folder, its passphrase, the case's id, the bundle's file, the key that opens it.
 */
const [dir, passphrase, caseId, file, identity] = process.argv.slice(2) as [string, string, CaseId, string, string];
flushCompileCache();
const core = openLocalCore(
  { program: 'torture', settingsFolder: `${dir}-settings`, vaultsFolder: dir, keyCost: CHEAP },
  forkProcess,
);
const bytes = readFileSync(file);
async function* pieces(): AsyncIterableIterator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 50_000) yield bytes.subarray(at, at + 50_000);
}
const bundle = () => ({ ticket: core.admitBytes('newer.age', bytes.length, pieces()), with: { identity } });
const say = (what: object): void => void writeSync(1, `${JSON.stringify(what)}\n`);

const vault = { ticket: await core.admitPath(dir, 'folder') };
unwrap(await core.call('vault.open', { vault, passphrase }));
const { stateSha256 } = await runJob(core, 'bundle.compare', bundle());
say({ ready: true });
const start = performance.now();
await runJob(core, 'bundle.merge', { ...bundle(), caseId, stateSha256 });
say({ milliseconds: performance.now() - start });
process.kill(process.pid, 'SIGKILL');
