import { describe, expect, it } from 'vitest';
import { addressed, authorised, mayDownload, mayOpen, sameSecret } from '../../../electron/loopback/guard.ts';

const door = { port: 4711, token: 'a'.repeat(43) };
const host = '127.0.0.1:4711';
const authorization = `Bearer ${door.token}`;

describe('the door', () => {
  it('lets in what is meant for it', () => {
    expect(authorised({ host, authorization }, door)).toBe(true);
    expect(authorised({ host, authorization, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' }, door)).toBe(
      true,
    );
  });

  it.each([
    ['a rebinding name', { host: 'evil.example.com:4711' }],
    ['a name for the same address', { host: 'localhost:4711' }],
    ['another port', { host: '127.0.0.1:4712' }],
    ['no port', { host: '127.0.0.1' }],
    ['no host', {}],
    ['a foreign origin', { host, origin: 'https://example.com' }],
    ['an opaque origin', { host, origin: 'null' }],
    ['the same origin in another scheme', { host, origin: `https://${host}` }],
  ])('is closed to %s', (_what, headers) => {
    expect(addressed(headers, door)).toBe(false);
    expect(authorised({ ...headers, authorization }, door)).toBe(false);
  });

  it.each([
    ['no token', undefined],
    ['an empty one', 'Bearer '],
    ['a wrong one', `Bearer ${'b'.repeat(43)}`],
    ['the start of it', `Bearer ${door.token.slice(0, 42)}`],
    ['more than it', `Bearer ${door.token}a`],
    ['another scheme', `Basic ${door.token}`],
    ['two', `Bearer ${door.token}, Bearer ${door.token}`],
  ])('is closed to %s as token', (_what, given) => {
    expect(authorised({ host, ...(given === undefined ? {} : { authorization: given }) }, door)).toBe(false);
  });

  it('is closed to a page of another site, even with the token', () => {
    for (const site of ['cross-site', 'same-site', 'none'])
      expect(authorised({ host, authorization, 'sec-fetch-site': site }, door)).toBe(false);
  });

  it('gives the window to whoever types its address, not to another page', () => {
    for (const site of ['none', 'same-origin']) expect(mayOpen({ host, 'sec-fetch-site': site }, door)).toBe(true);
    for (const site of ['cross-site', 'same-site']) expect(mayOpen({ host, 'sec-fetch-site': site }, door)).toBe(false);
  });

  it('lets a download through only when our page asked, or with the token', () => {
    expect(mayDownload({ host, 'sec-fetch-site': 'same-origin' }, door)).toBe(true);
    expect(mayDownload({ host, authorization }, door)).toBe(true);
    expect(mayDownload({ host, 'sec-fetch-site': 'none' }, door)).toBe(false);
    expect(mayDownload({ host }, door)).toBe(false);
    expect(mayDownload({ host: 'evil.example.com', 'sec-fetch-site': 'same-origin' }, door)).toBe(false);
  });

  it('compares secrets of any length', () => {
    expect(sameSecret('x', 'x')).toBe(true);
    expect(sameSecret('', 'x')).toBe(false);
    expect(sameSecret('x'.repeat(1000), 'x')).toBe(false);
  });
});
