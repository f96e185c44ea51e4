import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import { PASSPHRASE } from '../support/passphrase.ts';
import { type Host, type Start, startHost } from './start.ts';

/** Host tests: the built main process and preload script on a stand-in for Electron. README.md says what they show. */
export const test = base.extend<
  { start: (options?: Start) => Promise<Host> },
  { browserAddress: string; shared: Host }
>({
  browserAddress: [
    async ({ playwright }, use, info) => {
      const server = await playwright.chromium.launchServer(info.project.use.launchOptions);
      await use(server.wsEndpoint());
      await server.close();
    },
    { scope: 'worker' },
  ],
  shared: [
    async ({ browserAddress }, use) => {
      await using host = startHost(browserAddress);
      await loaded(host);
      await use(host);
    },
    { scope: 'worker' },
  ],
  start: async ({ browserAddress }, use) => {
    const hosts: Host[] = [];
    await use(async (options) => {
      const host = startHost(browserAddress, options);
      hosts.push(host);
      await loaded(host);
      return host;
    });
    for (const host of hosts) await host[Symbol.asyncDispose]();
  },
});

/** Ready, and the page loaded: a window is shown without it after three seconds. */
async function loaded(host: Host): Promise<void> {
  await host.ready;
  await host.run(async ({ BrowserWindow }) => {
    while (BrowserWindow.getAllWindows()[0]?.webContents.isLoading())
      await new Promise((resolve) => setTimeout(resolve, 20));
  });
}
export const open = async (host: Host): Promise<string> => {
  expect(await host.call('vault.create', { name: 'v', passphrase: PASSPHRASE })).toMatchObject({ ok: true });
  const made = await host.call('case.create', { title: 'Copper Lantern' });
  return (made.value as { id: string }).id;
};
/** A statement that runs until it is stopped. */
export const ENDLESS = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n';
export const asked = (host: Host) =>
  host.run(({ script }) => script.asked.map(({ kind, options }) => ({ kind, options })));
export const holder = (host: Host) => existsSync(join(host.home, 'vaults', 'v.redthread', 'vault.holder'));
