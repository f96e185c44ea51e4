import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { withoutDumps, withoutSecrets } from '../core/host/environment.ts';
import { download, progressShown } from './electron-download.ts';
import type { Ending } from './ending.ts';

/** A failure this soon is a failure to start: no sandbox, a missing system library. */
const STARTING_MS = 15_000;

/** Runs Electron with the program until it ends. @returns its exit code, or why it never started */
export function runElectron(
  path: string,
  program: string,
  args: readonly string[],
  ending: Ending,
): Promise<{ code: number } | { failed: string }> {
  const { ELECTRON_RUN_AS_NODE: _asNode, NODE_OPTIONS: _options, ...env } = withoutSecrets();
  const started = performance.now();
  let ready = false;
  let said = '';
  return new Promise((resolve) => {
    // Its processes are started by Electron itself, which sets no limits: they inherit this one.
    const { command, args: all } = withoutDumps(path, [program, ...args]);
    const child = spawn(command, all, { stdio: ['ignore', 'inherit', 'pipe', 'ipc'], env });
    const ended = new Promise<void>((gone) => child.once('exit', () => gone()));
    child.stderr?.on('data', (text: Buffer) => {
      said = (said + text.toString('utf8')).slice(-KEPT_CHARACTERS);
    });
    ending.add(() => {
      // Windows knows no polite signal; a closed line means the same, there and elsewhere.
      if (child.connected) child.disconnect();
      else child.kill('SIGTERM');
      return ended;
    });
    child.on('message', (message) => {
      if (message === 'ready') ready = true;
    });
    child.on('error', (error) =>
      resolve({ failed: `Electron cannot be run (${'code' in error ? error.code : 'unknown reason'})` }),
    );
    child.on('exit', (code, signal) => {
      if (code === 0) return resolve({ code });
      const soon = !ready && performance.now() - started < STARTING_MS;
      if (soon)
        return resolve({ failed: `Electron did not start here (${signal ?? `exit ${code}`})${remedyFor(said)}` });
      process.stderr.write(said); // it ran and then failed: what it said last tells why
      resolve({ code: code ?? 1 });
    });
  });
}

/** So much of what Electron says on its error stream is kept, to be shown if it does not start. */
const KEPT_CHARACTERS = 4000;

/** What Electron said when it did not start, and what helps, as the end of a sentence; empty when it said nothing. */
export function remedyFor(said: string): string {
  const library = /error while loading shared libraries: ([^\s:]+)/.exec(said)?.[1];
  if (library) return `: the system lacks ${library}; install the package that has it`;
  if (/No usable sandbox|chrome-sandbox|setuid sandbox|SUID sandbox/i.test(said))
    return (
      ": Chromium's sandbox cannot be set up; allow unprivileged user namespaces " +
      '(sysctl kernel.apparmor_restrict_unprivileged_userns=0), or make its chrome-sandbox owned by root with mode 4755'
    );
  if (/Missing X server|cannot open display|Failed to connect to Wayland/i.test(said))
    return ': the display cannot be reached';
  const last = said.trim().split('\n').at(-1) ?? '';
  return last === '' ? '' : `: ${last.slice(0, 300)}`;
}

export type Binary = { readonly path: string; readonly version: string } | { readonly missing: string };

interface Place {
  readonly folder: string;
  readonly version: string;
  /** Written when the download failed, so that an offline machine is not asked to try at every start. */
  readonly tried: string;
}

/**
 * Electron's program, which its npm package does not carry: downloaded at the first start, once. `again` tries
 * although an earlier start could not get it.
 */
export async function electronBinary(ending: Ending, again: boolean, say: (line: string) => void): Promise<Binary> {
  const place = electronPlace();
  if (!place) return { missing: 'the package "electron" is not installed' };
  const present = binaryIn(place);
  if (present) return present;
  if (process.env[OVERRIDE])
    return { missing: `there is no Electron in the folder that ${OVERRIDE} names, ${process.env[OVERRIDE]}` };
  if (existsSync(place.tried) && !again)
    return { missing: 'Electron could not be downloaded before (npm start -- --electron tries again)' };
  say('Looking for Electron, which is downloaded once (Ctrl+C ends this; npm start -- --browser needs no download) …');
  const failed = await download({ folder: place.folder, ending, onProgress: progressShown(process.stdout) });
  const installed = binaryIn(place);
  if (installed) {
    rmSync(place.tried, { force: true });
    return installed;
  }
  mkdirSync(dirname(place.tried), { recursive: true });
  writeFileSync(place.tried, '');
  const why = failed ?? 'its installer left no program';
  return { missing: `Electron could not be downloaded: ${why} (npm start -- --electron tries again)` };
}

function electronPlace(): Place | null {
  try {
    const description = createRequire(import.meta.url).resolve('electron/package.json');
    const folder = dirname(description);
    const { version } = JSON.parse(readFileSync(description, 'utf8')) as { version: string };
    return { folder, version, tried: join(folder, '..', '.cache', 'redthread', `no-electron-${version}`) };
  } catch {
    return null;
  }
}

/** Set by those who bring an Electron of their own; nothing is downloaded then. */
const OVERRIDE = 'ELECTRON_OVERRIDE_DIST_PATH';
const PROGRAM: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
};

/** Where Electron's installer puts it; electron/index.js itself would start a download without a time limit. */
export function binaryIn(
  { folder, version }: Pick<Place, 'folder' | 'version'>,
  override = process.env[OVERRIDE],
): Binary | null {
  try {
    const dist = override || join(folder, 'dist');
    const name = override
      ? (PROGRAM[process.platform] ?? 'electron')
      : readFileSync(join(folder, 'path.txt'), 'utf8').trim();
    const path = join(dist, name);
    return existsSync(path) ? { path, version: override ? versionIn(dist, version) : version } : null;
  } catch {
    return null;
  }
}
function versionIn(dist: string, otherwise: string): string {
  try {
    return readFileSync(join(dist, 'version'), 'utf8').trim().replace(/^v/, '');
  } catch {
    return otherwise;
  }
}
