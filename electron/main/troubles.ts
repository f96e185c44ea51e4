import { type App, type BrowserWindow, dialog } from 'electron';
import type { CoreClient } from '../core/host/client.ts';
import type { Closing } from './closing.ts';

const ABORTED = -3; // Chromium's net::ERR_ABORTED: one load took the place of another

/** What goes wrong with page or core is told in a dialog that offers a way on. */
export function watchTroubles(app: App, window: BrowserWindow, core: CoreClient, closing: Closing): void {
  const { webContents } = window;
  /** @returns the number of the button; the last one ends the program */
  const ask = async (message: string, detail: string, buttons: string[], signal?: AbortSignal): Promise<number> => {
    const last = buttons.length - 1;
    const { response } = await dialog.showMessageBox(window, {
      type: 'warning',
      title: 'Redthread',
      message,
      detail,
      buttons,
      defaultId: 0,
      cancelId: 0,
      noLink: true,
      ...(signal ? { signal } : {}),
    });
    return response < 0 || response > last ? 0 : response;
  };
  const reloadOrQuit = async (message: string, detail: string): Promise<void> => {
    if (closing.leaving || window.isDestroyed()) return;
    window.show();
    const choice = await ask(message, detail, ['Load the window again', 'Quit']);
    if (choice === 0) webContents.reload();
    else await closing.leave(false);
  };

  let wanted = false;
  webContents.on('render-process-gone', (_event, { reason }) => {
    if (wanted) webContents.reload();
    if (wanted || reason === 'clean-exit') {
      wanted = false;
      return;
    }
    void reloadOrQuit(
      'The window stopped working.',
      `Its process ended (${reason}). The vault is still open; everything that was saved is stored.`,
    );
  });
  webContents.on('did-fail-load', (_event, code, description, _url, isMainFrame) => {
    if (!isMainFrame || code === ABORTED) return;
    void reloadOrQuit('The window could not be loaded.', `${description} (${code}). The program may be incomplete.`);
  });

  let answering: AbortController | null = null;
  webContents.on('unresponsive', () => {
    if (answering || closing.leaving) return;
    const waiting = new AbortController();
    answering = waiting;
    const buttons = ['Wait', 'Load the window again', 'Quit'];
    const detail = 'Text typed within the last second may be lost when it is loaded again.';
    void ask('The window does not answer.', detail, buttons, waiting.signal).then((choice) => {
      answering = null;
      if (waiting.signal.aborted) return;
      if (choice === 1) {
        // A page in an endless loop does not hear of a reload; without its process, the next load starts another.
        wanted = true;
        webContents.forcefullyCrashRenderer();
      } else if (choice === 2) void closing.leave(true);
    });
  });
  webContents.on('responsive', () => answering?.abort());

  void core.ended.then(async () => {
    if (closing.leaving) return;
    const detail = 'Everything acknowledged is stored. Start the program again to go on.';
    const choice = await ask('The core of the program has ended.', detail, ['Start again', 'Quit']);
    if (choice === 0) app.relaunch();
    await closing.leave(true);
  });
}
