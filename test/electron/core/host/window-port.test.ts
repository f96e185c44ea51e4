import { describe, expect, it, vi } from 'vitest';
import type { Event } from '../../../../shared/contract/events.ts';
import type { CaseId, Ticket } from '../../../../shared/contract/values.ts';
import { PASSPHRASE } from '../../../support/core.ts';
import { openPortHost, type PortHost } from '../../../support/hosts.ts';

const ticketOf = (reply: unknown) => (reply as { value: { ticket: Ticket } }).value.ticket;

async function openCase({ client }: PortHost): Promise<CaseId> {
  await client.ask('vault.create', { name: 'v', passphrase: PASSPHRASE });
  return (await client.ask('case.create', { title: 'Copper Lantern' })).id;
}

describe("a window's port", () => {
  it('passes calls on as they are', async () => {
    await using host = openPortHost();
    expect(await host.port.ask('call', 'vault.status', {})).toMatchObject({ ok: true, value: { state: 'closed' } });
    expect(await host.port.ask('call', 'toString', {})).toMatchObject({ ok: false, error: { code: 'bad-request' } });
    expect(await host.port.ask('call')).toMatchObject({ ok: false, error: { code: 'bad-request' } });
  });

  it('takes pasted bytes piece by piece into evidence', async () => {
    await using host = openPortHost();
    const caseId = await openCase(host);
    const text = 'pasted text of an advert\n'.repeat(1000);
    const ticket = ticketOf(await host.port.ask('admit-bytes', 'pasted.txt', text.length));
    const job = host.client.run('evidence.import', { caseId, ticket });
    for (let at = 0; at < text.length; at += 7000)
      expect(await host.port.ask('admit-chunk', ticket, new TextEncoder().encode(text.slice(at, at + 7000)))).toBe(
        true,
      );
    void host.port.ask('admit-chunk', ticket, null);
    expect(await job).toMatchObject({ bytes: text.length, originalName: 'pasted.txt' });
  });

  it('stores nothing of bytes that stop when the window is closed', async () => {
    await using host = openPortHost();
    const caseId = await openCase(host);
    const ticket = ticketOf(await host.port.ask('admit-bytes', 'pasted.txt', 1000));
    const job = host.client.run('evidence.import', { caseId, ticket });
    await host.port.ask('admit-chunk', ticket, new Uint8Array(10));
    host.closeWindow();
    await expect(job).rejects.toMatchObject({ code: 'changed' });
    expect(await host.client.ask('evidence.list', { caseId })).toEqual([]);
  });

  it.each([
    ['no name', '', 1],
    ['a size below nothing', 'a', -1],
    ['no size', 'a', undefined],
    ['a name that is none', {}, 1],
  ])('refuses bytes announced with %s', async (_what, name, size) => {
    await using host = openPortHost();
    expect(await host.port.ask('admit-bytes', name, size)).toMatchObject({ ok: false, error: { code: 'bad-request' } });
  });

  it('refuses chunks of nothing announced', async () => {
    await using host = openPortHost();
    expect(await host.port.ask('admit-chunk', 'x', new Uint8Array(1))).toBe(false);
    expect(await host.port.ask('admit-chunk', 'A'.repeat(43), null)).toBe(false);
    expect(await host.port.ask('admit-path')).toMatchObject({ ok: false });
  });

  it('hears of a lock, and reaches the core that takes the place of the one that ended', async () => {
    await using host = openPortHost();
    const heard: (Event | null)[] = [];
    host.port.listen((event) => heard.push(event));
    await openCase(host);
    const first = host.core();
    expect(await host.port.ask('call', 'vault.lock', {})).toEqual({ ok: true, value: null });
    expect(await host.port.ask('call', 'vault.status', {})).toMatchObject({ value: { state: 'closed' } });
    expect(host.core()).not.toBe(first);
    const locks = heard.filter((event) => event?.event === 'locked');
    expect(locks).toEqual([{ event: 'locked', why: 'asked' }]);
  });

  it('tells the window that it is locked when the core went without a word', async () => {
    await using host = openPortHost();
    const heard: (Event | null)[] = [];
    host.port.listen((event) => heard.push(event));
    await openCase(host);
    await vi.waitUntil(() => heard.some((event) => event?.event === 'opened'));
    host.port.lose();
    expect(heard.at(-1)).toEqual({ event: 'locked', why: 'ended' });
  });
});
