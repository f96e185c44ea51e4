import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { entryFile } from '../core/host/entries.ts';
import { withoutSecrets } from '../core/host/environment.ts';
import type { Ending } from './ending.ts';
import type { Fetched } from './fetch-progress.ts';

/** A line that brings nothing for so long is dead. */
const STALL_MS = 60_000;
/** Checking and unpacking what came: seconds, on a slow disk a minute. */
const UNPACK_MS = 5 * 60_000;
const KEPT_CHARACTERS = 4000;

export interface Download {
  /** The folder of the package "electron", which has the installer. */
  readonly folder: string;
  readonly ending: Ending;
  readonly onProgress: (fetched: Fetched) => void;
  readonly stallMs?: number;
}

/**
 * Runs Electron's own installer, which knows mirrors, proxies, caches and checksums. It writes `path.txt` last, so that a
 * download that was stopped is not taken for an Electron. @returns why it did not succeed, as the end of a sentence; null when it did
 */
export function download({ folder, ending, onProgress, stallMs = STALL_MS }: Download): Promise<string | null> {
  // What was downloaded by half lies there, and goes with it.
  const scratch = mkdtempSync(join(tmpdir(), 'redthread-download-'));
  const { NODE_OPTIONS: _options, ...env } = withoutSecrets();
  const child = spawn(
    process.execPath,
    ['--import', pathToFileURL(entryFile('fetch-progress')).href, join(folder, 'install.js')],
    {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: { ...env, TMPDIR: scratch, TEMP: scratch, TMP: scratch, ELECTRON_GET_NO_PROGRESS: '1' },
    },
  );
  let said = '';
  let stalled = false;
  let late: NodeJS.Timeout | undefined;
  const patience = (milliseconds: number): void => {
    clearTimeout(late);
    late = setTimeout(() => {
      stalled = true;
      child.kill('SIGKILL');
    }, milliseconds);
  };
  patience(stallMs);
  child.stderr?.on('data', (text: Buffer) => {
    said = (said + text.toString('utf8')).slice(-KEPT_CHARACTERS);
  });
  child.on('message', (message) => {
    const fetched = message as Fetched;
    patience(fetched.done === fetched.total ? UNPACK_MS : stallMs);
    onProgress(fetched);
  });
  return new Promise<string | null>((resolve) => {
    const end = (why: string | null): void => {
      clearTimeout(late);
      rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
      resolve(why);
    };
    ending.add(() => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      return new Promise<void>((gone) => child.once('close', () => gone()));
    });
    child.once('error', () => end('its installer cannot be run'));
    child.once('close', (code) => {
      if (code === 0) end(null);
      else end(stalled ? `nothing came for ${Math.round(stallMs / 1000)} seconds` : reasonIn(said));
    });
  });
}

/** What the installer printed, in few words: Node's stack traces say them first, and a cause with its code within. */
export function reasonIn(said: string): string {
  const code = /code: '([A-Z_]+)'/.exec(said)?.[1];
  const first = /^(?:\w*Error: )?(.+)$/m.exec(said.trim())?.[1] ?? '';
  if (code) return `the server cannot be reached (${code})`;
  return first === '' ? 'its installer was stopped' : first.slice(0, 200);
}

/** "Electron: 37 of 112 MiB (33 %)" */
export function progressWords({ done, total }: Fetched): string {
  const mebibytes = (bytes: number): string => String(Math.floor(bytes / 2 ** 20));
  return total === null
    ? `Electron: ${mebibytes(done)} MiB`
    : `Electron: ${mebibytes(done)} of ${mebibytes(total)} MiB (${Math.floor((100 * done) / total)} %)`;
}

/** Shows progress in one line of a terminal; elsewhere, as in a log, every tenth of it is a line. */
export function progressShown(out: Pick<NodeJS.WriteStream, 'isTTY' | 'write'>): (fetched: Fetched) => void {
  let shown = '';
  return (fetched) => {
    const words = progressWords(fetched);
    const { done, total } = fetched;
    const step = out.isTTY
      ? words
      : String(total === null ? Math.floor(done / 2 ** 24) : Math.floor((10 * done) / total));
    if (step === shown) return;
    shown = step;
    const ended = done === total;
    out.write(out.isTTY ? `\r${words}\u001b[K${ended ? '\n' : ''}` : `${words}\n`);
  };
}
