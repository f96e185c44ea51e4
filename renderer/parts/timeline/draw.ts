import type { Theme } from '../../../shared/domain/chart-scene/themes.ts';
import { timeTicks } from '../../../shared/domain/chart-scene/time-axis.ts';
import { offsetOf } from '../../../shared/domain/zones.ts';
import { addBins } from './density.ts';
import { firstFrom, type LaneData, type View } from './lane-data.ts';

export const LANE_PX = 46;
export const AXIS_PX = 26;
/** Beyond so many events in view a lane shows how many there are at each place. */
const MOST_DRAWN = 2000;
const BAR_PX = 18;
const SERIES = 7;

interface Drawn {
  readonly width: number;
  readonly view: View;
  readonly zone: string;
  readonly theme: Theme;
}

export const seriesColour = (theme: Theme, at: number): string => theme[`series-${(at % SERIES) as 0}`];

/** Which colour each lane has: a lane keeps the one it got, a new one takes one that the fewest have. */
export function coloursOf(
  names: readonly string[],
  before: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  const made: Record<string, number> = { ...before };
  const uses = Array.from({ length: SERIES }, (_, at) => names.filter((name) => made[name] === at).length);
  for (const name of names) {
    if (made[name] !== undefined) continue;
    const at = uses.indexOf(Math.min(...uses));
    made[name] = at;
    uses[at] = (uses[at] ?? 0) + 1;
  }
  return made;
}

const MARK_PX = 5;
/** What of a lane is selected in the case: a tick for each below its bar. @param times ascending */
export function drawMarks(
  paint: CanvasRenderingContext2D,
  { width, view, theme }: Drawn,
  times: Float64Array,
  top: number,
): void {
  const scale = width / (view.to - view.from);
  paint.fillStyle = theme.ink;
  let drawn = -2;
  for (let index = firstFrom(times, view.from); index < times.length; index++) {
    const x = Math.round(((times[index] as number) - view.from) * scale);
    if (x > width) break;
    if (x - drawn < 2) continue; // they would be one line
    drawn = x;
    paint.fillRect(x - 1, top + LANE_PX - MARK_PX - 2, 2, MARK_PX);
  }
}

/** The axis, in the clocks of a zone, as lines through a drawing of a height. */
export function drawAxis(paint: CanvasRenderingContext2D, { width, view, zone, theme }: Drawn, height: number): void {
  const clock = (utc: number): number => utc + offsetOf(utc, zone);
  const [first, last] = [clock(view.from), clock(view.to)];
  const span = last - first;
  const unit = span < 120_000 ? 'second' : span < 4 * 86_400_000 ? 'minute' : 'day';
  paint.font = '11px system-ui, sans-serif';
  paint.textBaseline = 'middle';
  for (const { at, label } of timeTicks(first, last, unit, null, Math.max(2, Math.floor(width / 130)))) {
    const x = Math.round(((at - first) / span) * width) + 0.5;
    paint.fillStyle = theme.grid;
    paint.fillRect(x - 0.5, AXIS_PX, 1, height - AXIS_PX);
    paint.fillStyle = theme.muted;
    const room = paint.measureText(label).width / 2;
    if (x - room > 2 && x + room < width - 2) {
      paint.textAlign = 'center';
      paint.fillText(label, x, AXIS_PX / 2);
    }
  }
}

/** One lane: a bar from the beginning of each event to its end, or how many there are, by the square root of their number. */
export function drawLane(
  paint: CanvasRenderingContext2D,
  { width, view }: Drawn,
  data: LaneData,
  top: number,
  colour: string,
  until: number | null,
): void {
  const scale = width / (view.to - view.from);
  const x = (time: number): number => (time - view.from) * scale;
  paint.fillStyle = colour;
  if (data.bins) return drawCounts(paint, countsOfBins(data.bins, width, x), top, until === null ? null : x(until));
  const { at, until: ends } = data;
  let first = firstFrom(at, view.from);
  const last = firstFrom(at, view.to);
  if (last - first > MOST_DRAWN) {
    const counts = new Float64Array(Math.ceil(width));
    for (let index = first; index < last; index++) {
      const place = Math.floor(x(at[index] as number));
      if (place >= 0 && place < counts.length) counts[place] = (counts[place] as number) + 1;
    }
    return drawCounts(paint, counts, top, until === null ? null : x(until));
  }
  // What began before the view and lasts into it; events of a length are few, so that all before are looked at.
  for (let index = 0; index < first; index++)
    if ((ends[index] as number) > view.from) {
      first = index;
      break;
    }
  for (let index = first; index < last; index++) {
    const [from, to] = [at[index] as number, ends[index] as number];
    if (to <= view.from) continue;
    const left = Math.max(-2, x(from));
    const wide = Math.max(3, Math.min(width + 2, x(to)) - left);
    paint.globalAlpha = until !== null && from > until ? 0.15 : wide > 6 ? 0.55 : 0.85;
    paint.fillRect(left, top + (LANE_PX - BAR_PX) / 2, wide, BAR_PX);
  }
  paint.globalAlpha = 1;
}

function countsOfBins(bins: NonNullable<LaneData['bins']>, width: number, x: (time: number) => number): Float64Array {
  const drawn = new Float64Array(Math.ceil(width));
  addBins(drawn, bins, x);
  return drawn;
}

function drawCounts(paint: CanvasRenderingContext2D, counts: Float64Array, top: number, until: number | null): void {
  const most = counts.reduce((highest, count) => Math.max(highest, count), 0);
  const room = LANE_PX - 8;
  for (const [place, count] of counts.entries()) {
    if (count === 0) continue;
    const tall = Math.max(2, Math.sqrt(count / most) * room);
    paint.globalAlpha = until !== null && place > until ? 0.15 : 0.9;
    paint.fillRect(place, top + LANE_PX - 4 - tall, 1, tall);
  }
  paint.globalAlpha = 1;
}
