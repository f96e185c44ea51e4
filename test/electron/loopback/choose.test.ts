import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findChromium, windowFlags } from '../../../electron/loopback/app-window.ts';
import { whyBrowser } from '../../../electron/loopback/choose.ts';
import { binaryIn, remedyFor } from '../../../electron/loopback/electron-binary.ts';

const desktop = { platform: 'linux', env: { DISPLAY: ':0' }, root: false, browserAsked: false } as const;

describe('the choice of host', () => {
  it('tries Electron on a desktop', () => {
    expect(whyBrowser(desktop)).toBeNull();
    expect(whyBrowser({ ...desktop, env: { WAYLAND_DISPLAY: 'wayland-0' } })).toBeNull();
    expect(whyBrowser({ ...desktop, platform: 'win32', env: {} })).toBeNull();
    expect(whyBrowser({ ...desktop, platform: 'darwin', env: {} })).toBeNull();
  });
  it('takes the browser when asked, without a display, and for root', () => {
    expect(whyBrowser({ ...desktop, browserAsked: true })).toContain('--browser');
    expect(whyBrowser({ ...desktop, env: {} })).toContain('display');
    expect(whyBrowser({ ...desktop, platform: 'darwin', env: { SSH_CONNECTION: 'x' } })).toContain('display');
    expect(whyBrowser({ ...desktop, root: true })).toContain('root');
  });
  it('says what helps when Electron does not start', () => {
    expect(remedyFor('x: error while loading shared libraries: libnss3.so: cannot open')).toContain('lacks libnss3.so');
    expect(remedyFor('[1:FATAL] The SUID sandbox helper binary was found')).toContain('chrome-sandbox owned by root');
    expect(remedyFor('something\nelse went wrong\n')).toBe(': else went wrong');
    expect(remedyFor('')).toBe('');
  });
  it('takes the Electron that ELECTRON_OVERRIDE_DIST_PATH names', () => {
    const folder = mkdtempSync(join(tmpdir(), 'redthread-electron-'));
    try {
      expect(binaryIn({ folder, version: '1' }, folder)).toBeNull();
      writeFileSync(join(folder, 'electron'), '');
      expect(binaryIn({ folder, version: '1' }, folder)).toEqual({ path: join(folder, 'electron'), version: '1' });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
  it('finds the Electron that its installer left, and nothing half-installed', () => {
    const folder = mkdtempSync(join(tmpdir(), 'redthread-electron-'));
    try {
      expect(binaryIn({ folder, version: '1' })).toBeNull();
      writeFileSync(join(folder, 'path.txt'), 'electron');
      expect(binaryIn({ folder, version: '1' })).toBeNull();
      mkdirSync(join(folder, 'dist'));
      writeFileSync(join(folder, 'dist', 'electron'), '');
      expect(binaryIn({ folder, version: '1' })).toEqual({ path: join(folder, 'dist', 'electron'), version: '1' });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('the private window', () => {
  const only = (path: string) => (candidate: string) => candidate === path;
  it('is shown by any Chromium there is', () => {
    expect(findChromium('linux', { PATH: '/bin:/usr/bin' }, only('/usr/bin/google-chrome'))).toBe(
      '/usr/bin/google-chrome',
    );
    const edge = 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe';
    expect(findChromium('win32', { 'PROGRAMFILES(X86)': 'C:\\Program Files (x86)' }, only(edge))).toBe(edge);
    expect(findChromium('darwin', {}, () => false)).toBeNull();
  });
  it('keeps nothing and reaches nobody', () => {
    const flags = windowFlags('/dev/shm/p', 'http://127.0.0.1:1/#once=x');
    expect(flags).toContain('--incognito');
    expect(flags).toContain('--user-data-dir=/dev/shm/p');
    expect(flags).toContain('--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1');
  });
});
