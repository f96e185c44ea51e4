import type { BrowserWindow } from 'electron';
import type { CoreClient } from '../core/host/client.ts';
import { startUtility } from './utility-process.ts';

const PATIENCE_MS = 30_000;

/**
 * `redthread --self-check`: does an installed program find all its parts? Starts the core, one child process and
 * the page, says what failed, touches no vault. @returns the exit code
 */
export async function selfCheck(window: BrowserWindow, core: CoreClient): Promise<number> {
  const late = setTimeout(() => say('it takes too long') && process.exit(1), PATIENCE_MS);
  try {
    await core.ask('vault.status', {});
    say('core');
    const { channel: child } = startUtility('query');
    if ((await child.pid) === undefined) throw new Error('a child process did not start');
    child.kill();
    say('child process');
    if (window.webContents.isLoading())
      await new Promise<void>((resolve, reject) => {
        window.webContents.once('did-finish-load', () => resolve());
        window.webContents.once('did-fail-load', (_event, code) =>
          reject(new Error(`the page did not load (${code})`)),
        );
      });
    const bridged: unknown = await window.webContents.executeJavaScript(
      `window.redthread.call('vault.status', {}).then((reply) => reply.ok)`,
    );
    if (bridged !== true) throw new Error('the page does not reach the core');
    say('page');
    await core.close();
    return 0;
  } catch (error) {
    say(`failed: ${error instanceof Error ? error.message : 'unknown reason'}`);
    return 1;
  } finally {
    clearTimeout(late);
  }
}

const say = (line: string): boolean => process.stdout.write(`self-check: ${line}\n`);
