import { afterEach, describe, expect, it, vi } from 'vitest';
import { httpTransport } from '../../../renderer/client/transport-http.ts';
import type { Event } from '../../../shared/contract/events.ts';
import { PASSPHRASE } from '../../support/core.ts';
import { openHttp } from '../../support/hosts.ts';

/** Lets a test break the stream of events that is open, as a machine that slept finds it. */
function breakableEvents(): () => void {
  const real = globalThis.fetch;
  let cut = new AbortController();
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    if (!url.endsWith('/events')) return real(url, init);
    cut = new AbortController();
    return real(url, { ...init, signal: AbortSignal.any([init.signal as AbortSignal, cut.signal]) });
  });
  return () => cut.abort();
}
afterEach(() => vi.unstubAllGlobals());

describe('the transport of the browser', () => {
  it('hears every event in order, also those of a time without connection', async () => {
    const breakOff = breakableEvents();
    await using host = await openHttp(() => null);
    const heard: (Event | null)[] = [];
    host.transport.listen((event) => heard.push(event));
    await host.transport.call('vault.create', { name: 'v', passphrase: PASSPHRASE });
    breakOff();
    for (const title of ['one', 'two', 'three']) await host.client.ask('case.create', { title });
    await expect
      .poll(() => heard.filter((event) => event?.event === 'changed' && event.areas.includes('case')).length, {
        timeout: 5000,
      })
      .toBeGreaterThanOrEqual(3);
    expect(heard).not.toContain(null);
    const once = heard.map((event) => JSON.stringify(event)).filter((text) => text.includes('"opened"'));
    expect(once).toHaveLength(1);
  });

  it('tells that it hears nothing, and that it hears again', async () => {
    const breakOff = breakableEvents();
    await using host = await openHttp(() => null);
    const told: boolean[] = [];
    host.transport.connection?.((up) => told.push(up));
    await host.transport.call('vault.status', {});
    expect(told).toEqual([]);
    breakOff();
    await expect.poll(() => told, { timeout: 5000 }).toEqual([false, true]);
  });

  it('hears of a lock once, whether or not its stream was broken when it came', async () => {
    const breakOff = breakableEvents();
    await using host = await openHttp(() => null);
    const heard: (Event | null)[] = [];
    const locks = () => heard.filter((event) => event?.event === 'locked').length;
    host.transport.listen((event) => heard.push(event));
    await host.transport.call('vault.create', { name: 'v', passphrase: PASSPHRASE });
    await host.transport.call('vault.lock', {});
    await expect.poll(locks).toBe(1);
    await host.transport.call('vault.create', { name: 'w', passphrase: PASSPHRASE });
    await expect.poll(() => heard.filter((event) => event?.event === 'opened').length, { timeout: 5000 }).toBe(2);
    expect(locks()).toBe(1);
    breakOff();
    await host.client.ask('vault.lock', {});
    await expect.poll(locks, { timeout: 5000 }).toBe(2);
    expect(await host.transport.call('vault.status', {})).toMatchObject({ value: { state: 'closed' } });
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(locks()).toBe(2);
  });

  it('tells at once when the program ends, and says so to later calls', async () => {
    await using host = await openHttp(() => null);
    const heard: (Event | null)[] = [];
    host.transport.listen((event) => heard.push(event));
    await host.transport.call('vault.status', {});
    await host.loopback.close();
    await expect.poll(() => heard.at(-1)).toBeNull();
    expect(await host.transport.call('vault.status', {})).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('ended') },
    });
    const late: (Event | null)[] = [];
    host.transport.listen((event) => late.push(event));
    await expect.poll(() => late).toEqual([null]);
  });

  it('makes way for a newer window when there are more than a browser has connections for', async () => {
    await using host = await openHttp(() => null);
    const ended: number[] = [];
    for (let window = 0; window < 5; window++) {
      const transport = httpTransport(host.loopback.token, host.base);
      transport.listen((event) => event === null && ended.push(window));
      await transport.call('vault.status', {});
    }
    await expect.poll(() => ended).toEqual([0]);
  });

  it('gives up with a wrong token', async () => {
    await using host = await openHttp(() => null);
    const stranger = httpTransport('A'.repeat(43), host.base);
    const heard: (Event | null)[] = [];
    stranger.listen((event) => heard.push(event));
    expect(await stranger.call('vault.status', {})).toMatchObject({ ok: false });
    expect(heard).toEqual([null]);
  });

  it('carries bytes as bytes', async () => {
    await using host = await openHttp(() => null);
    await host.transport.call('vault.create', { name: 'v', passphrase: PASSPHRASE });
    const { boardId } = await host.client.ask('case.create', { title: 'Copper Lantern' });
    const notPng = new Uint8Array([0, 255, 128]);
    // Not a picture, but bytes: the core's schema let them through and the area looked at them.
    expect(await host.transport.call('board.export', { boardId, png: notPng })).toMatchObject({
      ok: false,
      error: { code: 'unsupported' },
    });
    expect(await host.transport.call('board.export', { boardId, png: 'text' })).toMatchObject({
      ok: false,
      error: { code: 'bad-request', message: expect.stringContaining('not bytes') },
    });
  });
});
