import { describe, expect, it } from 'vitest';
import type { Event } from '../../../../shared/contract/events.ts';
import { PASSPHRASE } from '../../../support/core.ts';
import { openCoreHost } from '../../../support/hosts.ts';
import { runs } from '../../../support/processes.ts';

describe('the core in a process of its own', () => {
  it('is another process after a lock, and opens the vault again', async () => {
    await using host = openCoreHost();
    const { client } = host;
    const heard: Event[] = [];
    client.listen((event) => heard.push(event));
    await client.ask('vault.create', { name: 'v', passphrase: PASSPHRASE });
    const caseId = (await client.ask('case.create', { title: 'Copper Lantern' })).id;
    await client.run('query.run', { caseId, sql: 'SELECT 1' });
    const before = await client.pid;
    await client.ask('vault.lock', {});
    expect(heard).toContainEqual({ event: 'locked', why: 'asked' });
    const { vaults } = await client.ask('vault.list', {});
    expect(await client.pid).not.toBe(before);
    expect(runs(before ?? 0)).toBe(false);
    await client.ask('vault.open', { vault: { ref: vaults[0]?.ref ?? '' }, passphrase: PASSPHRASE });
    expect(await client.ask('case.list', {})).toMatchObject([{ title: 'Copper Lantern' }]);
  });

  it('starts anew when it crashed, and says so to who waits', async () => {
    await using host = openCoreHost();
    const { client } = host;
    await client.ask('vault.create', { name: 'v', passphrase: PASSPHRASE });
    const pid = await client.pid;
    const caseId = (await client.ask('case.create', { title: 'Copper Lantern' })).id;
    process.kill(pid ?? 0, 'SIGKILL');
    await expect(client.run('custody.export', { caseId, format: 'csv' })).rejects.toMatchObject({ code: 'locked' });
    expect((await client.ask('vault.status', {})).state).toBe('closed');
  });

  it('gives a finished file piece by piece, and lets go of it', async () => {
    await using host = openCoreHost();
    const { client } = host;
    await client.ask('vault.create', { name: 'v', passphrase: PASSPHRASE });
    const { ticket } = await client.run('custody.export', { format: 'csv' });
    const { name, bytes } = await client.collect(ticket);
    let text = '';
    for await (const chunk of bytes) text += Buffer.from(chunk).toString();
    expect(name).toBe('custody.csv');
    expect(text).toContain('vault.create');
    await expect(client.collect(ticket)).rejects.toMatchObject({ code: 'not-found' });
    await expect(client.collect(7)).rejects.toMatchObject({ code: 'bad-request' });
  });

  it('ends with its host', async () => {
    const host = openCoreHost();
    await host.client.ask('vault.status', {});
    const pid = await host.client.pid;
    await host[Symbol.asyncDispose]();
    await expect.poll(() => runs(pid ?? 0), { timeout: 10_000 }).toBe(false);
    expect(await host.client.call('vault.status', {})).toMatchObject({ ok: false, error: { code: 'internal' } });
  });
});
