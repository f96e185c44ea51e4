import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import { type Host, type Start, startHost } from '../host/start.ts';
import { BRIDGE } from '../support/bridge.ts';
import { PASSPHRASE } from '../support/passphrase.ts';

// Host tests: the built main process and preload script on a stand-in for Electron. test/host/README.md says what they show.

const test = base.extend<{ start: (options?: Start) => Promise<Host> }, { browserAddress: string; shared: Host }>({
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
const open = async (host: Host): Promise<string> => {
  expect(await host.call('vault.create', { name: 'v', passphrase: PASSPHRASE })).toMatchObject({ ok: true });
  const made = await host.call('case.create', { title: 'Copper Lantern' });
  return (made.value as { id: string }).id;
};
/** A statement that runs until it is stopped. */
const ENDLESS = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n';
const asked = (host: Host) => host.run(({ script }) => script.asked.map(({ kind, options }) => ({ kind, options })));
const holder = (host: Host) => existsSync(join(host.home, 'vaults', 'v.redthread', 'vault.holder'));

test.describe('one start', () => {
  test('starts in order: switches, sandbox and scheme before it is ready, the menu after', async ({ shared }) => {
    const { order, shown, url } = await shared.run(({ script, BrowserWindow }) => ({
      order: script.order,
      shown: BrowserWindow.getAllWindows().map((window) => window.state.shown),
      url: BrowserWindow.getAllWindows()[0]?.webContents.getURL(),
    }));
    const at = (step: string) => order.indexOf(step);
    expect(at('sandbox')).toBeGreaterThanOrEqual(0);
    for (const step of ['sandbox', 'scheme', 'switch host-resolver-rules', 'single instance'])
      expect(at(step), step).toBeLessThan(at('ready'));
    expect(at('menu')).toBeGreaterThan(at('ready'));
    expect({ shown, url }).toEqual({ shown: [1], url: 'app://redthread/' });
  });

  test('gives the page the bridge, and relays calls and events', async ({ shared }) => {
    const seen = await shared.run(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.page.evaluate(() => Object.keys(window.redthread ?? {}).sort()),
    );
    expect(seen).toEqual(BRIDGE);
    const caseId = await open(shared);
    for (const name of ['__proto__', 'constructor', 'toString', '', 'no.such'])
      expect(await shared.call(name, {})).toMatchObject({ ok: false, error: { code: 'bad-request' } });
    // The page itself heard that the vault is open, and that a case was made.
    const text = await shared.run(async ({ BrowserWindow }) => {
      const page = BrowserWindow.getAllWindows()[0]?.webContents.page;
      await page?.getByText('Copper Lantern').first().waitFor();
      return page?.title();
    });
    expect(text).toBeDefined();
    const run = await shared.call('query.run', { caseId, sql: 'SELECT 6 * 7 AS n' });
    const { jobId } = run.value as { jobId: string };
    await expect
      .poll(async () => (await shared.call('job.status', { jobId })).value)
      .toMatchObject({ state: 'done', result: { rowCount: 1 } });
  });

  test('hears the top frame of its own page alone', async ({ shared }) => {
    const answers = await shared.run(async ({ BrowserWindow, ipcMain }) => {
      const page = BrowserWindow.getAllWindows()[0]?.webContents.page;
      const inFrame = await page?.evaluate(() => {
        const frame = document.createElement('iframe');
        document.body.append(frame);
        type ToHost = { toHost(message: unknown): Promise<unknown> };
        return (frame.contentWindow as unknown as ToHost).toHost({ kind: 'invoke', of: 'pick-folder', given: [] });
      });
      const foreign = await ipcMain.handlers.get('save')?.({
        senderFrame: { url: 'https://example.com/', parent: null },
      });
      const gone = await ipcMain.handlers.get('save')?.({ senderFrame: null });
      return [inFrame, foreign, gone];
    });
    for (const answer of answers) expect(answer).toMatchObject({ ok: false, error: { code: 'bad-request' } });
    // A notice may come of the work before, in a window that is not in focus.
    expect((await asked(shared)).filter(({ kind }) => kind !== 'message' && kind !== 'notice')).toEqual([]);
  });

  test('takes a file that was dropped by its place, and a pasted one by its bytes', async ({ shared }) => {
    const path = join(shared.home, 'dropped.csv');
    writeFileSync(path, 'account,amount\nA-1,12.50\n');
    const cases = (await shared.call('case.list', {})).value as { id: string }[];
    const tickets = await shared.run(
      ({ BrowserWindow }, place) =>
        BrowserWindow.getAllWindows()[0]?.webContents.page.evaluate(async (where) => {
          (window as unknown as { pathsOfFiles: Record<string, string> }).pathsOfFiles['dropped.csv'] = where;
          const data = new DataTransfer();
          data.items.add(new File(['not these bytes'], 'dropped.csv'));
          const file = data.files[0] as File;
          const dropped = await window.redthread?.admitFile(file);
          const pasted = await window.redthread?.admitFile(new File(['x'], 'pasted.png'));
          const bytes = await window.redthread?.admitBytes('pasted.png', 1);
          return { dropped, pasted, bytes, text: JSON.stringify([dropped, bytes]) };
        }, place),
      path,
    );
    expect(tickets).toMatchObject({ dropped: { ok: true }, pasted: null, bytes: { ok: true } });
    expect(tickets?.text).not.toContain('dropped.csv');
    const dropped = tickets?.dropped as unknown as { value: { ticket: string } };
    const started = await shared.call('evidence.import', {
      caseId: cases[0]?.id,
      ticket: dropped.value.ticket,
    });
    expect(started).toMatchObject({ ok: true });
    const { jobId } = started.value as { jobId: string };
    await expect.poll(async () => (await shared.call('job.status', { jobId })).value).toMatchObject({ state: 'done' });
  });

  test('saves where the dialog said, and says when it was dismissed', async ({ shared }) => {
    const exported = async () => {
      const { jobId } = (await shared.call('custody.export', { format: 'json' })).value as { jobId: string };
      const state = async () =>
        (await shared.call('job.status', { jobId })).value as { state: string; result: unknown };
      await expect.poll(async () => (await state()).state).toBe('done');
      return (await state()).result as { ticket: string; name: string };
    };
    const save = (file: { ticket: string; name: string }, answer: unknown) =>
      shared.run(
        ({ BrowserWindow, script }, [ticket, name, scripted]) => {
          if (scripted) script.answers.push(scripted);
          return BrowserWindow.getAllWindows()[0]?.webContents.page.evaluate(
            (given) => window.redthread?.save(given[0] as never, given[1] as string),
            [ticket, name],
          );
        },
        [file.ticket, file.name, answer] as const,
      );
    const file = await exported();
    expect(await save(file, null)).toEqual({ ok: true, value: 'cancelled' });
    const filePath = join(shared.home, 'log.json');
    expect(await save(file, { canceled: false, filePath })).toEqual({ ok: true, value: 'saved' });
    expect(readFileSync(filePath, 'utf8')).toContain('case.create');
  });

  test('cancels requests to elsewhere, refuses permissions and windows', async ({ shared }) => {
    const seen = await shared.run(async ({ BrowserWindow, session, script }) => {
      const page = BrowserWindow.getAllWindows()[0]?.webContents.page;
      const before = script.cancelled.length;
      const elsewhere = await page?.evaluate(async () => {
        location.href = 'https://example.com/';
        window.open('https://example.com/');
        await new Promise((resolve) => setTimeout(resolve, 300));
        return location.href;
      });
      const locked = session.fromPartition('window');
      const cancelled = (url: string) =>
        new Promise((resolve) => locked.before({ url }, ({ cancel }) => resolve(cancel ?? false)));
      const granted = (name: string) => new Promise((resolve) => locked.permission({}, name, resolve));
      return {
        elsewhere,
        routed: script.cancelled.slice(before).filter((url) => url.startsWith('app:')),
        requests: await Promise.all(['https://example.com/', 'file:///etc/hosts', 'app://redthread/'].map(cancelled)),
        permissions: await Promise.all(['geolocation', 'clipboard-read', 'clipboard-sanitized-write'].map(granted)),
        windows: page?.context().pages().length,
      };
    });
    expect(seen).toEqual({
      elsewhere: 'https://redthread.test/',
      routed: [],
      requests: [true, true, false],
      permissions: [false, false, true],
      windows: 1,
    });
  });

  test('shows itself to a second start, and the vault that was asked for', async ({ shared }) => {
    const state = await shared.run(({ app, BrowserWindow }) => {
      const [shown] = BrowserWindow.getAllWindows();
      if (shown) shown.state.minimized = true;
      app.emit('second-instance', {}, [], '', { vault: '' });
      return shown?.state;
    });
    expect(state).toMatchObject({ minimized: false, focused: 1 });
  });

  test('locks the vault when the computer sleeps', async ({ shared }) => {
    expect((await shared.call('vault.status', {})).value).toMatchObject({ state: 'open' });
    await shared.run(({ powerMonitor }) => void powerMonitor.emit('suspend'));
    await expect.poll(async () => (await shared.call('vault.status', {})).value).toMatchObject({ state: 'closed' });
  });

  test('goes on with a fresh core when the core was killed', async ({ shared }) => {
    const before = await shared.run(({ running }) => {
      const [pid = 0] = running.get('core') ?? [];
      process.kill(pid, 'SIGKILL');
      return pid;
    });
    await expect.poll(async () => (await shared.call('vault.status', {})).value).toMatchObject({ state: 'closed' });
    const after = await shared.run(({ running }) => [...(running.get('core') ?? [])]);
    expect(after).toHaveLength(1);
    expect(after).not.toContain(before);
  });

  test('loads a page again that does not answer', async ({ shared }) => {
    const before = (await asked(shared)).length;
    const loads = await shared.run(({ BrowserWindow, script }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      const loaded = new Promise((resolve) => contents?.once('did-finish-load', () => resolve('loaded')));
      script.answers.push({ response: 1 });
      contents?.emit('unresponsive');
      return loaded;
    });
    expect(loads).toBe('loaded');
    expect((await asked(shared)).slice(before)).toMatchObject([
      { options: { message: 'The window does not answer.' } },
    ]);
    await expect.poll(async () => (await shared.call('vault.status', {}).catch(() => null))?.ok ?? false).toBe(true);
  });

  test('loads a page again that died', async ({ shared }) => {
    await shared.run(({ BrowserWindow, script }) => {
      script.answers.push({ response: 0 });
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
    });
    await expect.poll(async () => (await shared.call('vault.status', {}).catch(() => null))?.ok ?? false).toBe(true);
    expect((await asked(shared)).at(-1)).toMatchObject({ options: { message: 'The window stopped working.' } });
  });
});

test.describe('a vault anywhere', () => {
  test('opens one in the folder that the dialog gives, and says what is wrong with another', async ({ start }) => {
    const host = await start();
    const elsewhere = join(host.home, 'elsewhere');
    mkdirSync(elsewhere);
    const click = (name: string, filePath: string) =>
      host.run(
        async ({ BrowserWindow, script }, [button, picked]) => {
          script.answers.push({ canceled: false, filePaths: [picked] });
          await BrowserWindow.getAllWindows()[0]?.webContents.page.getByRole('button', { name: button }).click();
        },
        [name, filePath] as const,
      );
    const text = (wanted: string) =>
      host.run(
        ({ BrowserWindow }, words) =>
          BrowserWindow.getAllWindows()[0]?.webContents.page.getByText(words).first().textContent(),
        wanted,
      );
    await click('Choose a folder', elsewhere);
    expect(await text(elsewhere)).toBe(elsewhere);
    await host.run(async ({ BrowserWindow }, passphrase) => {
      const page = BrowserWindow.getAllWindows()[0]?.webContents.page;
      await page?.getByLabel('Name', { exact: true }).fill('away');
      await page?.getByLabel('Passphrase', { exact: true }).fill(passphrase);
      await page?.getByLabel('Passphrase, once more').fill(passphrase);
      await page?.getByRole('button', { name: 'Create the vault' }).click();
      await page?.getByLabel('I have stored it').check({ force: true });
      await page?.getByRole('button', { name: 'Continue' }).click();
    }, PASSPHRASE);
    expect(existsSync(join(elsewhere, 'away.redthread', 'store.db'))).toBe(true);
    await host.run(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.page.getByRole('button', { name: 'Lock' }).click(),
    );
    await click('Open another', elsewhere);
    expect(await text('is not a vault')).toContain('It holds the vault "away"; choose that folder.');
    await click('Open another', join(elsewhere, 'away.redthread'));
    expect(await text('Open “away”')).toBe('Open “away”');
  });
});

test.describe('the desktop around the window', () => {
  interface Item {
    label?: string;
    enabled?: boolean;
    accelerator?: string;
    submenu?: Item[];
    click?: () => void;
  }
  test('has every command of the palette in its menu while a vault is open, and runs them', async ({ start }) => {
    const host = await start();
    const commands = () =>
      host.run(({ script }) => {
        const menu = (script.menu as Item[]).find(({ label }) => label === '&Commands');
        return (menu?.submenu ?? []).flatMap(({ label: group, submenu }) =>
          (submenu ?? []).map(({ label, enabled, accelerator }) => ({ group, label, enabled, accelerator })),
        );
      });
    expect(await commands()).toEqual([]);
    await open(host);
    await expect.poll(async () => (await commands()).map(({ label }) => label)).toContain('Lock the vault');
    const listed = await commands();
    expect(listed.find(({ label }) => label === 'Lock the vault')).toEqual({
      group: 'Everywhere',
      label: 'Lock the vault',
      enabled: true,
      accelerator: 'CmdOrCtrl+Shift+L',
    });
    expect(listed.find(({ label }) => label?.startsWith('Leave the case'))).toMatchObject({ enabled: false });
    const choose = (menu: string, group: string, label: string) =>
      host.run(
        ({ script }, path) => {
          let items = script.menu as Item[];
          for (const name of path) {
            const found = items.find((each) => each.label === name);
            if (!found?.submenu) return found?.click?.();
            items = found.submenu;
          }
        },
        [menu, group, label].filter((each) => each !== ''),
      );
    await choose('&Commands', 'Everywhere', 'Keyboard shortcuts');
    const dialog = (name: string) =>
      host.run(
        ({ BrowserWindow }, title) =>
          BrowserWindow.getAllWindows()[0]?.webContents.page.getByRole('dialog', { name: title }).count(),
        name,
      );
    await expect.poll(() => dialog('Keyboard shortcuts')).toBe(1);
    await choose('&Commands', 'Everywhere', 'Vault settings'); // not over a dialog
    await choose('&Help', '', 'About Redthread');
    await expect
      .poll(async () => (await asked(host)).map(({ options }) => options))
      .toMatchObject([
        { message: expect.stringMatching(/^Redthread \d/), detail: expect.stringContaining('never looks') },
      ]);
    expect(await dialog('Vault')).toBe(0);
    await choose('&Commands', 'Everywhere', 'Lock the vault');
    await expect.poll(commands).toEqual([]);
    expect((await host.call('vault.status', {})).value).toMatchObject({ state: 'closed' });
  });

  test('shows work in the taskbar, and says without a word of it that it has ended', async ({ start }) => {
    const host = await start();
    const caseId = await open(host);
    const { jobId } = (await host.call('query.run', { caseId, sql: ENDLESS })).value as { jobId: string };
    const progress = () => host.run(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.state.progress.at(-1));
    await expect.poll(progress).toBe(2);
    await host.call('job.cancel', { jobId });
    await expect.poll(progress).toBe(-1);
    expect((await asked(host)).filter(({ kind }) => kind === 'notice')).toEqual([
      { kind: 'notice', options: { title: 'Redthread', body: 'The running work has ended.', silent: true } },
    ]);
  });

  test('holds the limit of memory by what Electron keeps account of', async ({ start }) => {
    const host = await start();
    const caseId = await open(host);
    const { jobId } = (await host.call('query.run', { caseId, sql: ENDLESS })).value as { jobId: string };
    const job = async () => (await host.call('job.status', { jobId })).value as { state: string; error: object };
    await expect.poll(() => host.run(({ script }) => script.measured)).toBeGreaterThan(2);
    expect((await job()).state).toBe('running');
    await host.run(({ script }) => void (script.heavy = 2 << 20)); // 2 GiB
    await expect.poll(async () => (await job()).state).toBe('failed');
    expect((await job()).error).toMatchObject({ code: 'sql-limit', message: expect.stringContaining('MiB of memory') });
  });

  test('offers a bundle that the system asks to open, once a vault is open', async ({ start }) => {
    const folder = mkdtempSync(join(tmpdir(), 'redthread-bundle-'));
    const first = join(folder, 'C-0001-bundle.age');
    writeFileSync(first, 'age-encryption.org/v1\n-> scrypt x 18\n');
    const host = await start({ args: [first] });
    const text = (wanted: string) =>
      host.run(
        ({ BrowserWindow }, words) =>
          BrowserWindow.getAllWindows()[0]?.webContents.page.getByText(words).first().textContent(),
        wanted,
      );
    await open(host);
    expect(await text('C-0001-bundle.age')).toContain('C-0001-bundle.age');
    const second = join(folder, 'C-0002-bundle.age');
    writeFileSync(second, 'no age file');
    await host.run(({ app }, path) => void app.emit('second-instance', {}, ['redthread', path], '/', {}), second);
    expect(await text('This is not an age file')).toBeTruthy();
    rmSync(folder, { recursive: true, force: true });
  });

  test('hands a report to the printing of the system, out of memory, and forgets it on lock', async ({ start }) => {
    const host = await start();
    const caseId = await open(host);
    const print = (answer: unknown) =>
      host.run(async ({ BrowserWindow, script }, scripted) => {
        const page = BrowserWindow.getAllWindows()[0]?.webContents.page;
        if (scripted) script.answers.push(scripted);
        await page?.getByRole('button', { name: 'Print on paper' }).click();
        const dialog = page?.getByRole('dialog', { name: 'Print on paper' });
        const words = await dialog?.textContent();
        await dialog?.getByRole('button', { name: 'Print', exact: true }).click();
        return words;
      }, answer as never);
    const said = (words: string) =>
      host.run(
        ({ BrowserWindow }, text) =>
          BrowserWindow.getAllWindows()[0]?.webContents.page.getByText(text).first().textContent(),
        words,
      );
    const windows = () => host.run(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
    await host.run(async ({ BrowserWindow }) => {
      const page = BrowserWindow.getAllWindows()[0]?.webContents.page;
      await page?.getByText('Copper Lantern').first().click();
      await page?.keyboard.press('Alt+6');
    });
    expect(await print({ success: true })).toContain('unencrypted');
    expect(await said('went to the system’s printing')).toMatch(/^\d+ pages? went/);
    const entries = async () =>
      (
        (await host.call('custody.list', { caseId, action: 'report.' })).value as {
          entries: { detail: { sha256?: string } }[];
        }
      ).entries;
    const [entry] = await entries();
    expect(entry).toMatchObject({ detail: { paper: true } });
    const shown = (await asked(host)).filter(({ kind }) => kind === 'print');
    const sha256 = entry?.detail.sha256;
    expect(shown).toMatchObject([{ options: { silent: false, sha256 } }]); // the very bytes that were recorded
    expect(await windows()).toBe(1);

    await print({ success: false, reason: 'Invalid printer settings' });
    expect(await said('did not print it')).toContain('(Invalid printer settings)');
    await print(null);
    expect(await said('neither saved nor sent')).toBeTruthy();
    await print('never'); // its dialog stands open
    await expect.poll(windows).toBe(2);
    const hidden = await host.run(({ BrowserWindow, session }) => {
      const held = session.fromPartition('print');
      const cancelled = (url: string) =>
        new Promise((resolve) => held.before({ url }, ({ cancel }) => resolve(cancel ?? false)));
      return Promise.all([
        BrowserWindow.getAllWindows()[1]?.state.shown,
        ...['https://example.com/', 'app://redthread/', 'file:///etc/hosts', 'app://print/report.pdf'].map(cancelled),
      ]);
    });
    expect(hidden).toEqual([0, true, true, true, false]);
    await host.call('vault.lock', {});
    await expect.poll(windows).toBe(1);
    const after = await host.run(async ({ session }) => {
      const response = await session.fromPartition('print').handler(new Request('app://print/report.pdf'));
      return response.status;
    });
    expect(after).toBe(404);
  });

  test('captures a window of the screen straight into the case', async ({ start }) => {
    const host = await start();
    const caseId = await open(host);
    const shown = await host.run(async ({ BrowserWindow }) => {
      const [window_] = BrowserWindow.getAllWindows();
      const page = window_?.webContents.page;
      await page?.getByText('Copper Lantern').first().click();
      await page?.keyboard.press('Alt+2');
      await page?.getByRole('button', { name: 'Capture' }).click();
      await page?.getByRole('button', { name: 'Chat with brassanddusk' }).waitFor();
      const names = await page
        ?.getByRole('list', { name: 'Screens and windows' })
        .getByRole('button')
        .allTextContents();
      await page?.getByRole('button', { name: 'Chat with brassanddusk' }).click();
      await page?.getByRole('button', { name: 'Import the picture' }).click();
      return { names, hidden: window_?.state.hidden };
    });
    expect(shown).toEqual({ names: ['Entire screen', 'Chat with brassanddusk'], hidden: 1 });
    const exhibits = async () => (await host.call('evidence.list', { caseId })).value as Record<string, unknown>[];
    await expect.poll(async () => (await exhibits()).length).toBe(1);
    expect((await exhibits())[0]).toMatchObject({
      mediaType: 'image/png',
      originalName: expect.stringMatching(/^screen-\d{4}-\d\d-\d\d-\d{6}\.png$/),
      acquiredHow: expect.stringMatching(
        /^screen capture of the window “Chat with brassanddusk” at \d{4}-\d\d-\d\dT[\d:.]+Z, whole$/,
      ),
    });
  });
});

test.describe('a region of the screen', () => {
  test('is drawn on the display itself, and captured once it is drawn', async ({ start }) => {
    const host = await start({ env: { XDG_SESSION_TYPE: 'x11', WAYLAND_DISPLAY: '' } });
    const caseId = await open(host);
    const draw = (keys: readonly string[]) =>
      host.run(async ({ BrowserWindow }, pressed) => {
        const own = BrowserWindow.getAllWindows()[0];
        const page = own?.webContents.page;
        await page?.getByRole('button', { name: 'Draw a region on the screen' }).click();
        const overlays = () => BrowserWindow.getAllWindows().slice(1);
        while (overlays().length < 2 || overlays().some(({ state }) => state.shown === 0))
          await new Promise((resolve) => setTimeout(resolve, 20));
        const places = overlays().map(({ options }) => options.x);
        const second = overlays()[1]?.webContents.page;
        if (pressed.length > 0) for (const key of pressed) await second?.keyboard.press(key).catch(() => {});
        else {
          await second?.mouse.move(300, 200);
          await second?.mouse.down();
          await second?.mouse.move(110, 60);
          await second?.mouse.move(100, 50);
        }
        const size = pressed.length > 0 ? null : await second?.locator('#size').textContent();
        const bridged = pressed.length > 0 ? null : await second?.evaluate(() => window.redthread !== undefined);
        if (pressed.length === 0) await second?.mouse.up().catch(() => {});
        while (overlays().length > 0) await new Promise((resolve) => setTimeout(resolve, 20));
        return { places, size, bridged };
      }, keys);
    const windows = await host.run(async ({ BrowserWindow }) => {
      const page = BrowserWindow.getAllWindows()[0]?.webContents.page;
      await page?.getByText('Copper Lantern').first().click();
      await page?.keyboard.press('Alt+2');
      await page?.getByRole('button', { name: 'Capture' }).click();
      await page?.getByRole('button', { name: 'Chat with brassanddusk' }).waitFor();
      return BrowserWindow.getAllWindows().length;
    });
    expect(windows).toBe(1);
    await draw(['ArrowDown', 'Shift+ArrowRight', 'Escape']);
    expect((await asked(host)).filter(({ kind }) => kind === 'capture')).toEqual([]); // nothing was taken
    expect(await draw([])).toEqual({ places: [0, 1920], size: '400 × 300 pixels', bridged: false });
    await host.run(async ({ BrowserWindow }) => {
      const page = BrowserWindow.getAllWindows()[0]?.webContents.page;
      await page?.getByText('Region of 400 × 300 pixels of the screen “Screen 2”').waitFor();
      await page?.getByRole('button', { name: 'Import the region' }).click();
    });
    // The size of that display's pixels, without an overlay in the picture.
    expect((await asked(host)).filter(({ kind }) => kind === 'capture')).toEqual([
      { kind: 'capture', options: { thumbnailSize: { width: 2732, height: 1536 }, windows: 1 } },
    ]);
    const exhibits = async () => (await host.call('evidence.list', { caseId })).value as Record<string, unknown>[];
    await expect.poll(async () => (await exhibits()).length).toBe(1);
    expect((await exhibits())[0]?.['acquiredHow']).toMatch(
      /^screen capture of the screen “Screen 2” at [\dT:.Z-]+, region 400 × 300 at 200, 100 of 2732 × 1536 pixels$/,
    );
  });
});

test.describe('the end', () => {
  test('locks the vault, keeps theme and zoom, and leaves no process', async ({ start }) => {
    const host = await start();
    await open(host);
    expect(holder(host)).toBe(true);
    const pids = await host.run(async ({ BrowserWindow, running }) => {
      const [shown] = BrowserWindow.getAllWindows();
      await shown?.webContents.page.evaluate(() => window.redthread?.setTheme('dark'));
      shown?.webContents.setZoomLevel(1.5);
      setTimeout(() => shown?.close(), 50);
      return [...(running.get('core') ?? [])];
    });
    expect(await host.ended).toMatchObject({ code: 0 });
    expect(holder(host)).toBe(false);
    expect(readdirSync(host.home)).toContain('window.json');
    for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow();
    const again = await start({ home: host.home });
    const kept = await again.run(async ({ BrowserWindow, script }) => {
      const [shown] = BrowserWindow.getAllWindows();
      return {
        theme: await shown?.webContents.page.evaluate(() => window.redthread?.theme),
        dark: await shown?.webContents.page.evaluate(() => document.body.classList.contains('bp6-dark')),
        source: script.themeSource,
        zoom: shown?.webContents.getZoomLevel(),
      };
    });
    expect(kept).toEqual({ theme: 'dark', dark: true, source: 'dark', zoom: 1.5 });
  });

  test('asks while a job runs, stays if told so, and starts anew for a start that came too late', async ({ start }) => {
    const host = await start();
    const caseId = await open(host);
    expect(await host.call('query.run', { caseId, sql: ENDLESS })).toMatchObject({ ok: true });
    await host.run(({ BrowserWindow, script }) => {
      script.answers.push({ response: 0 });
      BrowserWindow.getAllWindows()[0]?.close();
    });
    await expect
      .poll(async () => (await asked(host)).map(({ options }) => options))
      .toMatchObject([{ message: 'A job is running.' }]);
    expect(holder(host)).toBe(true);
    await host.run(({ app, script }) => {
      script.answers.push({ response: 1 });
      app.quit();
      const late = setInterval(() => script.asked.length > 1 && clearInterval(late), 5);
      setTimeout(() => app.emit('second-instance', {}, [], '', {}), 150);
    });
    const { code, script } = await host.ended;
    expect(code).toBe(0);
    expect(script?.order.slice(-2)).toEqual(['relaunch', 'exit 0']);
    expect(holder(host)).toBe(false);
  });

  test('lets the page save before the core ends', async ({ start }) => {
    const host = await start();
    await open(host);
    await host.run(({ BrowserWindow, ipcMain, script }) => {
      ipcMain.once('closing', () => script.order.push('flushed'));
      BrowserWindow.getAllWindows()[0]?.close();
    });
    const { code, script } = await host.ended;
    expect({ code, last: script?.order.slice(-2) }).toEqual({ code: 0, last: ['flushed', 'exit 0'] });
  });

  test('leaves no process that has the key when it is killed itself', async ({ start }) => {
    const host = await start();
    const caseId = await open(host);
    const { jobId } = (await host.call('query.run', { caseId, sql: ENDLESS })).value as { jobId: string };
    await expect.poll(async () => (await host.call('job.status', { jobId })).value).toMatchObject({ state: 'running' });
    expect(await host.run(({ running }) => running.get('query')?.size)).toBe(1);
    host.process.kill('SIGKILL');
    expect(await host.ended).toMatchObject({ code: null, err: '' }); // its pipes are closed
  });

  test('asks nobody when the user logs off', async ({ start }) => {
    const host = await start();
    const caseId = await open(host);
    await host.call('query.run', { caseId, sql: ENDLESS });
    await host.run(({ BrowserWindow }) => {
      const shown = BrowserWindow.getAllWindows()[0];
      shown?.emit('query-session-end');
      setTimeout(() => shown?.emit('session-end'), 50);
    });
    expect(await host.ended).toMatchObject({ code: 0 });
    expect(holder(host)).toBe(false);
  });

  test('asks nobody when whoever started it is gone', async ({ start }) => {
    const host = await start();
    const caseId = await open(host);
    await host.call('query.run', { caseId, sql: ENDLESS });
    host.process.disconnect();
    expect(await host.ended).toMatchObject({ code: 0 });
    expect(holder(host)).toBe(false);
  });
});

test.describe('a start', () => {
  test('shows the window where ready-to-show never comes, and offers another try where the page fails', async ({
    start,
  }) => {
    const host = await start({ env: { STAND_IN_NO_READY_TO_SHOW: '1', STAND_IN_FAIL_LOADS: '1' } });
    await expect
      .poll(async () => (await asked(host)).map(({ options }) => options))
      .toMatchObject([{ message: 'The window could not be loaded.' }]);
    await expect.poll(async () => (await host.call('vault.status', {}).catch(() => null))?.ok ?? false).toBe(true);
  });

  test('is refused without the sandbox, and with a debugging port when packaged', async ({ browserAddress }) => {
    for (const options of [
      { args: ['--no-sandbox'] },
      { env: { ELECTRON_DISABLE_SANDBOX: '1' } },
      { args: ['--remote-debugging-port=9222'], env: { STAND_IN_PACKAGED: '1' } },
    ]) {
      await using host = startHost(browserAddress, options);
      expect(await host.ended).toMatchObject({ code: 1, err: expect.stringContaining('could not start') });
    }
  });

  test('checks that every part works, and leaves nothing behind', async ({ browserAddress }) => {
    test.slow(); // it reads a picture, prints a report and reads the whole vault
    await using host = startHost(browserAddress, { args: ['--self-check'] });
    const { code, out } = await host.ended;
    expect(out.replaceAll(/ \(\d+ ms\)/g, '')).toBe(
      [
        ...['page', 'core', 'vault', 'pictures', 'text in pictures', 'SQL', 'PDF', 'backup', 'verification'],
        'everything works',
        '',
      ]
        .map((part) => part && `self-check: ${part}`)
        .join('\n'),
    );
    expect({ code, home: readdirSync(host.home) }).toEqual({ code: 0, home: [] });
  });

  test('runs the command line without a window', async ({ browserAddress }) => {
    test.slow();
    const home = mkdtempSync(join(tmpdir(), 'redthread-cli-test-'));
    const run = async (...args: string[]) => {
      await using host = startHost(browserAddress, {
        args: ['--cli', ...args],
        env: { REDTHREAD_PASSPHRASE: PASSPHRASE },
        home,
      });
      return await host.ended; // before the host is disposed of
    };
    const vault = join(home, 'v.redthread');
    expect(await run('vault', 'create', vault)).toMatchObject({ code: 0 });
    const made = await run('case', 'create', '--vault', vault, '--title', 'Copper Lantern', '--json');
    expect({ code: made.code, caseId: JSON.parse(made.out).caseId }).toMatchObject({ caseId: expect.any(String) });
    expect(made.script?.order).not.toContain('menu');
    expect(await run('verify', '--vault', join(home, 'none'))).toMatchObject({ code: 2 });
    expect(await run('no-such-verb')).toMatchObject({ code: 2, err: expect.stringContaining('no-such-verb') });
    rmSync(home, { recursive: true, force: true });
  });

  test('gives way to the program that runs already', async ({ browserAddress }) => {
    await using host = startHost(browserAddress, { env: { STAND_IN_SECOND: '1' } });
    expect(await host.ended).toMatchObject({ code: 0 });
  });
});
