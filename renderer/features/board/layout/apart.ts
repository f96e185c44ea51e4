import { boundsOf, GRID, type Point, type Rect } from '../../../../shared/domain/board-layout.ts';

/** Share of the cells that are filled: enough room to keep the shape of a layout, not so much that it is lost in it. */
const FILLED = 0.4;

/**
 * Moves rectangles apart that lie on one another while each stays about where it was: everything is stretched until
 * there is room for all, then each takes the free cell of a grid that is nearest, those in the middle first.
 */
export function spread(rects: ReadonlyMap<string, Rect>): Map<string, Point> {
  const all = [...rects.values()];
  if (all.length === 0) return new Map();
  const cell = {
    width: Math.max(...all.map(({ width }) => width)) + GRID,
    height: Math.max(...all.map(({ height }) => height)) + GRID,
  };
  const middle = { x: mean(all.map(({ x }) => x)), y: mean(all.map(({ y }) => y)) };
  const reach = (values: readonly number[]): number => Math.max(1, quantile(values, 0.9));
  const across = reach(all.map(({ x }) => Math.abs(x - middle.x))) / cell.width;
  const down = reach(all.map(({ y }) => Math.abs(y - middle.y))) / cell.height;
  const stretch = Math.max(1, Math.sqrt(all.length / FILLED / (4 * across * down)));
  const wanted = [...rects].map(([id, { x, y }]) => {
    const column = ((x - middle.x) * stretch) / cell.width;
    const row = ((y - middle.y) * stretch) / cell.height;
    return { id, column, row, away: Math.hypot(column, row) };
  });
  const taken = new Set<string>();
  const places = new Map<string, Point>();
  for (const { id, column, row } of wanted.toSorted((a, b) => a.away - b.away)) {
    const [atColumn, atRow] = nearestFree(taken, column, row);
    taken.add(`${atColumn} ${atRow}`);
    places.set(id, { x: middle.x + atColumn * cell.width, y: middle.y + atRow * cell.height });
  }
  return places;
}

const ROUNDS = 300;

/**
 * Moves rectangles that are nearer to each other than `gap` apart, each pair along the shorter way and each of the two by
 * half of it, until none are; all others stay, and so do those that are `still`. Where that comes to no end, `spread` finds room.
 */
export function apart(
  rects: ReadonlyMap<string, Rect>,
  gap: number,
  still: ReadonlySet<string> = new Set(),
): Map<string, Point> {
  const all = [...rects].map(([id, rect]) => ({ id, ...rect, fixed: still.has(id) }));
  const widest = Math.max(0, ...all.map(({ width }) => width)) + gap;
  for (let round = 0; round < ROUNDS; round++) {
    let moved = false;
    all.sort((one, other) => one.x - other.x);
    for (const [index, one] of all.entries())
      for (let next = index + 1; next < all.length; next++) {
        const other = all[next] as (typeof all)[number];
        if (other.x - one.x > 2 * widest) break; // what follows lies further right; it moves by less than that in a round
        const across = (one.width + other.width) / 2 + gap - Math.abs(other.x - one.x);
        const down = (one.height + other.height) / 2 + gap - Math.abs(other.y - one.y);
        if (across <= 0 || down <= 0 || (one.fixed && other.fixed)) continue;
        moved = true;
        const axis = across < down ? 'x' : 'y';
        const way = (axis === 'x' ? across : down) + 1;
        const step = way * (other[axis] < one[axis] ? -1 : 1);
        const share = one.fixed ? 0 : other.fixed ? 1 : 0.5;
        one[axis] -= step * share;
        other[axis] += step * (1 - share);
      }
    if (!moved) return new Map(all.map(({ id, x, y }) => [id, { x, y }]));
  }
  if (still.size === 0) return spread(rects);
  // Beside what has to stay, all others come to lie as they are spread among themselves.
  const fixed = boundsOf([...rects].flatMap(([id, rect]) => (still.has(id) ? [rect] : [])));
  const free = new Map([...rects].filter(([id]) => !still.has(id)));
  const places = spread(free);
  const bounds = boundsOf([...free].map(([id, rect]) => ({ ...rect, ...places.get(id) })));
  const dx = fixed && bounds ? fixed.x + (fixed.width + bounds.width) / 2 + 3 * GRID - bounds.x : 0;
  return new Map(
    [...rects].map(([id, { x, y }]) => {
      const place = places.get(id);
      return [id, place ? { x: place.x + dx, y: place.y } : { x, y }];
    }),
  );
}

/** Looks along growing squares around the cell; a square beyond the best hit cannot hold a nearer one. */
function nearestFree(taken: ReadonlySet<string>, column: number, row: number): readonly [number, number] {
  const [c, r] = [Math.round(column), Math.round(row)];
  let best: readonly [number, number] | null = null;
  let distance = Infinity;
  for (let ring = 0; ring <= distance + 1; ring++) {
    for (let step = -ring; step <= ring; step++) {
      for (const [x, y] of [
        [c + step, r - ring],
        [c + step, r + ring],
        [c - ring, r + step],
        [c + ring, r + step],
      ] as const) {
        const away = Math.hypot(x - column, y - row);
        if (away < distance && !taken.has(`${x} ${y}`)) [best, distance] = [[x, y], away];
      }
    }
  }
  return best ?? [c, r];
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? 0;
