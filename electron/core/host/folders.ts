import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where settings and new vaults live; `REDTHREAD_HOME` puts both below one folder. */
export function defaultFolders(env: NodeJS.ProcessEnv = process.env): { settings: string; vaults: string } {
  const home = env['REDTHREAD_HOME'];
  if (home) return { settings: home, vaults: join(home, 'vaults') };
  const config =
    process.platform === 'win32'
      ? (env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'))
      : process.platform === 'darwin'
        ? join(homedir(), 'Library', 'Application Support')
        : (env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'));
  return { settings: join(config, 'redthread'), vaults: join(homedir(), 'Redthread') };
}
