import type { Cell } from '../../../../shared/contract/values.ts';
import { momentOf } from '../../../../shared/domain/cell-moment.ts';
import { AS_WRITTEN } from '../../../../shared/domain/charts.ts';
import { offsetOf } from '../../../../shared/domain/zones.ts';
import type { Undrawn } from './cells.ts';

export interface Clocked {
  /** By row, what the clocks of the zone show, as if it were UTC; NaN where the row is not drawn. */
  readonly local: Float64Array;
  /** By row, the instant that was read. */
  readonly instant: Float64Array;
  readonly clock: string;
}

/** The times of a column by the clocks of a zone; times that state no zone stay as they are written. */
export function clocked(cells: readonly Cell[], column: string, zone: string, undrawn: Undrawn): Clocked {
  const local = new Float64Array(cells.length);
  const instant = new Float64Array(cells.length).fill(Number.NaN);
  const ahead = offsets(zone);
  let zoned: boolean | null = null;
  for (const [row, cell] of cells.entries()) {
    const moment = cell === null ? null : momentOf(cell);
    if (moment) zoned ??= moment.zoned;
    const wrong = cell === null ? 'null' : moment === null ? 'not-time' : moment.zoned !== zoned ? 'other-clock' : null;
    if (wrong !== null) undrawn.add(column, wrong);
    if (!moment || wrong !== null) local[row] = Number.NaN;
    else {
      instant[row] = moment.at;
      local[row] = moment.zoned && zone !== 'UTC' ? moment.at + ahead(moment.at) : moment.at;
    }
  }
  return { local, instant, clock: zoned === false ? AS_WRITTEN : zone };
}

/** Of intervals of an hour or less: those which the clocks of the zone went through twice, in words. */
export function twiceShown({ local, instant, clock }: Clocked, intervalMs: number): string[] {
  const offsets = new Map<number, number>();
  const twice = new Set<number>();
  for (let row = 0; row < local.length; row++) {
    const shown = local[row] as number;
    if (Number.isNaN(shown)) continue;
    const interval = Math.floor(shown / intervalMs) * intervalMs;
    const offset = shown - (instant[row] as number);
    const before = offsets.get(interval);
    if (before === undefined) offsets.set(interval, offset);
    else if (before !== offset) twice.add(interval);
  }
  return [...twice]
    .sort((one, other) => one - other)
    .map(
      (at) =>
        `The clocks of ${clock} went back: ${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} holds what happened in two intervals.`,
    );
}

const STRETCH = 7 * 24 * 3_600_000;

/** How far a zone is ahead of UTC: asked once a week, since within one in which it is the same at both ends no zone changes its clocks twice. */
function offsets(zone: string): (at: number) => number {
  const ends = new Map<number, number>();
  const at = (week: number): number => {
    let offset = ends.get(week);
    if (offset === undefined) ends.set(week, (offset = offsetOf(week * STRETCH, zone)));
    return offset;
  };
  return (instant) => {
    const week = Math.floor(instant / STRETCH);
    return at(week) === at(week + 1) ? at(week) : offsetOf(instant, zone);
  };
}
