import type { Lane, LaneEvents } from '../../../shared/contract/timeline.ts';

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

const copied = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer; // a view may begin where no double can

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
