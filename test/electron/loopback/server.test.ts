import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { MOST_CALL_BYTES } from '../../../electron/loopback/answer.ts';
import { type HttpHost, openHttp } from '../../support/hosts.ts';

interface Sent {
  method?: string;
  path?: string;
  headers?: Record<string, string>;
  body?: string;
}
/** Node's own client, because `fetch` neither forges `Host` nor sends a path as it stands. */
function raw(host: HttpHost, { method = 'GET', path = '/', headers = {}, body }: Sent) {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: string }>((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: host.loopback.port, method, path, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part) => (text += part));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
    });
    sent.on('error', reject).end(body);
  });
}
const bearer = (host: HttpHost) => ({ Authorization: `Bearer ${host.loopback.token}` });
const STATUS = JSON.stringify({ name: 'vault.status', input: {} });

describe('the loopback server', () => {
  it('relays a call that carries the token', async () => {
    await using host = await openHttp();
    const answer = await raw(host, { method: 'POST', path: '/call', headers: bearer(host), body: STATUS });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toMatchObject({ ok: true, value: { state: 'closed' } });
  });

  it('refuses every way in without the token, from elsewhere, or under another name', async () => {
    await using host = await openHttp();
    const call = { method: 'POST', path: '/call', body: STATUS };
    const forged: Record<string, string>[] = [
      {},
      { Authorization: 'Bearer wrong' },
      { ...bearer(host), Origin: 'https://example.com' },
      { ...bearer(host), Host: 'rebound.example.com' },
      { ...bearer(host), Host: `localhost:${host.loopback.port}` },
      { ...bearer(host), 'Sec-Fetch-Site': 'cross-site' },
    ];
    for (const headers of forged) expect((await raw(host, { ...call, headers })).status).toBe(403);
    const ticket = 'A'.repeat(43);
    for (const [method, path] of [
      ['GET', '/events'],
      ['POST', '/tickets'],
      ['POST', '/folders'],
      ['PUT', `/tickets/${ticket}`],
      ['GET', `/download/${ticket}`],
      ['POST', '/enter'],
      ['OPTIONS', '/call'],
    ] as const)
      expect((await raw(host, { method, path })).status).toBe(403);
    expect((await raw(host, { headers: { Host: 'rebound.example.com' } })).status).toBe(403);
  });

  it('serves the window with a strict policy, and a nonce that is never the same', async () => {
    await using host = await openHttp();
    const first = await raw(host, {});
    const second = await raw(host, {});
    const nonce = /nonce-([^']+)'/.exec(String(first.headers['content-security-policy']))?.[1] ?? '';
    expect(first.body).toContain(`nonce="${nonce}"`);
    expect(nonce.length).toBeGreaterThan(20);
    expect(second.body).not.toContain(nonce);
    expect(first.headers).toMatchObject({
      'content-security-policy': expect.stringContaining("default-src 'none'; script-src 'self';"),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      'cross-origin-opener-policy': 'same-origin',
    });
    expect(first.headers['access-control-allow-origin']).toBeUndefined();
  });

  it('reaches no file outside the window, however it is spelt', async () => {
    await using host = await openHttp();
    for (const path of [
      '/../electron/main.js',
      '/..%2felectron/main.js',
      '/%2e%2e/electron/main.js',
      '/assets/../../package.json',
      '//etc/passwd',
      '/\\..\\electron\\main.js',
      '/index.html%00.js',
      'http://127.0.0.1/etc/passwd',
    ])
      expect((await raw(host, { path, headers: bearer(host) })).status, path).toBe(404);
  });

  it('refuses a call that is too large, before it has read it', async () => {
    await using host = await openHttp();
    const headers = { ...bearer(host), 'Content-Length': String(MOST_CALL_BYTES + 1) };
    const answer = await new Promise<number>((resolve, reject) => {
      const sent = request(
        { host: '127.0.0.1', port: host.loopback.port, method: 'POST', path: '/call', headers },
        (response) => resolve(response.resume().statusCode ?? 0),
      );
      sent.on('error', reject);
      sent.write('{');
    });
    expect(answer).toBe(413);
  });

  it('answers text that is not a call with bad-request', async () => {
    await using host = await openHttp();
    for (const body of ['', '{', 'null', '7', '[]', '"x"', `{"name":"vault.status"`, '\u0000', '['.repeat(200_000)]) {
      const answer = await raw(host, { method: 'POST', path: '/call', headers: bearer(host), body });
      expect(answer.status).toBe(400);
      expect(JSON.parse(answer.body)).toMatchObject({ ok: false, error: { code: 'bad-request' } });
    }
  });

  it('hands the token to a browser once, and notices a second use', async () => {
    await using host = await openHttp();
    let stolen = 0;
    host.loopback.entrance.onStolen = () => (stolen += 1);
    const code = host.loopback.entrance.code(true);
    const enter = () =>
      raw(host, {
        method: 'POST',
        path: '/enter',
        headers: { 'Sec-Fetch-Site': 'same-origin' },
        body: JSON.stringify({ code }),
      });
    expect(JSON.parse((await enter()).body)).toEqual({ ok: true, value: { token: host.loopback.token } });
    expect((await enter()).status).toBe(403);
    expect(stolen).toBe(1);
  });
});
