import type { RowsIn } from '../../../shared/contract/selections.ts';
import type { Lane, LaneEvents } from '../../../shared/contract/timeline.ts';
import { rangesOf, rowsOf } from '../../../shared/domain/row-ranges.ts';

/** A span of time in milliseconds since 1970: from its first to before its last. */
export interface View {
  readonly from: number;
  readonly to: number;
}

/** What the window holds of a lane: its events, ascending, or how many lie between edges. */
export interface LaneData {
  readonly total: number;
  readonly at: Float64Array;
  readonly until: Float64Array;
  readonly refs: Int32Array;
  readonly bins: LaneEvents['bins'];
}

export const copied = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer; // a view may begin where no double can

export const decoded = ({ total, at, until, refs, bins }: LaneEvents): LaneData => ({
  total,
  at: new Float64Array(copied(at)),
  until: new Float64Array(copied(until)),
  refs: new Int32Array(copied(refs)),
  bins,
});

/** The place of the first event at or after a time. */
export function firstFrom(at: Float64Array, time: number): number {
  let [low, high] = [0, at.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((at[middle] as number) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many events of a lane begin within a span; null where the lane holds counts whose edges do not tell. */
export function countWithin({ at, bins }: LaneData, { from, to }: View): number {
  if (!bins) return firstFrom(at, to) - firstFrom(at, from);
  return bins.counts.reduce((sum, count, place) => {
    const [start = 0, end = 0] = [bins.edges[place], bins.edges[place + 1]];
    return start < to && end > from ? sum + count : sum;
  }, 0);
}

const EDGE = 0.02; // of the span, left free on either side

/** The span of some lanes, with a little room; null where none holds anything. */
export function wholeOf(lanes: readonly Lane[]): View | null {
  const held = lanes.filter(({ dated, first, last }) => dated > 0 && first !== null && last !== null);
  if (held.length === 0) return null;
  const from = Math.min(...held.map(({ first }) => first as number));
  const to = Math.max(...held.map(({ last }) => last as number)) + 1;
  const room = Math.max(60_000, (to - from) * EDGE);
  return { from: from - room, to: to + room };
}

const LEAST_SPAN = 10; // ms
const MOST_SPAN = 1000 * 366 * 86_400_000;

/** A view closer by a factor, such that the time at `share` of its width stays where it is. */
export function zoomed({ from, to }: View, factor: number, share = 0.5): View {
  const span = Math.min(MOST_SPAN, Math.max(LEAST_SPAN, (to - from) / factor));
  const still = from + (to - from) * share;
  return { from: still - span * share, to: still + span * (1 - share) };
}
export const moved = ({ from, to }: View, by: number): View => ({ from: from + by, to: to + by });

/** The rows of datasets whose events begin within a span; lanes of which the window holds counts alone, or nothing yet, are named. */
export function rowsWithin(
  lanes: readonly Lane[],
  held: ReadonlyMap<string, LaneData>,
  span: View,
  nameOf: (lane: Lane) => string,
): { rows: RowsIn[]; counted: string[] } {
  const byDataset = new Map<RowsIn['datasetId'], Set<number>>();
  const counted: string[] = [];
  for (const lane of lanes) {
    const data = held.get(nameOf(lane));
    if (lane.key.kind !== 'column') continue;
    if (!data) {
      counted.push(lane.name); // still being read
      continue;
    }
    if (data.bins) {
      if (countWithin(data, span) > 0) counted.push(lane.name);
      continue;
    }
    const rows = byDataset.get(lane.key.datasetId) ?? new Set<number>();
    for (const row of data.refs.subarray(firstFrom(data.at, span.from), firstFrom(data.at, span.to))) rows.add(row);
    if (rows.size > 0) byDataset.set(lane.key.datasetId, rows);
  }
  return { rows: [...byDataset].map(([datasetId, rows]) => ({ datasetId, rows: rowsOf(rows) })), counted };
}

/** When the selected rows of a lane happen, ascending. @param rows "1-3,7" */
export function timesOfRows({ at, refs }: LaneData, rows: string): Float64Array {
  const ranges = rangesOf(rows);
  const [first = [0, 0], last = first] = [ranges[0], ranges.at(-1)];
  const wanted = new Uint8Array(Math.max(0, last[1] - first[0] + 1));
  for (const [from, to] of ranges) wanted.fill(1, from - first[0], to - first[0] + 1);
  return at.filter((_, index) => wanted[(refs[index] as number) - first[0]] === 1);
}
