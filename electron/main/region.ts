import { BrowserWindow, type Display, type Session } from 'electron';
import type { Region } from '../../shared/domain/screen-region.ts';
import { CLOSED_IN, WINDOW_ADDRESS } from './lock-down.ts';
import type { Drawn } from './which-screen.ts';

/** Nobody leaves the screens shaded for longer. */
const PATIENCE_MS = 120_000;

/** A transparent window over each display until a region is drawn on one. @returns null when it was cancelled */
export async function drawRegion(
  displays: readonly Display[],
  session: Session,
  signal: AbortSignal,
): Promise<Drawn | null> {
  const overlays = displays.map((display) => ({ display, window: overlay(display, session) }));
  let late: NodeJS.Timeout | undefined;
  try {
    return await Promise.race([
      ...overlays.map(({ display, window }) => drawnOn(display, window)),
      new Promise<null>((resolve) => {
        late = setTimeout(() => resolve(null), PATIENCE_MS);
        signal.addEventListener('abort', () => resolve(null));
      }),
    ]);
  } finally {
    clearTimeout(late);
    for (const { window } of overlays) if (!window.isDestroyed()) window.destroy();
  }
}

async function drawnOn(display: Display, window: BrowserWindow): Promise<Drawn | null> {
  const closed = new Promise<null>((resolve) => window.once('closed', () => resolve(null)));
  const asked = window.loadURL(`${WINDOW_ADDRESS}overlay/overlay.html?scale=${display.scaleFactor}`).then(() => {
    window.show();
    window.focus();
    return window.webContents.executeJavaScript('regionDrawn') as Promise<Region | null>;
  });
  const region = await Promise.race([closed, asked.catch(() => null)]);
  return region && { display, region };
}

function overlay({ bounds }: Display, session: Session): BrowserWindow {
  const window = new BrowserWindow({
    ...bounds,
    show: false,
    frame: false,
    transparent: true,
    backgroundColor: '#00000000',
    resizable: false,
    movable: false,
    minimizable: false,
    fullscreenable: false,
    enableLargerThanScreen: true, // over the menu bar of macOS as well
    hasShadow: false,
    roundedCorners: false,
    skipTaskbar: true,
    webPreferences: {
      session,
      ...CLOSED_IN,
    },
  });
  window.setAlwaysOnTop(true, 'screen-saver');
  window.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true });
  return window;
}
