import type { BrowserWindow } from 'electron';
import type { CoreClient } from '../core/host/client.ts';
import { checkProgram, type ThrowAwayHome } from '../core/host/self-check.ts';

const PATIENCE_MS = 180_000;

/**
 * `redthread --self-check`: does an installed program find all its parts? Each child process does its work once in a throw-away
 * vault, and the page reaches the core. Says what works and what does not. @returns the exit code: 1 when a part does not work
 */
export async function selfCheck(window: BrowserWindow, core: CoreClient, home: ThrowAwayHome): Promise<number> {
  const late = setTimeout(() => say('failed: it takes too long') && process.exit(1), PATIENCE_MS);
  try {
    await checkPage(window);
    say('page');
    await checkProgram(core, home, ({ part, ms }) => say(`${part} (${ms} ms)`));
    say('everything works');
    return 0;
  } catch (error) {
    say(`failed: ${error instanceof Error ? error.message : 'unknown reason'}`);
    return 1;
  } finally {
    clearTimeout(late);
    await core.close();
  }
}

async function checkPage({ webContents }: BrowserWindow): Promise<void> {
  if (webContents.isLoading())
    await new Promise<void>((resolve, reject) => {
      webContents.once('did-finish-load', () => resolve());
      webContents.once('did-fail-load', (_event, code) => reject(new Error(`the page did not load (${code})`)));
    });
  const bridged: unknown = await webContents.executeJavaScript(
    `window.redthread.call('vault.status', {}).then((reply) => reply.ok)`,
  );
  if (bridged !== true) throw new Error('the page does not reach the core');
}

const say = (line: string): boolean => process.stdout.write(`self-check: ${line}\n`);
