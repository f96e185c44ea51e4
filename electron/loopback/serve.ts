import { resolve } from 'node:path';
import { CoreClient } from '../core/host/client.ts';
import { defaultFolders } from '../core/host/folders.ts';
import { forkProcess } from '../core/host/fork.ts';
import { VERSION } from '../core/host/version.ts';
import type { Ending } from './ending.ts';
import { type Loopback, startLoopback } from './server.ts';

/**
 * Starts the core and the host in front of it; both end with the program.
 * @param vault a folder to show among the recent vaults. @throws Fault when there is no vault in it
 */
export async function serve(ending: Ending, vault?: string): Promise<Loopback> {
  const folders = defaultFolders();
  const core = new CoreClient(
    { program: `browser ${VERSION}`, settingsFolder: folders.settings, vaultsFolder: folders.vaults },
    forkProcess,
  );
  ending.add(() => core.close());
  void core.ended.then(() => ending.end(1)); // without a core there is nothing to serve
  if (vault !== undefined) await core.showVault(resolve(vault));
  const loopback = await startLoopback(core);
  ending.add(() => loopback.close());
  return loopback;
}
