import { describe, expect, it } from 'vitest';
import { arrange, type LayoutName, type Spot } from '../../../../renderer/features/board/layout/arrange.ts';
import type { Rect, Size } from '../../../../shared/domain/board-layout.ts';

const NAMES: readonly LayoutName[] = ['force', 'hierarchy', 'circle', 'concentric', 'time', 'group'];
let seed = 7;
const random = (below: number): number => {
  seed = (seed * 16_807) % 2_147_483_647;
  return seed % below;
};
const SIZES = [
  { width: 160, height: 40 },
  { width: 280, height: 120 },
  { width: 240, height: 204 },
  { width: 220, height: 400 },
  { width: 400, height: 160 },
];
/** 200 items of mixed sizes: some parts that hang together, some alone. */
const spots: readonly Spot[] = Array.from({ length: 200 }, (_, n) => ({
  id: `n${n}`,
  x: random(3000),
  y: random(2000),
  ...(SIZES[n % SIZES.length] as Size),
  locked: false,
  time: n % 4 === 0 ? '' : `2026-03-0${1 + (n % 9)} 10:00:00`,
  group: `g${n % 6}`,
}));
const links = Array.from({ length: 320 }, (_, n) => {
  const [a, b] = n < 260 ? [random(120), random(120)] : [120 + random(50), 120 + random(50)];
  return [`n${a}`, `n${b}`] as const;
});

const on = (one: Rect, other: Rect): boolean =>
  Math.abs(one.x - other.x) * 2 < one.width + other.width && Math.abs(one.y - other.y) * 2 < one.height + other.height;
function placed(name: LayoutName, of: readonly Spot[]): (Spot & Rect)[] {
  const places = arrange({ name, spots: of, links });
  return of.map((spot) => ({ ...spot, ...places.get(spot.id) }));
}
const overlaps = (rects: readonly (Spot & Rect)[]): string[] =>
  rects.flatMap((one, n) => rects.slice(n + 1).flatMap((other) => (on(one, other) ? [`${one.id} ${other.id}`] : [])));

describe('every layout', () => {
  it.each(NAMES)('%s puts no two of 200 items of mixed sizes on one another, the same way each time', (name) => {
    const once = placed(name, spots);
    expect(overlaps(once)).toEqual([]);
    expect(placed(name, spots)).toEqual(once);
    const [xs, ys] = [once.map(({ x }) => x), once.map(({ y }) => y)];
    const [width, height] = [Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys)];
    expect(width / height).toBeGreaterThan(0.2);
    expect(width / height).toBeLessThan(6);
  });
  it.each(NAMES)('%s leaves locked items where they are, and nothing on them', (name) => {
    const some = spots.slice(0, 80).map((spot, n) => ({ ...spot, x: n * 500, locked: n % 20 === 0 }));
    const laid = placed(name, some);
    expect(laid.filter(({ locked }) => locked).map(({ x, y }) => [x, y])).toEqual(
      some.filter(({ locked }) => locked).map(({ x, y }) => [x, y]),
    );
    expect(overlaps(laid)).toEqual([]);
  });
});

it('by time goes from left to right, and below is what has no date', () => {
  const laid = placed('time', spots);
  const [dated, undated] = [laid.filter(({ time }) => time !== ''), laid.filter(({ time }) => time === '')];
  const first = dated.filter(({ time }) => time.startsWith('2026-03-01'));
  const last = dated.filter(({ time }) => time.startsWith('2026-03-09'));
  expect(Math.max(...first.map(({ x }) => x))).toBeLessThan(Math.min(...last.map(({ x }) => x)));
  expect(Math.max(...dated.map(({ y }) => y))).toBeLessThan(Math.min(...undated.map(({ y }) => y)));
});

it('concentric has in the middle what has most links', () => {
  const star = spots.slice(0, 9).map((spot) => ({ ...spot, width: 160, height: 40 }));
  const rays = star.slice(1).map(({ id }) => ['n0', id] as const);
  const places = arrange({ name: 'concentric', spots: star, links: rays });
  const away = star.map(({ id }) => {
    const [middle, at] = [places.get('n0'), places.get(id)];
    return Math.hypot((at?.x ?? 0) - (middle?.x ?? 0), (at?.y ?? 0) - (middle?.y ?? 0));
  });
  expect(Math.max(...away.slice(1)) / Math.min(...away.slice(1))).toBeLessThan(1.3);
});

it('copes with nothing and with one', () => {
  for (const name of NAMES) {
    expect(arrange({ name, spots: [], links: [] })).toEqual(new Map());
    const one = { ...(spots[0] as Spot), x: 50, y: 60 };
    expect(arrange({ name, spots: [one], links: [] })).toEqual(new Map([['n0', { x: 50, y: 60 }]]));
  }
});
