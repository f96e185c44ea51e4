import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { Theme } from '../../shared/contract/bridge.ts';

/** How the window looks and where it is: nothing of a case. */
export const WindowState = z.object({
  x: z.int().optional(),
  y: z.int().optional(),
  width: z.int().min(800).max(20_000),
  height: z.int().min(500).max(20_000),
  maximized: z.boolean(),
  /** Chromium's zoom level: each step is a fifth. */
  zoom: z.number().min(-8).max(9).optional(),
  theme: Theme.optional(),
  /** Left out of screen captures. */
  hidden: z.boolean().optional(),
});
export type WindowState = z.infer<typeof WindowState>;
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const FIRST: WindowState = { width: 1440, height: 900, maximized: false };
/** So much of a window must lie on some display for it to be found and moved. */
const VISIBLE = 100;

export function loadWindowState(file: string, displays: readonly Area[]): WindowState {
  try {
    return fitted(WindowState.parse(JSON.parse(readFileSync(file, 'utf8'))), displays);
  } catch {
    return fitted(FIRST, displays);
  }
}

export function saveWindowState(file: string, state: WindowState): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, JSON.stringify(state), { mode: 0o600 });
  } catch {
    // the place of a window is not worth a message
  }
}

/** A window of a display that is no longer there comes to the middle of one that is. */
export function fitted(state: WindowState, displays: readonly Area[]): WindowState {
  const { x, y, ...size } = state;
  const largest = displays.toSorted((a, b) => b.width * b.height - a.width * a.height)[0];
  if (largest) {
    size.width = Math.max(800, Math.min(size.width, largest.width));
    size.height = Math.max(500, Math.min(size.height, largest.height));
  }
  if (x === undefined || y === undefined) return size;
  const shown = displays.some(
    (display) =>
      x + size.width >= display.x + VISIBLE &&
      x <= display.x + display.width - VISIBLE &&
      y >= display.y &&
      y <= display.y + display.height - VISIBLE,
  );
  return shown ? { x, y, ...size } : size;
}
