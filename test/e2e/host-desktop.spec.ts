import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { asked, ENDLESS, open, test } from '../host/fixture.ts';

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
        await page?.getByRole('button', { name: /^Print (draft )?on paper$/ }).click();
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
    expect(await said('went to the system’s printing')).toMatch(/\b\d+ pages? went/);
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
