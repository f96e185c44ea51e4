import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Clipboard, type Dialogs, makeRelay } from '../../../electron/main/relay.ts';
import type { Ticket } from '../../../shared/contract/values.ts';
import { NO_DESKTOP } from '../../support/bridge.ts';
import { PASSPHRASE } from '../../support/core.ts';
import { openCoreHost } from '../../support/hosts.ts';

const dismissed: Dialogs = { whereToSave: async () => null, whichFolder: async () => null };
const empty: Clipboard = { readText: async () => '', clear: () => {} };
type Client = ReturnType<typeof openCoreHost>['client'];

/** An export that ends up behind a ticket. */
async function exported(client: Client) {
  await client.ask('vault.create', { name: 'v', passphrase: PASSPHRASE });
  await client.ask('case.create', { title: 'Copper Lantern' });
  return client.run('custody.export', { format: 'json' });
}

describe("Electron's relay", () => {
  it('saves a finished file where the user said, once', async () => {
    await using host = openCoreHost();
    const path = join(host.folder, 'out.json');
    const relay = makeRelay(host.client, { ...dismissed, whereToSave: async () => path }, empty, NO_DESKTOP);
    const { ticket, name } = await exported(host.client);
    expect(await relay.save(ticket, name)).toEqual({ ok: true, value: 'saved' });
    expect(readFileSync(path, 'utf8')).toContain('case.create');
    expect(await relay.save(ticket, name)).toMatchObject({ ok: false, error: { code: 'not-found' } });
    expect(await relay.save('x', 7)).toMatchObject({ ok: false, error: { code: 'bad-request' } });
  });

  it('leaves nothing at a place that cannot be written', async () => {
    await using host = openCoreHost();
    mkdirSync(join(host.folder, 'taken'));
    const relay = makeRelay(
      host.client,
      { ...dismissed, whereToSave: async () => join(host.folder, 'taken') },
      empty,
      NO_DESKTOP,
    );
    const { ticket, name } = await exported(host.client);
    expect(await relay.save(ticket, name)).toMatchObject({ ok: false, error: { code: 'disk' } });
    expect(readdirSync(host.folder).filter((file) => file.endsWith('.part'))).toEqual([]);
  });

  it('says when a dialog was dismissed', async () => {
    await using host = openCoreHost();
    const relay = makeRelay(host.client, dismissed, empty, NO_DESKTOP);
    expect(await relay.save('A'.repeat(43), 'x')).toEqual({ ok: true, value: 'cancelled' });
    expect(await relay['pick-folder']()).toEqual({ ok: true, value: null });
  });

  it('opens a vault in a folder that was picked', async () => {
    await using host = openCoreHost();
    await exported(host.client);
    await host.client.ask('vault.lock', {});
    const folder = join(host.folder, 'vaults', 'v.redthread');
    const relay = makeRelay(host.client, { ...dismissed, whichFolder: async () => folder }, empty, NO_DESKTOP);
    const { value } = (await relay['pick-folder']()) as { value: { ticket: Ticket } };
    expect(await host.client.call('vault.open', { vault: value, passphrase: PASSPHRASE })).toMatchObject({ ok: true });
  });

  it('logs what was not foreseen, without a word of the case', async () => {
    const written: string[] = [];
    const write = process.stderr.write;
    process.stderr.write = (text: string | Uint8Array) => written.push(String(text)) > 0;
    try {
      const broken = () => Promise.reject(new TypeError('the secret name'));
      const relay = makeRelay(
        { save: broken, admitPath: broken },
        { ...dismissed, whichFolder: async () => '/x' },
        empty,
        NO_DESKTOP,
      );
      expect(await relay['pick-folder']()).toMatchObject({ ok: false, error: { code: 'internal' } });
    } finally {
      process.stderr.write = write;
    }
    expect(written.join('')).toContain('fault in pick-folder: TypeError');
    expect(written.join('')).not.toContain('secret');
  });

  it('empties the clipboard only while it holds what the window put there', async () => {
    let text: string | null = 'Copper Lantern';
    const clipboard: Clipboard = {
      readText: async () => text ?? '',
      clear: () => {
        text = null;
      },
    };
    const core = { save: async () => {}, admitPath: async () => 'x' as Ticket };
    const relay = makeRelay(core, dismissed, clipboard, NO_DESKTOP);
    const digestOf = (value: string) => createHash('sha256').update(value).digest('hex');
    await relay['clear-clipboard'](digestOf('something else'));
    await relay['clear-clipboard'](undefined);
    expect(text).toBe('Copper Lantern');
    await relay['clear-clipboard'](digestOf('Copper Lantern'));
    expect(text).toBeNull();
  });
});
