import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fitted, loadWindowState, saveWindowState } from '../../../electron/main/window-state.ts';

const laptop = { x: 0, y: 0, width: 1366, height: 768 };
const beside = { x: 1366, y: 0, width: 1920, height: 1080 };
const state = {
  zoom: 1.5,
  theme: 'dark' as const,
  x: 1500,
  y: 100,
  width: 1200,
  height: 700,
  maximized: false,
};

describe('the place of the window', () => {
  it('is where it was, as long as that display is there', () => {
    expect(fitted(state, [laptop, beside])).toEqual(state);
    expect(fitted(state, [laptop])).toEqual({ width: 1200, height: 700, maximized: false, zoom: 1.5, theme: 'dark' });
  });
  it('is never larger than the largest display', () => {
    expect(fitted({ width: 5000, height: 4000, maximized: true }, [laptop])).toEqual({
      width: 1366,
      height: 768,
      maximized: true,
    });
  });
  it('survives a restart, and a file that holds nonsense', () => {
    const folder = mkdtempSync(join(tmpdir(), 'redthread-window-'));
    try {
      const file = join(folder, 'deep', 'window.json');
      const first = loadWindowState(file, [laptop]);
      expect(first).toEqual({ width: 1366, height: 768, maximized: false });
      saveWindowState(file, state);
      expect(loadWindowState(file, [laptop, beside])).toEqual(state);
      writeFileSync(file, '{"width":"wide"}');
      expect(loadWindowState(file, [laptop])).toEqual(first);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
