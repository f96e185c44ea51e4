import type { LaneEvents } from '../../../shared/contract/timeline.ts';
import type { CaseId } from '../../../shared/contract/values.ts';

/** What is asked of every lane alike. */
export interface Asked {
  readonly caseId: CaseId;
  readonly zone: string;
  readonly from: number | null;
  readonly to: number | null;
  readonly most: number;
  readonly bins: number;
}

/** Something with a time; `ref` is its row, or its place in the list of its lane. */
export interface Placed {
  readonly ref: number;
  readonly from: number;
  readonly to: number;
}

/** @param events ascending */
export function packed(events: readonly Placed[]): Pick<LaneEvents, 'at' | 'until' | 'refs'> {
  const bytes = (width: number, put: (view: DataView, at: number, event: Placed) => void): Uint8Array => {
    const view = new DataView(new ArrayBuffer(events.length * width));
    for (const [index, event] of events.entries()) put(view, index * width, event);
    return new Uint8Array(view.buffer);
  };
  return {
    at: bytes(8, (view, at, { from }) => view.setFloat64(at, from, true)),
    until: bytes(8, (view, at, { to }) => view.setFloat64(at, to, true)),
    refs: bytes(4, (view, at, { ref }) => view.setInt32(at, ref, true)),
  };
}

export const isWithin = ({ from, to }: Pick<Placed, 'from' | 'to'>, asked: Pick<Asked, 'from' | 'to'>): boolean =>
  (asked.from === null || to > asked.from) && (asked.to === null || from < asked.to);

/** @param events ascending, all of the span @returns how many lie between edges that part the span evenly */
export function binned(events: readonly Placed[], { from, to, bins }: Asked): NonNullable<LaneEvents['bins']> {
  const start = from ?? events[0]?.from ?? 0;
  const end = to ?? (events.at(-1)?.from ?? 0) + 1;
  const width = Math.max(1, (end - start) / bins);
  const counts = new Array<number>(bins).fill(0);
  for (const event of events) {
    const place = Math.min(bins - 1, Math.max(0, Math.floor((event.from - start) / width)));
    counts[place] = (counts[place] ?? 0) + 1;
  }
  return { edges: Array.from({ length: bins + 1 }, (_, at) => start + at * width), counts };
}
