import { join } from 'node:path';
import { BrowserWindow, dialog, type Session, screen } from 'electron';
import { WINDOW_ADDRESS } from './lock-down.ts';
import type { Dialogs } from './relay.ts';
import { loadWindowState, saveWindowState } from './window-state.ts';

/** The one window. Its page runs in Chromium's sandbox and knows of Electron only what the preload script shows it. */
export function openWindow(session: Session, preload: string, stateFile: string, development: boolean): BrowserWindow {
  const displays = screen.getAllDisplays().map(({ workArea }) => workArea);
  const { maximized, ...place } = loadWindowState(stateFile, displays);
  const window = new BrowserWindow({
    ...place,
    minWidth: 800,
    minHeight: 500,
    title: 'Redthread',
    show: false,
    autoHideMenuBar: true,
    webPreferences: {
      session,
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false, // it would fetch dictionaries
      v8CacheOptions: 'none',
      devTools: development,
    },
  });
  if (maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () =>
    saveWindowState(stateFile, { ...window.getNormalBounds(), maximized: window.isMaximized() }),
  );
  void window.loadURL(WINDOW_ADDRESS);
  return window;
}

export const dialogsOf = (window: BrowserWindow, downloads: string): Dialogs => ({
  whereToSave: async (name) => {
    const { canceled, filePath } = await dialog.showSaveDialog(window, {
      defaultPath: join(downloads, name.replaceAll(/[/\\:*?"<>|]/g, '_')),
      properties: ['createDirectory', 'showOverwriteConfirmation'],
    });
    return canceled || filePath === '' ? null : filePath;
  },
  whichFolder: async () => {
    const { canceled, filePaths } = await dialog.showOpenDialog(window, {
      properties: ['openDirectory', 'createDirectory'],
    });
    return canceled ? null : (filePaths[0] ?? null);
  },
});
