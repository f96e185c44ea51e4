import { describe, expect, it } from 'vitest';
import { isOwn, isOwnSender, mayRequest } from '../../../electron/main/lock-down.ts';

describe('addresses of the window', () => {
  it.each(['app://redthread/', 'app://redthread/index.html', 'app://redthread/assets/a.js?x#y'])(
    'owns %s',
    (address) => {
      expect(isOwn(address)).toBe(true);
      expect(mayRequest(address, false)).toBe(true);
    },
  );

  it.each([
    'https://example.com/',
    'http://127.0.0.1:80/',
    'file:///etc/passwd',
    'app://redthread.example.com/',
    'app://other/',
    'app://redthread@example.com/',
    'app://user@redthread/',
    'app://redthread:81/',
    'ws://example.com/',
    'ftp://example.com/',
    'chrome://settings/',
    'devtools://devtools/bundled/x.js',
    'javascript:alert(1)',
    'about:blank',
    '',
    'not an address',
  ])('neither owns nor requests %s', (address) => {
    expect(isOwn(address)).toBe(false);
    expect(mayRequest(address, false)).toBe(false);
  });

  it('lets the window fetch what it made itself', () => {
    expect(mayRequest('blob:app://redthread/9f3c', false)).toBe(true);
    expect(mayRequest('data:image/png;base64,AAAA', false)).toBe(true);
    expect(mayRequest('blob:https://example.com/9f3c', false)).toBe(false);
    expect(mayRequest('devtools://devtools/bundled/x.js', true)).toBe(true);
  });

  it('hears only the top frame of its own page', () => {
    expect(isOwnSender({ url: 'app://redthread/', parent: null })).toBe(true);
    expect(isOwnSender({ url: 'app://redthread/', parent: {} })).toBe(false);
    expect(isOwnSender({ url: 'https://example.com/', parent: null })).toBe(false);
    expect(isOwnSender({ url: '', parent: null })).toBe(false);
    expect(isOwnSender(null)).toBe(false);
  });
});
