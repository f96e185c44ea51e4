import { describe, expect, it } from 'vitest';
import { borderPoint, boundsOf, entitySize, exhibitSize, linkOffsets } from '../../../shared/domain/board-layout.ts';
import { linkPath } from '../../../shared/domain/link-path.ts';

const left = { x: 0, y: 0, width: 100, height: 40 };
const right = { x: 300, y: 0, width: 100, height: 40 };

describe('linkOffsets', () => {
  it('keeps a lone link straight and fans out those between the same two things, whichever way they point', () => {
    const link = (id: string, from: string, to: string) => ({ id, from: { id: from }, to: { id: to } });
    const offsets = linkOffsets([link('1', 'a', 'b'), link('2', 'b', 'a'), link('3', 'a', 'c')]);
    expect(offsets.get('3')).toBe(0);
    const one = linkPath(left, right, { bend: offsets.get('1') ?? 0 });
    const two = linkPath(right, left, { bend: offsets.get('2') ?? 0 });
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
