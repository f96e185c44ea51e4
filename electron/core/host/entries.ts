import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where settings and new vaults live; `REDTHREAD_HOME` puts both below one folder. */
export function defaultFolders(env: NodeJS.ProcessEnv = process.env): { settings: string; vaults: string } {
  if (env['REDTHREAD_HOME']) {
    const home = resolve(env['REDTHREAD_HOME']);
    return { settings: home, vaults: join(home, 'vaults') };
  }
  const config =
    process.platform === 'win32'
      ? (env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'))
      : process.platform === 'darwin'
        ? join(homedir(), 'Library', 'Application Support')
        : (env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'));
  return { settings: join(config, 'redthread'), vaults: join(homedir(), 'Redthread') };
}

/** The built file of a worker or child process, from the built program as well as from the sources (tests). */
export function entryFile(name: string): string {
  const here = import.meta.url;
  const base = here.includes('/dist/electron/') ? new URL('./', here) : new URL('../../../dist/electron/', here);
  return fileURLToPath(new URL(`${name}.js`, base));
}

/**
 * Where Node keeps what it compiled of the program's own files, a third of each process's start: code alone, beside the code
 * it was made from, and gone with it when that is built anew. Where nothing can be written there, Node goes on without.
 */
export const compiledFolder = (): string => join(dirname(entryFile('core')), 'compiled');
