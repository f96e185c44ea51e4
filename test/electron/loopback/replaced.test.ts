import { connect, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { openFront } from '../../../electron/loopback/front.ts';
import { PASSPHRASE } from '../../support/core.ts';
import { type HttpHost, openHttp } from '../../support/hosts.ts';

const connected = (port: number): Promise<Socket> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket));
    socket.on('error', () => {});
  });
/** All that comes until the other side closes. */
async function answerOn(socket: Socket): Promise<string> {
  let text = '';
  for await (const part of socket.setEncoding('utf8')) text += part;
  return text;
}
const asking = ({ loopback }: HttpHost, path: string): string =>
  [
    `POST ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${loopback.port}`,
    `Authorization: Bearer ${loopback.token}`,
    'Content-Length: 35',
    '',
    '{"name":"vault.status","input":{} }',
  ].join('\r\n');

describe('a request that comes after a lock over a connection from before', () => {
  it('is sent, method and body, to the process that comes next', async () => {
    await using host = await openHttp(() => null);
    await host.client.ask('vault.create', { name: 'v', passphrase: PASSPHRASE });
    const [call, odd] = [await connected(host.loopback.port), await connected(host.loopback.port)];
    await new Promise<void>((resolve) => {
      host.client.listen((event) => {
        if (event.event !== 'locked') return;
        call.write(asking(host, '/call'));
        odd.write(asking(host, '//elsewhere.example.com/'));
        resolve();
      });
      void host.client.ask('vault.lock', {});
    });
    const answer = await answerOn(call);
    expect(answer).toMatch(/^HTTP\/1\.1 307 /);
    expect(answer).toContain(`Location: ${host.base}/call\r\n`);
    expect(await answerOn(odd)).toContain(`Location: ${host.base}//elsewhere.example.com/\r\n`);
    const next = await connected(host.loopback.port);
    next.write(asking(host, '/call'));
    next.on('data', (text) => next.end(text.includes('closed') ? '' : 'not it'));
    expect(await answerOn(next)).toContain('"state":"closed"');
  });

  it('is answered as if nothing had been between, by what a window asks with', async () => {
    await using host = await openHttp(() => null);
    await host.transport.call('vault.create', { name: 'v', passphrase: PASSPHRASE });
    const asked: Promise<unknown>[] = [];
    host.client.listen((event) => {
      if (event.event === 'locked') for (let n = 0; n < 5; n++) asked.push(host.transport.call('vault.status', {}));
    });
    await host.client.ask('vault.lock', {});
    expect(await Promise.all(asked)).toEqual(
      Array.from({ length: 5 }, () => expect.objectContaining({ value: expect.objectContaining({ state: 'closed' }) })),
    );
  });
});

describe('a connection that waits for a process', () => {
  it('waits for a bounded time, and no more than 64 do', async () => {
    const front = await openFront(1000);
    const sockets: Socket[] = [];
    for (let n = 0; n < 70; n++) sockets.push((await connected(front.port)).resume());
    const open = (): number => sockets.filter((socket) => !socket.closed).length;
    await expect.poll(open, { interval: 10 }).toBe(64);
    await expect.poll(open).toBe(0);
    await front.close();
  });
});
