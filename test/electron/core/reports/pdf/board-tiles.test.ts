import { describe, expect, it } from 'vitest';
import { LEAST_SCALE, meet, tile } from '../../../../../electron/core/reports/pdf/board-tiles.ts';

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
      expect(scale).toBeGreaterThanOrEqual(LEAST_SCALE);
      expect(rects.some((each) => meet(each, view))).toBe(true);
    }
    const within = (each: ReturnType<typeof rect>, view: ReturnType<typeof rect>) =>
      Math.abs(each.y - view.y) <= (view.height - each.height) / 2 + 1e-6 && meet(each, view);
    for (const each of rects) expect(parts.some(({ view }) => within(each, view))).toBe(true);
    expect(parts.length).toBeLessThan((tiling?.rows ?? 0) * (tiling?.columns ?? 0));
  });

  it('repeats no more of a part on the next than the width of a card, also where little more than one page is needed', () => {
    for (const across of [11, 14, 19, 30]) {
      const rects = Array.from({ length: across * 3 }, (_, at) =>
        rect((at % across) * 260, Math.floor(at / across) * 120),
      );
      const parts = tile(rects, 750, 370)?.parts ?? [];
      expect(parts.length).toBeGreaterThan(1);
      for (const [at, { view, row }] of parts.entries()) {
        const next = parts[at + 1];
        if (next?.row !== row) continue;
        const overlap = view.x + view.width / 2 - (next.view.x - next.view.width / 2);
        expect(overlap).toBeLessThanOrEqual(161);
      }
    }
  });
});
