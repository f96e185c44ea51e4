import { describe, expect, it } from 'vitest';
import { overlaps } from '../../../shared/domain/board-layout.ts';
import { extentOf, linkPath, pointOn, svgLine } from '../../../shared/domain/link-path.ts';
import { standsOf, take } from '../../../shared/domain/link-words.ts';

const left = { x: 0, y: 0, width: 100, height: 40 };
const right = { x: 300, y: 0, width: 100, height: 40 };

describe('linkPath', () => {
  it('runs from border to border, its label in the middle, its arrow tips on the borders', () => {
    const path = linkPath(left, right, { bend: 0 });
    expect(path).toMatchObject({
      start: { x: 50, y: 0 },
      pieces: [{ control: null, to: { x: 250, y: 0 } }],
      label: { x: 150, y: 0 },
    });
    expect(path.endArrow[0]).toEqual({ x: 250, y: 0 });
    expect(path.endArrow[1].x).toBe(241);
    expect(path.startArrow[1].x).toBe(59);
  });
  it('leaves through the nearer side on a slope', () => {
    const below = { x: 60, y: 200, width: 80, height: 80 };
    const path = linkPath(left, below, { bend: 0 });
    expect(path.start.y).toBeCloseTo(20);
    expect(path.start.x).toBeCloseTo(6);
    expect(path.pieces[0]?.to.y).toBeCloseTo(160);
  });
  it('bends by its offset, to opposite sides for opposite signs', () => {
    const up = linkPath(left, right, { bend: 40 });
    const down = linkPath(left, right, { bend: -40 });
    expect(up.pieces[0]?.control).toEqual({ x: 150, y: -40 });
    expect(down.pieces[0]?.control).toEqual({ x: 150, y: 40 });
    expect(up.label.y).toBeLessThan(0);
    expect(down.label.y).toBeCloseTo(-up.label.y);
  });
  it('stays finite when one thing lies exactly on the other', () => {
    const path = linkPath(left, { ...left }, { bend: 20 });
    for (const point of [path.start, path.pieces[0]?.to, path.label, ...path.endArrow]) {
      expect(Number.isFinite(point?.x) && Number.isFinite(point?.y)).toBe(true);
    }
  });
  it('leads back to the thing that it leaves, off the card and no further up than a column of cards leaves room', () => {
    const card = { x: 10, y: 20, width: 150, height: 40 };
    const loops = [1, 2, 3, 4, 5].map((loop) => linkPath(card, card, { bend: 0, loop }));
    for (const path of loops) {
      const end = path.endArrow[0];
      expect([Math.abs(end.x - card.x), Math.abs(path.start.y - card.y)]).toEqual([75, 20]); // on its borders
      const reach = extentOf(path);
      expect(reach.height).toBeLessThan(40);
      const [words] = standsOf(path, { width: 60, height: 16 });
      expect(overlaps(words, card)).toBe(false);
      expect(take(new Map([['0 0', [card]]]), words)).toBe(true);
    }
    expect(new Set(loops.map(({ label }) => JSON.stringify(label))).size).toBe(5);
  });
  it('turns at its corners, rounded within them, and leaves a thing where its way leaves it for good', () => {
    const path = linkPath(left, right, {
      bend: 0,
      corners: [
        { x: 40, y: 0 },
        { x: 80, y: -60 },
        { x: 220, y: -60 },
      ],
      rounding: 12,
    });
    expect(path.start).toEqual({ x: 50, y: -15 }); // the first corner lies on the thing itself
    expect(path.pieces.map(({ control }) => control)).toEqual([
      null,
      { x: 80, y: -60 },
      null,
      { x: 220, y: -60 },
      null,
    ]);
    expect(path.label).toMatchObject({ y: -60 });
    expect(pointOn(path, 0)).toEqual(path.start);
    expect(pointOn(path, 1)).toEqual(path.endArrow[0]);
    expect(extentOf(path)).toMatchObject({ y: expect.closeTo(-30 - 15 / 2, 0) });
    expect(svgLine(path, ({ x, y }) => `${Math.round(x)},${Math.round(y)}`)).toMatch(/^M50,-15 L\S+ Q80,-60 /);
  });
});
