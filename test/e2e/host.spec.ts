import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { asked, open, test } from '../host/fixture.ts';
import { BRIDGE } from '../support/bridge.ts';
import { PASSPHRASE } from '../support/passphrase.ts';

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
    const cores = () => shared.run(({ running }) => [...(running.get('core') ?? [])]);
    const before = await cores();
    await shared.run(({ powerMonitor }) => void powerMonitor.emit('suspend'));
    await expect.poll(async () => (await shared.call('vault.status', {})).value).toMatchObject({ state: 'closed' });
    // The core that had the key may have said so. The next one has begun once it has answered too; killed before, it ends the program.
    await expect.poll(async () => (await cores()).some((pid) => before.includes(pid))).toBe(false);
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
