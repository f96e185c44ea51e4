import { describe, expect, it } from 'vitest';
import { extentOf, linkPath, pointOn, svgLine } from '../../../shared/domain/link-path.ts';

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
