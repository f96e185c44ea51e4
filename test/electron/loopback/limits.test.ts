import { connect, type Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { piecesOf } from '../../../electron/loopback/answer.ts';
import { Connections } from '../../../electron/loopback/connections.ts';
import { Entrance } from '../../../electron/loopback/entrance.ts';
import { Uploads } from '../../../electron/loopback/files.ts';
import { openHttp } from '../../support/hosts.ts';

afterEach(() => vi.useRealTimers());

describe('what someone without the token can hold open', () => {
  it('is few connections: the oldest makes way, one that showed the token stays', async () => {
    await using host = await openHttp(() => null);
    const sockets = Array.from({ length: 40 }, () => connect(host.loopback.port, '127.0.0.1').on('error', () => {}));
    const closed = (): number => sockets.filter(({ closed }) => closed).length;
    await expect.poll(closed, { timeout: 10_000 }).toBe(8);
    expect(await host.transport.call('vault.status', {})).toMatchObject({ ok: true });
    for (const socket of sockets) socket.destroy();
  });

  it('is ten seconds', () => {
    vi.useFakeTimers();
    const connections = new Connections();
    const [stranger, known] = [new PassThrough(), new PassThrough()] as unknown as [Socket, Socket];
    connections.add(stranger);
    connections.add(known);
    connections.known(known);
    vi.advanceTimersByTime(10_001);
    expect([stranger.destroyed, known.destroyed]).toEqual([true, false]);
  });
});

describe('a body', () => {
  it('that stalls is given up', async () => {
    const body = new PassThrough();
    body.write('half');
    const pieces = piecesOf(body as never, 50);
    expect(String((await pieces.next()).value)).toBe('half');
    await expect(pieces.next()).rejects.toThrow('stalled');
    expect(body.destroyed).toBe(true);
  });
  it('may wait for a reader that takes its time', async () => {
    const body = new PassThrough();
    body.write('a');
    const pieces = piecesOf(body as never, 50);
    await pieces.next();
    body.end('b');
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(String((await pieces.next()).value)).toBe('b');
  });
});

describe('an announced upload', () => {
  it('that is never sent is forgotten', async () => {
    vi.useFakeTimers();
    const uploads = new Uploads({ admitBytes: () => 'T' } as never);
    const sent = (status: number[]) => ({
      writeHead: (code: number) => {
        status.push(code);
        return { end: () => {} };
      },
    });
    const request = Object.assign(new PassThrough(), { headers: {}, complete: true });
    request.end(JSON.stringify({ name: 'a', size: 1 }));
    const status: number[] = [];
    await uploads.announce(request as never, { ...sent(status), req: request } as never);
    vi.advanceTimersByTime(60 * 60_000 + 1);
    await uploads.receive('T', request as never, { ...sent(status), req: request } as never);
    expect(status).toEqual([200, 403]);
  });
});

describe('the code in an address', () => {
  it('is exchanged once, and then another is printed', () => {
    const entrance = new Entrance('token');
    let used = 0;
    let stolen = 0;
    entrance.onUsed = () => (used += 1);
    entrance.onStolen = () => (stolen += 1);
    const code = entrance.code(false);
    expect(entrance.exchange('x')).toHaveProperty('refused');
    expect(entrance.exchange(code)).toEqual({ token: 'token' });
    expect(entrance.exchange(code)).toHaveProperty('refused');
    expect([used, stolen]).toEqual([1, 0]);
  });
  it('on a command line expires, and a second use ends the program', () => {
    vi.useFakeTimers();
    const entrance = new Entrance('token');
    let stolen = 0;
    entrance.onStolen = () => (stolen += 1);
    const [late, code] = [entrance.code(true), entrance.code(true)];
    expect(entrance.exchange(code)).toEqual({ token: 'token' });
    entrance.exchange(code);
    expect(stolen).toBe(1);
    vi.advanceTimersByTime(2 * 60_000 + 1);
    expect(entrance.exchange(late)).toHaveProperty('refused');
  });
});
