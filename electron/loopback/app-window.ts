import { spawn } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import open from 'open';
import { withoutSecrets } from '../core/host/environment.ts';
import type { Ending } from './ending.ts';

const ON_PATH = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
  'brave-browser',
];
const MAC = ['Google Chrome', 'Chromium', 'Microsoft Edge', 'Brave Browser'];
const WINDOWS = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'];
const STARTING_MS = 4000;

function runnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A browser of the Chromium family, which can show a page as a window of its own; null when there is none. */
export function findChromium(platform: NodeJS.Platform, env: NodeJS.ProcessEnv, exists = runnable): string | null {
  const candidates =
    platform === 'darwin'
      ? MAC.map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`)
      : platform === 'win32'
        ? ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((root) =>
            env[root] ? WINDOWS.map((path) => `${env[root]}\\${path}`) : [],
          )
        : ON_PATH.flatMap((name) => (env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name)));
  return candidates.find(exists) ?? null;
}

/**
 * A private window with a profile of its own, in memory where the system has a place for that, removed at the end:
 * a profile on disk would keep pictures and text of a case. No name resolves but the host's own, so the browser's own
 * services (updates, safe browsing, translation) reach nobody either.
 */
export const windowFlags = (profile: string, address: string): string[] => [
  `--app=${address}`,
  `--user-data-dir=${profile}`,
  '--incognito',
  '--disk-cache-size=1',
  '--no-first-run',
  '--no-default-browser-check',
  '--password-store=basic',
  '--use-mock-keychain',
  '--disable-sync',
  '--disable-extensions',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-breakpad',
  '--disable-crash-reporter',
  '--disable-features=Translate,OptimizationHints,MediaRouter,AutofillServerCommunication',
  '--no-pings',
  '--no-proxy-server',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
  '--window-size=1440,900',
];

const profileHome = (): string => (process.platform === 'linux' && runnable('/dev/shm') ? '/dev/shm' : tmpdir());

/**
 * Opens the address, as a window of its own if a Chromium is here, else in the user's browser. The program ends
 * when that window is closed. @returns what was opened, in words; null when nothing could be
 */
export async function openWindow(address: () => string, ending: Ending): Promise<string | null> {
  const chromium = findChromium(process.platform, process.env);
  if (chromium && (await appWindow(chromium, address(), ending))) return 'in a private window of its own';
  return open(address()).then(
    () => 'in your browser',
    () => null,
  );
}

async function appWindow(chromium: string, address: string, ending: Ending): Promise<boolean> {
  const profile = mkdtempSync(join(profileHome(), 'redthread-window-'));
  ending.add(() => rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));
  const child = spawn(chromium, windowFlags(profile, address), {
    stdio: 'ignore',
    // A crash dump is a picture of memory; on Linux it would lie outside the profile.
    env: { ...withoutSecrets(), BREAKPAD_DUMP_LOCATION: profile },
  });
  const gone = new Promise<boolean>((resolve) => {
    child.once('error', () => resolve(false));
    child.once('exit', () => resolve(false));
  });
  ending.add(() => {
    child.kill();
    setTimeout(() => child.kill('SIGKILL'), 3000).unref();
    return gone;
  });
  const stays = new Promise<boolean>((resolve) => setTimeout(() => resolve(true), STARTING_MS).unref());
  const opened = await Promise.race([gone, stays]);
  if (opened) void gone.then(() => ending.end());
  return opened;
}
