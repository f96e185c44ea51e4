import { createHash, randomBytes } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { binaryIn } from '../../../electron/loopback/electron-binary.ts';
import { download, progressShown, reasonIn } from '../../../electron/loopback/electron-download.ts';
import type { Ending } from '../../../electron/loopback/ending.ts';
import type { Fetched } from '../../../electron/loopback/fetch-progress.ts';
import { zipOf } from '../../support/zip.ts';

// Electron's own installer, with a server of this test as its mirror.
const MODULES = fileURLToPath(new URL('../../../node_modules', import.meta.url));
const VERSION = '45.4.1';
const NAME = `electron-v${VERSION}-${process.platform}-${process.arch}.zip`;
const archive = zipOf([
  { name: 'electron', bytes: randomBytes(1 << 20) },
  { name: 'version', bytes: Buffer.from(`v${VERSION}`) },
]);

let answer: (response: ServerResponse) => void = () => {};
const mirror = createServer((_request, response) => answer(response));
const root = mkdtempSync(join(tmpdir(), 'redthread-mirror-'));
const folder = join(root, 'electron');
const scratch = join(root, 'scratch');
const whole = (response: ServerResponse): void =>
  void response.writeHead(200, { 'Content-Length': archive.length }).end(archive);

beforeAll(async () => {
  await new Promise<void>((listening) => mirror.listen(0, '127.0.0.1', listening));
  for (const each of [folder, scratch]) mkdirSync(each);
  symlinkSync(MODULES, join(root, 'node_modules'), 'junction');
  for (const file of ['install.js', 'package.json']) copyFileSync(join(MODULES, 'electron', file), join(folder, file));
  const sha256 = createHash('sha256').update(archive).digest('hex');
  writeFileSync(join(folder, 'checksums.json'), JSON.stringify({ [NAME]: sha256 }));
  vi.stubEnv('ELECTRON_MIRROR', `http://127.0.0.1:${(mirror.address() as AddressInfo).port}/`);
  vi.stubEnv('electron_config_cache', join(root, 'cache'));
  vi.stubEnv('TMPDIR', scratch);
});
afterAll(() => {
  vi.unstubAllEnvs();
  mirror.close();
  mirror.closeAllConnections();
  rmSync(root, { recursive: true, force: true });
});

const steps: (() => unknown)[] = [];
const ending: Ending = { add: (step) => steps.push(step), end: () => {} };
async function run(stallMs = 20_000): Promise<{ why: string | null; heard: Fetched[] }> {
  const heard: Fetched[] = [];
  const why = await download({ folder, ending, stallMs, onProgress: (fetched) => heard.push(fetched) });
  return { why, heard };
}
const half = (response: ServerResponse): void => {
  response.writeHead(200, { 'Content-Length': archive.length });
  response.write(archive.subarray(0, archive.length >> 1));
};
/** Nothing that could be taken for an Electron, and nothing that came by half. */
const nothing = (): void => {
  expect(binaryIn({ folder, version: VERSION }, '')).toBeNull();
  expect(readdirSync(scratch)).toEqual([]);
};

it('says why nothing came: refused, cut off, altered', async () => {
  answer = (response) => void response.writeHead(404).end();
  expect((await run()).why).toContain('404');
  nothing();
  answer = (response) => {
    const altered = Buffer.from(archive);
    altered[altered.length >> 1] = (altered[altered.length >> 1] ?? 0) ^ 1;
    response.writeHead(200, { 'Content-Length': altered.length }).end(altered);
  };
  expect((await run()).why).toMatch(/checksum/i);
  nothing();
  expect(reasonIn("TypeError: fetch failed\n  cause: { code: 'ENOTFOUND' }")).toContain('(ENOTFOUND)');
  expect(reasonIn('')).toBe('its installer was stopped');
});

it('gives up a line that brings nothing more, and is ended with the program', async () => {
  answer = half;
  const { why, heard } = await run(1500);
  expect(why).toBe('nothing came for 2 seconds');
  expect(heard.at(-1)).toEqual({ done: archive.length >> 1, total: archive.length });
  nothing();
  answer = (response) => {
    half(response);
    setTimeout(() => void steps.at(-1)?.(), 200); // Ctrl+C
  };
  expect((await run()).why).toBe('its installer was stopped');
  nothing();
});

it('shows how much has come, and leaves what Electron is started from', async () => {
  answer = whole;
  const { why, heard } = await run();
  expect(why).toBeNull();
  expect(heard.at(-1)).toEqual({ done: archive.length, total: archive.length });
  expect(readdirSync(scratch)).toEqual([]);
  const binary = binaryIn({ folder, version: VERSION }, '');
  expect(binary).toMatchObject({ version: VERSION });
  if (process.platform === 'linux') expect(existsSync(join(folder, 'dist', 'electron'))).toBe(true);
});

it('is one line in a terminal, and a line for each tenth elsewhere', () => {
  const shown = (isTTY: boolean): string => {
    let text = '';
    const show = progressShown({ isTTY, write: (given: unknown) => Boolean((text += String(given))) });
    for (let part = 0; part <= 100; part++) show({ done: part << 20, total: 100 << 20 });
    return text;
  };
  expect(shown(false).split('\n')).toHaveLength(12);
  expect(shown(true).match(/\n/g)).toHaveLength(1);
  expect(shown(true)).toContain('\rElectron: 37 of 100 MiB (37 %)');
});

it('takes the Electron that one brings, and says when there is none', () => {
  expect(binaryIn({ folder, version: VERSION }, join(root, 'none'))).toBeNull();
  const own = join(root, 'own');
  const name = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' } as Record<string, string>;
  const program = join(own, name[process.platform] ?? 'electron');
  mkdirSync(dirname(program), { recursive: true });
  writeFileSync(program, '');
  writeFileSync(join(own, 'version'), 'v44.0.0');
  expect(binaryIn({ folder, version: VERSION }, own)).toEqual({ path: program, version: '44.0.0' });
});
