import type { Point } from '../../../../shared/domain/board-layout.ts';
import type { Spot } from './arrange.ts';

/*
 * Nodes push each other away, links pull their ends together, until that comes to rest: as d3-force does it (many-body force
 * with the approximation of Barnes and Hut, 1986; links weaker where an end has many). Seeded, so that it repeats.
 */
const APART = 0.81; // a cell of the tree that is smaller than this share of its distance counts as one node
const SLOWING = 0.6;
const REPULSION = 420;
const LENGTH = 60; // of a link, beyond half the sizes of its ends
const DISTANCE = { min: 30, max: 3000 };

/** @param links by the numbers of their ends */
export function organic(spots: readonly Spot[], links: readonly (readonly [number, number])[]): Point[] {
  const count = spots.length;
  const x = new Float64Array(count);
  const y = new Float64Array(count);
  const [vx, vy] = [new Float64Array(count), new Float64Array(count)];
  const degree = new Uint32Array(count);
  for (const [a, b] of links) {
    degree[a] = (degree[a] ?? 0) + 1;
    degree[b] = (degree[b] ?? 0) + 1;
  }
  const held = spots.flatMap((spot, n) => (spot.locked ? [[n, spot] as const] : []));
  const centre = middleOf(held.map(([, spot]) => spot));
  for (let n = 0; n < count; n++) {
    const radius = 60 * Math.sqrt(0.5 + n);
    const angle = n * Math.PI * (3 - Math.sqrt(5)); // a sunflower: even, and no two in a place
    x[n] = centre.x + radius * Math.cos(angle);
    y[n] = centre.y + radius * Math.sin(angle);
  }
  const fix = (): void => {
    for (const [n, spot] of held) {
      x[n] = spot.x;
      y[n] = spot.y;
      vx[n] = vy[n] = 0;
    }
  };
  const rounds = count <= 300 ? 320 : count <= 1500 ? 200 : 110;
  const cooling = 1 - 0.001 ** (1 / rounds);
  let heat = 1;
  fix();
  for (let round = 0; round < rounds; round++) {
    heat -= heat * cooling;
    for (const [a, b] of links) {
      let [dx, dy] = [at(x, b) + at(vx, b) - at(x, a) - at(vx, a), at(y, b) + at(vy, b) - at(y, a) - at(vy, a)];
      const wanted = LENGTH + (reach(spots[a]) + reach(spots[b])) / 2;
      const length = Math.hypot(dx, dy) || 1;
      const pull = (((length - wanted) / length) * heat) / Math.min(at(degree, a), at(degree, b));
      [dx, dy] = [dx * pull, dy * pull];
      const bias = at(degree, a) / (at(degree, a) + at(degree, b));
      vx[b] = at(vx, b) - dx * bias;
      vy[b] = at(vy, b) - dy * bias;
      vx[a] = at(vx, a) + dx * (1 - bias);
      vy[a] = at(vy, a) + dy * (1 - bias);
    }
    repel(x, y, vx, vy, heat * REPULSION);
    for (let n = 0; n < count; n++) {
      vx[n] = (at(vx, n) + (centre.x - at(x, n)) * 0.012 * heat) * SLOWING;
      vy[n] = (at(vy, n) + (centre.y - at(y, n)) * 0.018 * heat) * SLOWING; // a screen is wider than high
      x[n] = at(x, n) + at(vx, n);
      y[n] = at(y, n) + at(vy, n);
    }
    fix();
  }
  return spots.map((_, n) => ({ x: at(x, n), y: at(y, n) }));
}

const at = (list: Float64Array | Uint32Array, n: number): number => list[n] as number;
const reach = (spot: Spot | undefined): number => (spot ? (spot.width + spot.height) / 2 : 0);
const middleOf = (points: readonly Point[]): Point => ({
  x: points.reduce((sum, point) => sum + point.x, 0) / Math.max(1, points.length),
  y: points.reduce((sum, point) => sum + point.y, 0) / Math.max(1, points.length),
});

interface Cell {
  readonly left: number;
  readonly top: number;
  readonly side: number;
  /** Middle of the nodes in it, and how many they are. */
  x: number;
  y: number;
  mass: number;
  /** Numbers of its nodes, while they are few. */
  nodes: number[] | null;
  parts: (Cell | null)[] | null;
}
const FEW = 4;
const DEEPEST = 24;

function repel(x: Float64Array, y: Float64Array, vx: Float64Array, vy: Float64Array, strength: number): void {
  const root = treeOf(x, y);
  for (let n = 0; n < x.length; n++) {
    const [px, py] = [at(x, n), at(y, n)];
    const open: Cell[] = [root];
    for (let cell = open.pop(); cell; cell = open.pop()) {
      const [dx, dy] = [px - cell.x, py - cell.y];
      const square = dx * dx + dy * dy;
      if (cell.side * cell.side < APART * APART * square || cell.nodes) {
        if (square > DISTANCE.max ** 2 && !cell.nodes) continue;
        if (!cell.nodes) {
          const push = (strength * cell.mass) / Math.max(square, DISTANCE.min ** 2);
          vx[n] = at(vx, n) + dx * push;
          vy[n] = at(vy, n) + dy * push;
          continue;
        }
        for (const other of cell.nodes) {
          if (other === n) continue;
          const [ox, oy] = [px - at(x, other) || (n < other ? 0.1 : -0.1), py - at(y, other)];
          const push = strength / Math.max(ox * ox + oy * oy, DISTANCE.min ** 2);
          vx[n] = at(vx, n) + ox * push;
          vy[n] = at(vy, n) + oy * push;
        }
      } else for (const part of cell.parts ?? []) if (part) open.push(part);
    }
  }
}

function treeOf(x: Float64Array, y: Float64Array): Cell {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let n = 0; n < x.length; n++) {
    left = Math.min(left, at(x, n));
    right = Math.max(right, at(x, n));
    top = Math.min(top, at(y, n));
    bottom = Math.max(bottom, at(y, n));
  }
  const root = cellAt(left, top, Math.max(right - left, bottom - top, 1) * 1.001);
  for (let n = 0; n < x.length; n++) insert(root, n, x, y, 0);
  return root;
}

const cellAt = (left: number, top: number, side: number): Cell => ({
  ...{ left, top, side },
  ...{ x: 0, y: 0, mass: 0, nodes: [], parts: null },
});

function insert(cell: Cell, n: number, x: Float64Array, y: Float64Array, depth: number): void {
  cell.x = (cell.x * cell.mass + at(x, n)) / (cell.mass + 1);
  cell.y = (cell.y * cell.mass + at(y, n)) / (cell.mass + 1);
  cell.mass++;
  if (cell.nodes && (cell.nodes.length < FEW || depth >= DEEPEST)) {
    cell.nodes.push(n);
    return;
  }
  const below = (each: number): void => {
    const half = cell.side / 2;
    const [column, row] = [at(x, each) >= cell.left + half ? 1 : 0, at(y, each) >= cell.top + half ? 1 : 0];
    cell.parts ??= [null, null, null, null];
    const part = cell.parts[row * 2 + column] ?? cellAt(cell.left + column * half, cell.top + row * half, half);
    cell.parts[row * 2 + column] = part;
    insert(part, each, x, y, depth + 1);
  };
  const { nodes } = cell;
  cell.nodes = null;
  for (const each of nodes ?? []) below(each);
  below(n);
}
