import { app, type BrowserWindow, Menu, Notification, nativeTheme, type Session } from 'electron';
import type { MenuAction, PushChannel } from '../../shared/contract/bridge.ts';
import type { CoreClient } from '../core/host/client.ts';
import { showAbout } from './about.ts';
import { BundleOpening } from './bundle-opening.ts';
import { ScreenCapture } from './capture.ts';
import { menuTemplate } from './menu.ts';
import { Printing } from './printing.ts';
import type { Desktop } from './relay.ts';
import { saveWindowState, type WindowState } from './window-state.ts';

interface Around {
  readonly window: BrowserWindow;
  readonly core: CoreClient;
  /** What is kept for the next start; changed here. */
  readonly state: WindowState;
  readonly stateFile: string;
  readonly development: boolean;
  /** The window's own, which serves the program's pages. */
  readonly session: Session;
}

/** Chromium's value for progress of which the end is not known. */
const UNKNOWN = 2;
const NONE = -1;

/** What the window has of the desktop around it: menu, taskbar, notices without content, files the system opens, the screen. */
export function desktopOf({ window, core, state, stateFile, development, session }: Around): Desktop & {
  readonly bundles: BundleOpening;
  /** The core's process is gone, and with it the open vault: nothing that came out of it stays. */
  locked(): void;
} {
  const push = (channel: PushChannel, given?: unknown): void => {
    if (!window.isDestroyed()) window.webContents.send(channel, given);
  };
  const bundles = new BundleOpening(core, () => push('bundle'));
  const screenCapture = new ScreenCapture(window);
  const printing = new Printing(core);
  let actions: readonly MenuAction[] = [];
  let working = false;

  // Neither X11 nor Wayland can leave a window out.
  const canHide = process.platform !== 'linux';
  const showMenu = (): void =>
    Menu.setApplicationMenu(
      Menu.buildFromTemplate(
        menuTemplate({
          platform: process.platform,
          development,
          actions,
          hidden: canHide ? (state.hidden ?? false) : null,
          onAction: (id) => push('action', id),
          onHidden: (hidden) => {
            state.hidden = hidden;
            window.setContentProtection(hidden);
            saveWindowState(stateFile, state);
          },
          onAbout: () => void showAbout(window, app.isPackaged),
        }),
      ),
    );
  if (canHide && state.hidden) window.setContentProtection(true);
  showMenu();

  return {
    bundles,
    setTheme: (theme) => {
      nativeTheme.themeSource = theme;
      state.theme = theme;
      saveWindowState(stateFile, state);
    },
    setMenu: (next) => {
      actions = next;
      showMenu();
    },
    setProgress: (part) => {
      window.setProgressBar(part ?? NONE, { mode: part === UNKNOWN ? 'indeterminate' : 'normal' });
      const ended = working && part === null;
      working = part !== null;
      if (!ended || window.isFocused()) return;
      window.flashFrame(true);
      // Notices stay in the system's list of them: this one says nothing of what was done.
      if (Notification.isSupported())
        new Notification({ title: 'Redthread', body: 'The running work has ended.', silent: true }).show();
    },
    takeBundle: (again) => bundles.take(again),
    print: (ticket, name) => printing.print(ticket, name),
    locked: () => {
      printing.forget();
      screenCapture.stop();
    },
    captureSources: () => screenCapture.sources(),
    captureRegion: () => screenCapture.region(session),
    capture: (id) => screenCapture.take(id),
  };
}
