import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { asked, ENDLESS, holder, open, test } from '../host/fixture.ts';
import { startHost } from '../host/start.ts';
import { PASSPHRASE } from '../support/passphrase.ts';

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
    await host.run(({ app, ipcMain, script }) => {
      script.answers.push({ response: 1 });
      ipcMain.once('closing', () => app.emit('second-instance', {}, [], '', {})); // leaving, and not yet gone
      app.quit();
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
