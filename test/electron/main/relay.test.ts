import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CoreClient } from '../../../electron/core/host/client.ts';
import { type Dialogs, makeRelay } from '../../../electron/main/relay.ts';
import type { Ticket } from '../../../shared/contract/values.ts';
import { PASSPHRASE } from '../../support/core.ts';
import { openWorker } from '../../support/hosts.ts';

const dismissed: Dialogs = { whereToSave: async () => null, whichFolder: async () => null };
const ticketOf = (reply: unknown) => (reply as { value: { ticket: Ticket } }).value.ticket;

async function openCase(client: CoreClient) {
  await client.ask('vault.create', { name: 'v', passphrase: PASSPHRASE });
  return (await client.ask('case.create', { title: 'Copper Lantern' })).id;
}
/** An export that ends up behind a ticket. */
async function exported(client: CoreClient) {
  await openCase(client);
  return client.run('custody.export', { format: 'json' });
}

describe("Electron's relay", () => {
  it('passes calls on as they are', async () => {
    await using host = openWorker();
    const relay = makeRelay(host.client, dismissed);
    expect(await relay.call('vault.status', {})).toMatchObject({ ok: true, value: { state: 'closed' } });
    expect(await relay.call('toString', {})).toMatchObject({ ok: false, error: { code: 'bad-request' } });
    expect(await relay.call(undefined)).toMatchObject({ ok: false, error: { code: 'bad-request' } });
  });

  it('takes pasted bytes piece by piece into evidence', async () => {
    await using host = openWorker();
    const relay = makeRelay(host.client, dismissed);
    const caseId = await openCase(host.client);
    const text = 'pasted text of an advert\n'.repeat(1000);
    const ticket = ticketOf(await relay['admit-bytes']('pasted.txt', text.length));
    const job = host.client.run('evidence.import', { caseId, ticket });
    for (let at = 0; at < text.length; at += 7000)
      expect(await relay['admit-chunk'](ticket, new TextEncoder().encode(text.slice(at, at + 7000)))).toBe(true);
    void relay['admit-chunk'](ticket, null);
    expect(await job).toMatchObject({ bytes: text.length, originalName: 'pasted.txt' });
  });

  it('stores nothing of bytes that stop when the window is closed', async () => {
    await using host = openWorker();
    const relay = makeRelay(host.client, dismissed);
    const caseId = await openCase(host.client);
    const ticket = ticketOf(await relay['admit-bytes']('pasted.txt', 1000));
    const job = host.client.run('evidence.import', { caseId, ticket });
    await relay['admit-chunk'](ticket, new Uint8Array(10)).then(
      () => {},
      () => {},
    );
    relay.forget();
    await expect(job).rejects.toMatchObject({ code: 'changed' });
    expect(await host.client.ask('evidence.list', { caseId })).toEqual([]);
  });

  it.each([
    ['no name', '', 1],
    ['a size below nothing', 'a', -1],
    ['no size', 'a', undefined],
    ['a name that is none', {}, 1],
  ])('refuses bytes announced with %s', async (_what, name, size) => {
    await using host = openWorker();
    const relay = makeRelay(host.client, dismissed);
    expect(await relay['admit-bytes'](name, size)).toMatchObject({ ok: false, error: { code: 'bad-request' } });
  });

  it('refuses chunks of nothing announced', async () => {
    await using host = openWorker();
    const relay = makeRelay(host.client, dismissed);
    expect(await relay['admit-chunk']('x', new Uint8Array(1))).toBe(false);
    expect(await relay['admit-chunk']('A'.repeat(43), null)).toBe(false);
    expect(await relay['admit-path'](undefined)).toMatchObject({ ok: false });
  });

  it('saves a finished file where the user said, once', async () => {
    await using host = openWorker();
    const path = join(host.folder, 'out.json');
    const relay = makeRelay(host.client, { ...dismissed, whereToSave: async () => path });
    const { ticket, name } = await exported(host.client);
    expect(await relay.save(ticket, name)).toEqual({ ok: true, value: 'saved' });
    expect(readFileSync(path, 'utf8')).toContain('case.create');
    expect(await relay.save(ticket, name)).toMatchObject({ ok: false, error: { code: 'not-found' } });
  });

  it('leaves nothing at a place that cannot be written', async () => {
    await using host = openWorker();
    mkdirSync(join(host.folder, 'taken'));
    const relay = makeRelay(host.client, { ...dismissed, whereToSave: async () => join(host.folder, 'taken') });
    const { ticket, name } = await exported(host.client);
    expect(await relay.save(ticket, name)).toMatchObject({ ok: false, error: { code: 'disk' } });
    expect(readdirSync(host.folder).filter((file) => file.endsWith('.part'))).toEqual([]);
  });

  it('says when a dialog was dismissed', async () => {
    await using host = openWorker();
    const relay = makeRelay(host.client, dismissed);
    expect(await relay.save('A'.repeat(43), 'x')).toEqual({ ok: true, value: 'cancelled' });
    expect(await relay['pick-folder']()).toEqual({ ok: true, value: null });
  });

  it('opens a vault in a folder that was picked', async () => {
    await using host = openWorker();
    await openCase(host.client);
    await host.client.ask('vault.lock', {});
    const folder = join(host.folder, 'vaults', 'v.redthread');
    const relay = makeRelay(host.client, { ...dismissed, whichFolder: async () => folder });
    const ticket = ticketOf(await relay['pick-folder']());
    expect(await relay.call('vault.open', { vault: { ticket }, passphrase: PASSPHRASE })).toMatchObject({ ok: true });
  });
});
