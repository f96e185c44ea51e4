import { firstFrom, type LaneData, type View } from './lane-data.ts';

/** What a strip draws, ascending in milliseconds since 1970: times, or counts between edges where there are too many. */
export type Density = Pick<LaneData, 'at' | 'bins'>;

/** From the first time to after the last, with a little room; null where there is none. */
export function spanOfAll(lanes: readonly Density[]): View | null {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { at, bins } of lanes) {
    if (bins && bins.counts.length > 0) {
      from = Math.min(from, bins.edges[0] ?? from);
      to = Math.max(to, bins.edges.at(-1) ?? to);
    }
    if (at.length > 0) {
      from = Math.min(from, at[0] as number);
      to = Math.max(to, (at.at(-1) as number) + 1);
    }
  }
  if (from >= to) return null;
  const room = Math.max(1000, (to - from) * 0.01);
  return { from: from - room, to: to + room };
}

/** How many lie at each pixel of a width. */
export function countsOver(lanes: readonly Density[], view: View, width: number): Float64Array {
  const counts = new Float64Array(Math.max(1, Math.ceil(width)));
  const scale = width / (view.to - view.from);
  const x = (time: number): number => (time - view.from) * scale;
  for (const { at, bins } of lanes) {
    if (bins) addBins(counts, bins, x);
    else
      for (let index = firstFrom(at, view.from); index < at.length; index++) {
        const place = Math.floor(x(at[index] as number));
        if (place >= counts.length) break;
        counts[place] = (counts[place] as number) + 1;
      }
  }
  return counts;
}

/** Spreads counts between edges over the pixels that they span. */
export function addBins(
  counts: Float64Array,
  { edges, counts: held }: NonNullable<LaneData['bins']>,
  x: (time: number) => number,
): void {
  for (const [bin, count] of held.entries()) {
    if (count === 0) continue;
    const [left, right] = [x(edges[bin] as number), x(edges[bin + 1] as number)];
    const first = Math.max(0, Math.floor(left));
    const last = Math.min(counts.length - 1, Math.max(Math.floor(left), Math.ceil(right) - 1));
    const share = count / Math.max(1, right - left);
    for (let place = first; place <= last; place++) counts[place] = (counts[place] as number) + share;
  }
}

/** Where a row's time stands in a list of times by row; rows without one are left out. @param times of each row, NaN for none */
export function inOrder(times: Float64Array): { readonly at: Float64Array; readonly rows: Int32Array } {
  const dated: number[] = [];
  for (let row = 0; row < times.length; row++) if (!Number.isNaN(times[row])) dated.push(row);
  const rows = Int32Array.from(dated).sort((a, b) => (times[a] as number) - (times[b] as number) || a - b);
  return { at: Float64Array.from(rows, (row) => times[row] as number), rows };
}

/** The next place of a span that plays along a view: half its width further, from the beginning again behind the end. */
export function onwards(span: View | null, view: View): View {
  if (!span) return { from: view.from, to: view.from + (view.to - view.from) / 20 };
  const width = span.to - span.from;
  const from = span.from + width / 2;
  return from >= view.to ? { from: view.from, to: view.from + width } : { from, to: from + width };
}
