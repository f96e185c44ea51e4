import { CoreClient } from '../core/client/client.ts';
import { defaultFolders } from '../core/client/folders.ts';
import { forkProcess } from '../core/client/fork.ts';
import { VERSION } from '../core/client/version.ts';
import type { Ending } from './ending.ts';
import { type Loopback, startLoopback } from './server.ts';

/** Starts the core and the host in front of it; both end with the program. */
export async function serve(ending: Ending): Promise<Loopback> {
  const folders = defaultFolders();
  const core = new CoreClient(
    { program: `browser ${VERSION}`, settingsFolder: folders.settings, vaultsFolder: folders.vaults },
    forkProcess,
  );
  ending.add(() => core.close());
  const loopback = await startLoopback(core);
  ending.add(() => loopback.close());
  return loopback;
}
