import { join } from 'node:path';
import { BrowserWindow, dialog, nativeTheme, type Session, screen } from 'electron';
import { CLOSED_IN, WINDOW_ADDRESS } from './lock-down.ts';
import type { Dialogs } from './relay.ts';
import { loadWindowState, type WindowState } from './window-state.ts';

/** `ready-to-show` may never come under Wayland (electron/electron#48859). */
const SHOWN_WITHIN_MS = 3000;
/** The page's own grounds (`renderer/ui/tokens.css`), so that nothing flashes before it is drawn. */
const GROUND = { light: '#f6f7f9', dark: '#181b20' };

export interface Opened {
  readonly window: BrowserWindow;
  /** What was kept of the last time; what changes is put into it. */
  readonly state: WindowState;
  /** Resolves when the window is on the screen. */
  readonly shown: Promise<void>;
}

/** The one window. Its page runs in Chromium's sandbox and knows of Electron only what the preload script shows it. */
export function openWindow(session: Session, preload: string, stateFile: string, development: boolean): Opened {
  const displays = screen.getAllDisplays().map(({ workArea }) => workArea);
  const state = loadWindowState(stateFile, displays);
  const { maximized, theme = 'system', zoom = 0, ...place } = state;
  nativeTheme.themeSource = theme;
  const window = new BrowserWindow({
    ...place,
    minWidth: 800,
    minHeight: 500,
    title: 'Redthread',
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? GROUND.dark : GROUND.light,
    autoHideMenuBar: true,
    webPreferences: {
      session,
      preload,
      additionalArguments: [`--redthread-theme=${theme}`],
      ...CLOSED_IN,
      devTools: development,
    },
  });
  if (maximized) window.maximize();
  window.webContents.on('did-finish-load', () => window.webContents.setZoomLevel(zoom));
  const shown = new Promise<void>((resolve) => {
    const show = (): void => {
      clearTimeout(late);
      if (!window.isDestroyed() && !window.isVisible()) window.show();
      resolve();
    };
    const late = setTimeout(show, SHOWN_WITHIN_MS);
    window.once('ready-to-show', show);
    window.webContents.once('did-finish-load', show);
  });
  // What goes wrong is told by `did-fail-load`.
  window.loadURL(WINDOW_ADDRESS).catch(() => {});
  return { window, state, shown };
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
