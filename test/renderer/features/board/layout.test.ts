import { describe, expect, it } from 'vitest';
import { apart, spread } from '../../../../renderer/features/board/layout/apart.ts';
import { arrange } from '../../../../renderer/features/board/layout/arrange.ts';
import { layoutTask } from '../../../../renderer/features/board/layout/run-layout.ts';

import type { Rect } from '../../../../shared/domain/board-layout.ts';
import { viewOf } from './view.ts';

const size = { width: 160, height: 40 };

describe('spread', () => {
  it('leaves nothing on anything else and keeps left left and right right', () => {
    const piled = new Map(
      Array.from({ length: 500 }, (_, index) => [String(index), { x: index % 25, y: Math.floor(index / 25), ...size }]),
    );
    const spots = [...spread(piled)];
    expect(spots).toHaveLength(500);
    for (const [index, [, one]] of spots.entries())
      for (const [, other] of spots.slice(index + 1))
        expect(Math.abs(one.x - other.x) >= 160 || Math.abs(one.y - other.y) >= 40).toBe(true);
    const places = new Map(spots);
    expect(places.get('0')?.x).toBeLessThan(places.get('24')?.x ?? 0);
    expect(places.get('12')?.y).toBeLessThan(places.get('487')?.y ?? 0);
  });
  it('copes with one, none, and all in one spot', () => {
    expect(spread(new Map())).toEqual(new Map());
    expect(spread(new Map([['a', { x: 7, y: 9, ...size }]]))).toEqual(new Map([['a', { x: 7, y: 9 }]]));
    const same = new Map(['a', 'b', 'c'].map((id) => [id, { x: 0, y: 0, ...size }]));
    expect(new Set([...spread(same).values()].map(({ x, y }) => `${x} ${y}`)).size).toBe(3);
  });
});

describe('apart', () => {
  const near = (one: Rect, other: Rect, gap: number): boolean =>
    Math.abs(one.x - other.x) < (one.width + other.width) / 2 + gap &&
    Math.abs(one.y - other.y) < (one.height + other.height) / 2 + gap;

  it('leaves a gap between all things of a board, whatever their sizes, and moves nothing that has one', () => {
    let seed = 7;
    const random = (): number => {
      seed = (seed * 16_807) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    const rects = new Map(
      Array.from({ length: 200 }, (_, index): [string, Rect] => [
        String(index),
        {
          ...{ x: random() * 3000, y: random() * 2000 },
          ...(index % 9 === 0 ? { width: 200, height: 220 } : { width: 160, height: 40 }),
        },
      ]),
    );
    rects.set('far', { x: 9000, y: 9000, width: 160, height: 40 });
    expect(pairs(rects, near).length).toBeGreaterThan(50);
    const places = apart(rects, 10);
    const moved = new Map([...rects].map(([id, rect]) => [id, { ...rect, ...places.get(id) }]));
    expect(pairs(moved, near)).toEqual([]);
    expect(places.get('far')).toEqual({ x: 9000, y: 9000 });

    function pairs(of: ReadonlyMap<string, Rect>, test: typeof near): string[] {
      const all = [...of];
      return all.flatMap(([id, one], at) =>
        all.slice(at + 1).flatMap(([next, other]) => (test(one, other, 9.9) ? [`${id} ${next}`] : [])),
      );
    }
  });
  it('copes with all in one spot', () => {
    const same = new Map(['a', 'b', 'c'].map((id) => [id, { x: 0, y: 0, ...size }]));
    expect(new Set([...apart(same, 10).values()].map(({ x, y }) => `${x} ${y}`)).size).toBe(3);
  });
});

describe('arrange', () => {
  const view = viewOf({ top: 'account', left: 'ip', right: 'device', leaf: 'wallet', alone: 'email' }, [
    ['1', 'top', 'left'],
    ['2', 'top', 'right'],
    ['3', 'left', 'leaf'],
  ]);
  const all = new Set(view.items.map(({ subject }) => subject.id as string));

  it.each(['force', 'hierarchy'] as const)('%s: every item has a place of its own, around where they were', (name) => {
    const places = arrange(layoutTask(view, all, name));
    const spots = [...places.values()];
    expect([...places.keys()].toSorted()).toEqual(['alone', 'leaf', 'left', 'right', 'top']);
    for (const [index, one] of spots.entries())
      for (const other of spots.slice(index + 1))
        expect(Math.abs(one.x - other.x) >= 160 || Math.abs(one.y - other.y) >= 40).toBe(true);
    const xs = spots.map(({ x }) => x);
    expect((Math.min(...xs) + Math.max(...xs)) / 2).toBeCloseTo(400, 0);
  });

  it('hierarchy puts what a link points to below where it comes from', () => {
    const places = arrange(layoutTask(view, all, 'hierarchy'));
    const y = (id: string): number => places.get(id)?.y ?? Number.NaN;
    expect(y('top')).toBeLessThan(y('left'));
    expect(y('left')).toBeLessThan(y('leaf'));
    expect(y('left')).toBe(y('right'));
  });
});
