import { GRID, type Point } from '../../../../shared/domain/board-layout.ts';
import type { Spot } from './arrange.ts';

const GAP = { x: 2 * GRID, y: 5 * GRID };
const SWEEPS = 6;
/** Width of a layer as a multiple of the side of a square that would hold everything, before it goes on in a next row. */
const WIDEST = 1.6;
const LEAST_WIDTH = 1400;

/**
 * What a link points to lies below where it comes from, on layers by the longest way from the top; within a layer in
 * the order of what it is linked to (the barycentre method of Sugiyama, 1981). A layer that is too wide is broken into rows.
 */
export function layered(spots: readonly Spot[], links: readonly (readonly [number, number])[]): Point[] {
  const layerOf = layersOf(spots.length, links);
  const layers: number[][] = [];
  for (const [n, layer] of layerOf.entries()) {
    const list = layers[layer] ?? [];
    layers[layer] = list;
    list.push(n);
  }
  const above: number[][] = spots.map(() => []);
  const below: number[][] = spots.map(() => []);
  for (const [a, b] of links) {
    above[b]?.push(a);
    below[a]?.push(b);
  }
  const order = new Float64Array(spots.length);
  const number = (layer: readonly number[]): void => {
    for (const [index, n] of layer.entries()) order[n] = index / layer.length;
  };
  for (const layer of layers) number(layer);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const [towards, way] = sweep % 2 === 0 ? [above, layers] : [below, layers.toReversed()];
    for (const layer of way) {
      const wanted = new Map(layer.map((n) => [n, middle(towards[n] ?? [], order) ?? order[n] ?? 0]));
      layer.sort((a, b) => (wanted.get(a) ?? 0) - (wanted.get(b) ?? 0));
      number(layer);
    }
  }
  const area = spots.reduce((sum, { width, height }) => sum + (width + GAP.x) * (height + GAP.y), 0);
  const widest = Math.max(LEAST_WIDTH, WIDEST * Math.sqrt(area));
  const places: Point[] = spots.map(({ x, y }) => ({ x, y }));
  let top = 0;
  for (const layer of layers) {
    for (const row of rowsOf(layer, spots, widest)) {
      const high = Math.max(...row.map((n) => spots[n]?.height ?? 0));
      let left = -widthOf(row, spots) / 2;
      for (const n of row) {
        const { width } = spots[n] as Spot;
        places[n] = { x: left + width / 2, y: top + high / 2 };
        left += width + GAP.x;
      }
      top += high + GAP.y;
    }
    top += GAP.y / 2;
  }
  return places;
}

const middle = (ends: readonly number[], order: Float64Array): number | null =>
  ends.length === 0 ? null : ends.reduce((sum, n) => sum + (order[n] as number), 0) / ends.length;

const widthOf = (row: readonly number[], spots: readonly Spot[]): number =>
  row.reduce((sum, n) => sum + (spots[n]?.width ?? 0) + GAP.x, -GAP.x);

function rowsOf(layer: readonly number[], spots: readonly Spot[], widest: number): number[][] {
  const rows = Math.ceil(widthOf(layer, spots) / widest);
  const each = Math.ceil(layer.length / Math.max(1, rows));
  return Array.from({ length: Math.ceil(layer.length / each) }, (_, row) => layer.slice(row * each, (row + 1) * each));
}

/** The layer of each node; a link that would close a circle is left out of account. */
function layersOf(count: number, links: readonly (readonly [number, number])[]): number[] {
  const out: number[][] = Array.from({ length: count }, () => []);
  const into = new Uint32Array(count);
  for (const [a, b] of links)
    if (a !== b) {
      out[a]?.push(b);
      into[b] = (into[b] ?? 0) + 1;
    }
  const layers = new Array<number>(count).fill(0);
  const done = new Uint8Array(count);
  const ready = Array.from({ length: count }, (_, n) => n).filter((n) => into[n] === 0);
  const byLinks = Array.from({ length: count }, (_, n) => n).sort(
    (a, b) => (out[b]?.length ?? 0) - (out[a]?.length ?? 0),
  );
  let next = 0;
  for (let left = count; left > 0; left--) {
    let n = ready.pop();
    while (n === undefined) {
      const candidate = byLinks[next++] as number; // only circles are left: one is opened at whoever points to most
      if (!done[candidate]) n = candidate;
    }
    done[n] = 1;
    for (const to of out[n] ?? []) {
      if (done[to]) continue;
      layers[to] = Math.max(layers[to] ?? 0, (layers[n] ?? 0) + 1);
      into[to] = (into[to] ?? 1) - 1;
      if (into[to] === 0) ready.push(to);
    }
  }
  return layers;
}
