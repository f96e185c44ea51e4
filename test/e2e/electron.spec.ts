import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, expect, type Page, test } from '@playwright/test';
import { hasDisplay } from '../../electron/loopback/choose.ts';
import { BRIDGE } from '../support/bridge.ts';

/** Electron's program, if its installer has brought it. */
function electronHere(): string | null {
  try {
    const path = join('node_modules/electron/dist', readFileSync('node_modules/electron/path.txt', 'utf8').trim());
    return existsSync(path) ? path : null;
  } catch {
    return null;
  }
}
const binary = electronHere();
const needed = process.env['REDTHREAD_NEED_ELECTRON'] !== undefined;
const why = !binary
  ? 'no Electron binary'
  : hasDisplay({ platform: process.platform, env: process.env })
    ? null
    : 'no display';
if (why) process.stdout.write(`electron.spec.ts skipped: ${why}\n`);

interface Started extends AsyncDisposable {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly home: string;
}
async function start(): Promise<Started> {
  const home = mkdtempSync(join(tmpdir(), 'redthread-electron-'));
  const app = await _electron.launch({
    executablePath: binary ?? '',
    args: ['.'],
    chromiumSandbox: true, // the program does not run without
    env: { ...(process.env as Record<string, string>), REDTHREAD_HOME: home },
  });
  return {
    app,
    home,
    page: await app.firstWindow(),
    [Symbol.asyncDispose]: async () => {
      await app.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
const call = (page: Page, name: string, input: unknown) =>
  page.evaluate(([command, given]) => window.redthread?.call(command as string, given), [name, input] as const);

test.describe('the Electron host', () => {
  test.skip(why !== null && !needed, `skipped: ${why}`);

  test('runs the page in the sandbox, with the bridge and nothing more', async () => {
    await using program = await start();
    await expect(program.page.getByRole('button').first()).toBeVisible();
    expect(program.page.url()).toBe('app://redthread/');
    const seen = await program.page.evaluate(() => ({
      bridge: Object.keys(window.redthread ?? {}).sort(),
      node: ['require', 'process', 'module', 'Buffer'].filter((name) => name in window),
    }));
    expect(seen).toEqual({
      bridge: BRIDGE,
      node: [],
    });
    const preferences = await program.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
        getLastWebPreferences(): Record<string, unknown>;
      };
      const { sandbox, contextIsolation, nodeIntegration, webSecurity } = contents.getLastWebPreferences();
      return { sandbox, contextIsolation, nodeIntegration, webSecurity };
    });
    expect(preferences).toEqual({ sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true });
  });

  test('keeps a vault, and answers a malformed call with bad-request', async () => {
    await using program = await start();
    const passphrase = 'correct horse battery staple';
    expect(await call(program.page, 'vault.create', { name: 'v', passphrase })).toMatchObject({ ok: true });
    expect(await call(program.page, 'case.create', { title: 'Copper Lantern' })).toMatchObject({ ok: true });
    for (const name of ['__proto__', 'constructor', 'toString', '', 'no.such'])
      expect(await call(program.page, name, {})).toMatchObject({ ok: false, error: { code: 'bad-request' } });
  });

  test('runs SQL in a process of its own', async () => {
    await using program = await start();
    const { page } = program;
    await call(page, 'vault.create', { name: 'v', passphrase: 'correct horse battery staple' });
    const made = (await call(page, 'case.create', { title: 'Copper Lantern' })) as { value: { id: string } };
    const count = await page.evaluate(async (caseId) => {
      const bridge = window.redthread;
      if (!bridge) throw new Error('no bridge');
      const ended = new Promise<unknown>((resolve) => {
        bridge.listen((event) => {
          if (event?.event === 'job' && event.job.state !== 'running') resolve(event.job);
        });
      });
      await bridge.call('query.run', { caseId, sql: 'SELECT 6 * 7 AS n' });
      return ended;
    }, made.value.id);
    expect(count).toMatchObject({ state: 'done', result: { rowCount: 1 } });
  });

  test('goes nowhere, opens nothing, fetches nothing', async () => {
    await using program = await start();
    const { page, app } = program;
    await page.evaluate(() => {
      window.open('https://example.com/');
      location.href = 'https://example.com/';
    });
    await page.waitForTimeout(500);
    expect(page.url()).toBe('app://redthread/');
    expect(app.windows()).toHaveLength(1);
    const reached = await page.evaluate(() =>
      Promise.all(
        ['https://example.com/', 'http://192.0.2.1/', 'file:///etc/hosts'].map((url) =>
          fetch(url, { mode: 'no-cors' }).then(
            () => true,
            () => false,
          ),
        ),
      ),
    );
    expect(reached).toEqual([false, false, false]);
    const fromMain = await app.evaluate(({ session }) =>
      session
        .fromPartition('window')
        .fetch('https://example.com/')
        .then(
          () => true,
          () => false,
        ),
    );
    expect(fromMain).toBe(false);
  });

  test('locks when the screen is locked', async () => {
    await using program = await start();
    const { page, app } = program;
    await call(page, 'vault.create', { name: 'v', passphrase: 'correct horse battery staple' });
    await app.evaluate(({ powerMonitor }) => void powerMonitor.emit('lock-screen'));
    await expect
      .poll(async () => (await call(page, 'vault.status', {})) as unknown)
      .toMatchObject({ value: { state: 'closed' } });
  });

  test('locks the vault before it ends, and leaves no process and no trace of a case', async () => {
    await using program = await start();
    const { page, app, home } = program;
    await call(page, 'vault.create', { name: 'v', passphrase: 'correct horse battery staple' });
    await call(page, 'case.create', { title: 'NeedleInTheProfile' });
    const vault = join(home, 'vaults', 'v.redthread');
    expect(readdirSync(vault)).toContain('vault.holder');
    await app.close();
    expect(readdirSync(vault)).not.toContain('vault.holder');
    const files = readdirSync(home, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    for (const file of files)
      expect(readFileSync(join(file.parentPath, file.name)).includes('NeedleInTheProfile'), file.name).toBe(false);
  });

  test('finds all its parts', () => {
    const home = mkdtempSync(join(tmpdir(), 'redthread-check-'));
    try {
      const said = execFileSync(binary ?? '', ['.', '--self-check'], {
        env: { ...process.env, REDTHREAD_HOME: home },
        encoding: 'utf8',
      });
      expect(said).toContain('self-check: everything works');
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  });
});
