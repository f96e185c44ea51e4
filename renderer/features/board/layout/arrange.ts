import { boundsOf, GRID, type Point, type Rect } from '../../../../shared/domain/board-layout.ts';
import { apart } from './apart.ts';
import { layered } from './layered.ts';
import { organic } from './organic.ts';

export type LayoutName = 'force' | 'hierarchy' | 'circle' | 'concentric' | 'time' | 'group';

/** An item as a layout knows it; `x` and `y` are its centre. */
export interface Spot extends Rect {
  readonly id: string;
  /** Keeps its place. */
  readonly locked: boolean;
  /** Sorts as time does; empty where none is known. */
  readonly time: string;
  /** What it lies with. */
  readonly group: string;
}
/** What a layout is worked out from. */
export interface LayoutTask {
  readonly name: LayoutName;
  readonly spots: readonly Spot[];
  readonly links: readonly (readonly [from: string, to: string])[];
}

type Numbered = readonly (readonly [number, number])[];

/**
 * Where a layout puts items: no two on one another, locked ones where they are, and all around the middle of where they
 * were. The same task has always the same outcome.
 */
export function arrange({ name, spots, links }: LayoutTask): Map<string, Point> {
  const numbers = new Map(spots.map(({ id }, n) => [id, n]));
  const numbered: Numbered = links.flatMap(([from, to]) => {
    const [a, b] = [numbers.get(from), numbers.get(to)];
    return a === undefined || b === undefined || a === b ? [] : [[a, b] as const];
  });
  const wanted = LAYOUTS[name](spots, numbered);
  const before = boundsOf(spots);
  const after = boundsOf(spots.map((spot, n) => ({ ...spot, ...wanted[n] })));
  const locked = new Set(spots.flatMap(({ id, locked: still }) => (still ? [id] : [])));
  // With nothing locked all may move at once; else the force layout has worked around what is, and nothing else knows of it.
  const free = name !== 'force' || locked.size === 0;
  const [dx, dy] = free && before && after ? [before.x - after.x, before.y - after.y] : [0, 0];
  const rects = new Map(
    spots.map((spot, n): [string, Rect] => {
      const { id, x, y, width, height } = spot;
      const at = spot.locked ? { x, y } : { x: (wanted[n]?.x ?? x) + dx, y: (wanted[n]?.y ?? y) + dy };
      return [id, { ...at, width, height }];
    }),
  );
  const places = apart(rects, GRID, locked);
  return new Map([...places].map(([id, at]) => [id, locked.has(id) ? at : rounded(at)]));
}

const LAYOUTS: Readonly<Record<LayoutName, (spots: readonly Spot[], links: Numbered) => Point[]>> = {
  force: (spots, links) =>
    spots.some(({ locked }) => locked) ? organic(spots, links) : inParts(spots, links, organic),
  hierarchy: (spots, links) => inParts(spots, links, layered),
  circle: (spots, links) => inParts(spots, links, (part, within) => rings(part, [along(part.length, within)])),
  concentric: (spots, links) => inParts(spots, links, concentric),
  time: byTime,
  group: (spots) =>
    packed(
      grouped(spots, (n) => spots[n]?.group ?? '').map((part) => block(part, spots)),
      spots.length,
    ),
};

interface Part {
  readonly numbers: readonly number[];
  readonly places: readonly Point[];
  readonly bounds: Rect;
}

/** Lays out what hangs together by itself, and puts the parts beside each other, those that are linked to nothing last. */
function inParts(
  spots: readonly Spot[],
  links: Numbered,
  layout: (part: readonly Spot[], links: Numbered) => Point[],
): Point[] {
  const roots = components(spots.length, links);
  const parts = grouped(spots, (n) => String(roots[n]));
  const linked = parts.filter(({ length }) => length > 1).toSorted((a, b) => b.length - a.length);
  const alone = parts.flatMap((part) => (part.length === 1 ? part : []));
  const linksOf = new Map<number, (readonly [number, number])[]>();
  for (const link of links) {
    const root = roots[link[0]] as number;
    const list = linksOf.get(root);
    if (list) list.push(link);
    else linksOf.set(root, [link]);
  }
  const laid = linked.map((numbers): Part => {
    const own = new Map(numbers.map((n, index) => [n, index]));
    const within = (linksOf.get(roots[numbers[0] as number] as number) ?? []).map(
      ([a, b]) => [own.get(a) as number, own.get(b) as number] as const,
    );
    const part = numbers.map((n) => spots[n] as Spot);
    const found = layout(part, within);
    const rects = new Map(part.map((spot, index) => [spot.id, { ...spot, ...(found[index] as Point) }]));
    const free = apart(rects, GRID);
    const places = part.map(({ id }) => free.get(id) as Point);
    return partOf(numbers, places, spots);
  });
  return packed(alone.length > 0 ? [...laid, block(alone, spots)] : laid, spots.length);
}

const partOf = (numbers: readonly number[], places: readonly Point[], spots: readonly Spot[]): Part => ({
  numbers,
  places,
  bounds: boundsOf(numbers.map((n, index) => ({ ...(spots[n] as Spot), ...(places[index] as Point) }))) as Rect,
});

/** Parts in rows, about as wide together as a screen is to its height. */
function packed(parts: readonly Part[], count: number): Point[] {
  const gap = 4 * GRID;
  const area = parts.reduce((sum, { bounds }) => sum + (bounds.width + gap) * (bounds.height + gap), 0);
  const widest = Math.max(Math.sqrt(area) * 1.5, ...parts.map(({ bounds }) => bounds.width));
  const places = new Array<Point>(count);
  let [left, top, high] = [0, 0, 0];
  for (const { numbers, places: own, bounds } of parts) {
    if (left > 0 && left + bounds.width > widest) [left, top, high] = [0, top + high + gap, 0];
    const [dx, dy] = [left - (bounds.x - bounds.width / 2), top - (bounds.y - bounds.height / 2)];
    for (const [index, n] of numbers.entries()) {
      const { x, y } = own[index] as Point;
      places[n] = { x: x + dx, y: y + dy };
    }
    left += bounds.width + gap;
    high = Math.max(high, bounds.height);
  }
  return places;
}

/** In rows and columns of one size. */
function block(numbers: readonly number[], spots: readonly Spot[]): Part {
  const own = numbers.map((n) => spots[n] as Spot);
  const width = Math.max(...own.map((spot) => spot.width)) + GRID;
  const height = Math.max(...own.map((spot) => spot.height)) + GRID;
  const columns = Math.max(1, Math.round(Math.sqrt((own.length * height * 1.4) / width)));
  const places = own.map((_, index) => ({ x: (index % columns) * width, y: Math.floor(index / columns) * height }));
  return partOf(numbers, places, spots);
}

/** From left to right by day, one below the other within a day; below all, what has no date. */
function byTime(spots: readonly Spot[]): Point[] {
  const all = spots.map((_, n) => n);
  const dated = all.filter((n) => spots[n]?.time !== '');
  const sorted = dated.toSorted((a, b) => ((spots[a]?.time ?? '') < (spots[b]?.time ?? '') ? -1 : 1));
  const places = new Array<Point>(spots.length);
  let left = 0;
  for (const column of grouped(
    sorted.map((n) => spots[n] as Spot),
    (n) => spots[sorted[n] as number]?.time.slice(0, 10) ?? '',
  )) {
    const numbers = column.map((index) => sorted[index] as number);
    const { places: own, bounds } = block(numbers, spots);
    const dx = left - (bounds.x - bounds.width / 2);
    for (const [index, n] of numbers.entries()) places[n] = { x: (own[index]?.x ?? 0) + dx, y: own[index]?.y ?? 0 };
    left += bounds.width + 3 * GRID;
  }
  const undated = all.filter((n) => spots[n]?.time === '');
  if (undated.length === 0) return places;
  const above = boundsOf(dated.map((n) => ({ ...(spots[n] as Spot), ...(places[n] as Point) })));
  const { places: own, bounds } = block(undated, spots);
  const dy = above ? above.y + above.height / 2 + 6 * GRID - (bounds.y - bounds.height / 2) : 0;
  for (const [index, n] of undated.entries()) places[n] = { x: own[index]?.x ?? 0, y: (own[index]?.y ?? 0) + dy };
  return places;
}

/** Those with most links in the middle. */
function concentric(part: readonly Spot[], links: Numbered): Point[] {
  const degree = new Array<number>(part.length).fill(0);
  for (const ends of links) for (const n of ends) degree[n] = (degree[n] ?? 0) + 1;
  const sorted = part.map((_, n) => n).toSorted((a, b) => (degree[b] ?? 0) - (degree[a] ?? 0));
  const circles: number[][] = [];
  for (let first = 0, room = 1; first < sorted.length; first += room, room = circles.length * 8)
    circles.push(sorted.slice(first, first + room));
  return rings(part, circles);
}

/** Each list on a circle of its own, wide enough for what is on it. */
function rings(part: readonly Spot[], circles: readonly (readonly number[])[]): Point[] {
  const places: Point[] = part.map(() => ({ x: 0, y: 0 }));
  const diagonal = (n: number): number => Math.hypot(part[n]?.width ?? 0, part[n]?.height ?? 0) + GRID;
  let inner = 0;
  for (const circle of circles) {
    const sum = circle.reduce((all, n) => all + diagonal(n), 0);
    const largest = Math.max(0, ...circle.map(diagonal));
    const single = circle.length === 1 && inner === 0;
    const radius = single
      ? 0
      : Math.max((sum / (2 * Math.PI)) * 1.04, inner + largest / 2, circle.length > 1 ? largest / 2 : 0);
    let angle = -Math.PI / 2;
    for (const n of circle) {
      const share = (diagonal(n) / sum) * 2 * Math.PI;
      places[n] = { x: radius * Math.cos(angle + share / 2), y: radius * Math.sin(angle + share / 2) };
      angle += share;
    }
    inner = radius + largest / 2;
  }
  return places;
}

/** All of a part in an order in which neighbours are mostly linked. */
function along(count: number, links: Numbered): number[] {
  const next: number[][] = Array.from({ length: count }, () => []);
  for (const [a, b] of links) {
    next[a]?.push(b);
    next[b]?.push(a);
  }
  const seen = new Set<number>();
  for (let start = 0; start < count; start++) {
    const open = [start];
    for (let n = open.pop(); n !== undefined; n = open.pop()) {
      if (seen.has(n)) continue;
      seen.add(n);
      open.push(...(next[n] ?? []));
    }
  }
  return [...seen];
}

/** Numbers of the spots by a key, in the order in which the keys come first. */
function grouped(spots: readonly Spot[], keyOf: (n: number) => string): number[][] {
  const groups = new Map<string, number[]>();
  for (let n = 0; n < spots.length; n++) {
    const key = keyOf(n);
    const group = groups.get(key);
    if (group) group.push(n);
    else groups.set(key, [n]);
  }
  return [...groups.values()];
}

/** For each node a number that is the same for all that hang together. */
function components(count: number, links: Numbered): number[] {
  const parent = Array.from({ length: count }, (_, n) => n);
  const root = (n: number): number => {
    let top = n;
    while (parent[top] !== top) top = parent[top] as number;
    for (let each = n; parent[each] !== top; ) [each, parent[each]] = [parent[each] as number, top];
    return top;
  };
  for (const [a, b] of links) parent[root(a)] = root(b);
  return parent.map((_, n) => root(n));
}

const rounded = ({ x, y }: Point): Point => ({ x: Math.round(x * 10) / 10, y: Math.round(y * 10) / 10 });
