import { EventEmitter } from 'node:events';
import type { App, Session } from 'electron';
import { describe, expect, it } from 'vitest';
import { lockContents, lockSession } from '../../../electron/main/lock-down.ts';

// Electron itself cannot run inside a test of Node; these stand for the platform and record what they are told.
interface Recorded {
  handle(request: { method: string; url: string }): Response;
  before(details: { url: string }, answer: (verdict: { cancel: boolean }) => void): void;
  permission(contents: unknown, permission: string, answer: (granted: boolean) => void): void;
  check(contents: unknown, permission: string): boolean;
  device(): boolean;
}
function locked(): Recorded & { session: EventEmitter } {
  const told: Partial<Recorded> = {};
  const session = Object.assign(new EventEmitter(), {
    protocol: { handle: (_scheme: string, handle: Recorded['handle']) => Object.assign(told, { handle }) },
    webRequest: { onBeforeRequest: (before: Recorded['before']) => Object.assign(told, { before }) },
    setPermissionRequestHandler: (permission: Recorded['permission']) => Object.assign(told, { permission }),
    setPermissionCheckHandler: (check: Recorded['check']) => Object.assign(told, { check }),
    setDevicePermissionHandler: (device: Recorded['device']) => Object.assign(told, { device }),
    setDisplayMediaRequestHandler: () => {},
  });
  const files = (path: string) => (path === '/' ? { body: Buffer.from('page'), headers: { 'X-Here': 'yes' } } : null);
  lockSession(session as unknown as Session, files, false);
  return { ...(told as Recorded), session };
}

describe('the session of the window', () => {
  it('serves the program’s files, and nothing else', async () => {
    const { handle } = locked();
    const page = handle({ method: 'GET', url: 'app://redthread/' });
    expect([page.status, await page.text(), page.headers.get('X-Here')]).toEqual([200, 'page', 'yes']);
    expect(handle({ method: 'GET', url: 'app://redthread/../x' }).status).toBe(404);
    expect(handle({ method: 'GET', url: 'app://elsewhere/' }).status).toBe(404);
    expect(handle({ method: 'POST', url: 'app://redthread/' }).status).toBe(404);
  });

  it('cancels every request that leaves the program', () => {
    const { before } = locked();
    const cancelled = (url: string) => {
      let verdict = { cancel: false };
      before({ url }, (given) => (verdict = given));
      return verdict.cancel;
    };
    expect(cancelled('app://redthread/assets/x.js')).toBe(false);
    for (const url of ['https://example.com/', 'http://192.0.2.1/', 'wss://example.com/', 'file:///etc/hosts'])
      expect(cancelled(url)).toBe(true);
  });

  it('grants copying text, no other permission, no device, no download', () => {
    const { permission, check, device, session } = locked();
    const granted = (name: string) => {
      let verdict: boolean | null = null;
      permission({}, name, (given) => (verdict = given));
      return verdict;
    };
    expect(granted('clipboard-sanitized-write')).toBe(true);
    for (const name of ['media', 'geolocation', 'notifications', 'clipboard-read', 'openExternal', 'fullscreen']) {
      expect(granted(name)).toBe(false);
      expect(check({}, name)).toBe(false);
    }
    expect(device()).toBe(false);
    let prevented = false;
    session.emit('will-download', { preventDefault: () => (prevented = true) });
    expect(prevented).toBe(true);
  });
});

describe('every page', () => {
  it('stays where it is and opens nothing', () => {
    const app = new EventEmitter();
    lockContents(app as unknown as App);
    let open: () => { action: string } = () => ({ action: 'allow' });
    let shown = 'app://redthread/';
    const contents = Object.assign(new EventEmitter(), {
      setWindowOpenHandler: (handler: typeof open) => (open = handler),
      getURL: () => shown,
    });
    app.emit('web-contents-created', {}, contents);
    const prevented = (event: string, details: object) => {
      let stopped = false;
      contents.emit(event, { ...details, preventDefault: () => (stopped = true) });
      return stopped;
    };
    expect(open()).toEqual({ action: 'deny' });
    expect(prevented('will-navigate', { url: 'https://example.com/' })).toBe(true);
    expect(prevented('will-navigate', { url: 'file:///dropped.html' })).toBe(true);
    expect(prevented('will-navigate', { url: 'app://redthread/' })).toBe(false);
    expect(prevented('will-frame-navigate', { url: 'app://redthread/', isMainFrame: false })).toBe(true);
    // Chromium's PDF viewer is a frame of the page that prints, and of no other.
    const viewer = 'chrome-extension://mhjfbmdgcfjbbpaeojofohoefgiehjai/index.html';
    expect(prevented('will-frame-navigate', { url: viewer, isMainFrame: false })).toBe(true);
    shown = 'app://print/report.pdf';
    expect(prevented('will-frame-navigate', { url: viewer, isMainFrame: false })).toBe(false);
    expect(prevented('will-frame-navigate', { url: 'https://example.com/', isMainFrame: false })).toBe(true);
    expect(prevented('will-frame-navigate', { url: viewer, isMainFrame: true })).toBe(true);
    expect(prevented('will-attach-webview', {})).toBe(true);
    expect(prevented('will-redirect', {})).toBe(true);
  });
});
