import { describe, expect, it } from 'vitest';
import { meet, tile } from '../../../../../electron/core/reports/pdf/board-tiles.ts';

const rect = (x: number, y: number) => ({ x, y, width: 200, height: 60 });

describe('a board in the PDF', () => {
  it('is nothing when there is nothing on it', () => {
    expect(tile([], 750, 370)).toBeNull();
  });

  it('is one page, no larger than life, while its text can be read', () => {
    const tiling = tile([rect(0, 0), rect(300, 100)], 750, 370);
    expect(tiling).toMatchObject({ rows: 1, columns: 1, parts: [], whole: { scale: 0.9 } });
  });

  it('shows every thing of a large board whole on some readable page, and no empty page', () => {
    const rects = Array.from({ length: 400 }, (_, at) => rect((at % 20) * 260, Math.floor(at / 20) * 120));
    rects.push(rect(9000, 9000));
    const tiling = tile(rects, 750, 370);
    const parts = tiling?.parts ?? [];
    for (const { view, scale } of parts) {
      expect(scale * 10).toBeGreaterThanOrEqual(6);
      expect(rects.some((each) => meet(each, view))).toBe(true);
    }
    const within = (each: ReturnType<typeof rect>, view: ReturnType<typeof rect>) =>
      Math.abs(each.y - view.y) <= (view.height - each.height) / 2 + 1e-6 && meet(each, view);
    for (const each of rects) expect(parts.some(({ view }) => within(each, view))).toBe(true);
    expect(parts.length).toBeLessThan((tiling?.rows ?? 0) * (tiling?.columns ?? 0));
  });
});
