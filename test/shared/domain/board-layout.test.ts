import { describe, expect, it } from 'vitest';
import {
  borderPoint,
  boundsOf,
  entitySize,
  exhibitSize,
  linkOffsets,
  linkPath,
} from '../../../shared/domain/board-layout.ts';

const left = { x: 0, y: 0, width: 100, height: 40 };
const right = { x: 300, y: 0, width: 100, height: 40 };

describe('linkPath', () => {
  it('runs from border to border, its label in the middle, its arrow tips on the borders', () => {
    const path = linkPath(left, right);
    expect(path).toMatchObject({
      start: { x: 50, y: 0 },
      end: { x: 250, y: 0 },
      control: null,
      label: { x: 150, y: 0 },
    });
    expect(path.endArrow[0]).toEqual({ x: 250, y: 0 });
    expect(path.endArrow[1].x).toBe(241);
    expect(path.startArrow[1].x).toBe(59);
  });
  it('leaves through the nearer side on a slope', () => {
    const below = { x: 60, y: 200, width: 80, height: 80 };
    const path = linkPath(left, below);
    expect(path.start.y).toBeCloseTo(20);
    expect(path.start.x).toBeCloseTo(6);
    expect(path.end.y).toBeCloseTo(160);
  });
  it('bends by its offset, to opposite sides for opposite signs', () => {
    const up = linkPath(left, right, 40);
    const down = linkPath(left, right, -40);
    expect(up.control).toEqual({ x: 150, y: -40 });
    expect(down.control).toEqual({ x: 150, y: 40 });
    expect(up.label.y).toBeLessThan(0);
    expect(down.label.y).toBeCloseTo(-up.label.y);
  });
  it('stays finite when one thing lies exactly on the other', () => {
    const path = linkPath(left, { ...left }, 20);
    for (const point of [path.start, path.end, path.label, ...path.endArrow]) {
      expect(Number.isFinite(point.x) && Number.isFinite(point.y)).toBe(true);
    }
  });
});

describe('linkOffsets', () => {
  it('keeps a lone link straight and fans out those between the same two things, whichever way they point', () => {
    const link = (id: string, from: string, to: string) => ({ id, from: { id: from }, to: { id: to } });
    const offsets = linkOffsets([link('1', 'a', 'b'), link('2', 'b', 'a'), link('3', 'a', 'c')]);
    expect(offsets.get('3')).toBe(0);
    const one = linkPath(left, right, offsets.get('1'));
    const two = linkPath(right, left, offsets.get('2'));
    expect(one.label.y).toBeGreaterThan(10);
    expect(two.label.y).toBeCloseTo(-one.label.y);
  });
});

describe('sizes', () => {
  it('keeps the proportions of a picture', () => {
    const { width, height } = exhibitSize({ width: 1600, height: 800 });
    expect(width / (height - 34)).toBeCloseTo(2, 1);
  });
  it('makes room for a long identifier', () => {
    expect(entitySize('0x00000000219ab540356cBB839Cbe05303d7705Fa').width).toBeGreaterThan(entitySize('a').width);
  });
  it('bounds all, and nothing', () => {
    expect(boundsOf([left, right])).toEqual({ x: 150, y: 0, width: 400, height: 40 });
    expect(boundsOf([])).toBeNull();
    expect(borderPoint(left, { x: 0, y: 0 })).toEqual({ x: 0, y: 0 });
  });
});
