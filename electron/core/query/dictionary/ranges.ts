import type { Ranges } from '../../../../shared/contract/analysis.ts';
import type { Reading } from '../../../../shared/domain/readings.ts';
import { PERIODS, type Period } from '../../../../shared/domain/shaping.ts';
import { compare, type Dictionary, isNumber, type Value } from './dictionary.ts';

const BINS = 16;
const MOST_BINS = 40;
const ISO = /^\d{4}-\d\d-\d\d(?: \d\d:\d\d|$)/;
const LOOKED_AT = 500;

/** Rows by ranges, where the values are numbers or times. @param counts rows of each value */
export function rangesOf({ values }: Dictionary, counts: Uint32Array, reading: Reading | undefined): Ranges | null {
  const there: number[] = [];
  for (let at = 0; at < values.length; at++) if ((counts[at] as number) > 0) there.push(at);
  const numbers = there.filter((at) => isNumber(values[at] as Value) && Number.isFinite(Number(values[at])));
  const bounds =
    numbers.length > 1
      ? numberBounds(numbers.map((at) => Number(values[at])))
      : isOfTimes(reading, values)
        ? timeBounds(
            there.map((at) => values[at]).filter((value) => typeof value === 'string' && ISO.test(value)) as string[],
          )
        : null;
  if (!bounds) return null;
  const rows = new Array<number>(bounds.edges.length - 1).fill(0);
  let outside = 0;
  for (const at of there) {
    const value = values[at] as Value;
    if (value === null) continue;
    const bin = binOf(bounds.edges, value);
    if (bin < 0) outside += counts[at] as number;
    else rows[bin] = (rows[bin] as number) + (counts[at] as number);
  }
  return {
    period: bounds.period,
    bins: rows.map((count, at) => ({
      from: bounds.edges[at] as number,
      to: bounds.edges[at + 1] as number,
      rows: count,
    })),
    outside,
  };
}

interface Bounds {
  readonly period: Period | null;
  /** Ascending; the last stands behind every value. */
  readonly edges: readonly (number | string)[];
}

function binOf(edges: readonly (number | string)[], value: Value): number {
  let [low, high] = [0, edges.length - 1];
  if (compare(value, edges[0] as Value) < 0 || compare(value, edges[high] as Value) >= 0) return -1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (compare(value, edges[middle] as Value) < 0) high = middle;
    else low = middle;
  }
  return low;
}

/** About sixteen ranges whose width is 1, 2 or 5 of a power of ten. */
function numberBounds(numbers: readonly number[]): Bounds | null {
  let [least, greatest] = [Infinity, -Infinity];
  for (const number of numbers) {
    if (number < least) least = number;
    if (number > greatest) greatest = number;
  }
  const rough = (greatest - least) / BINS;
  if (!(rough > 0) || !Number.isFinite(rough)) return null;
  const power = 10 ** Math.floor(Math.log10(rough));
  let width = power * ([1, 2, 5, 10].find((times) => times * power >= rough) ?? 10);
  if (numbers.every(Number.isInteger)) width = Math.max(1, width);
  const edge = (at: number): number => Number((at * width).toPrecision(15));
  const edges: number[] = [];
  for (let at = Math.floor(least / width); edges.length <= 2 * MOST_BINS; at++) {
    edges.push(edge(at));
    if (edge(at) > greatest) break;
  }
  // Numbers so large that a range would be narrower than what lies between two of them.
  return edges.some((each, at) => at > 0 && each <= (edges[at - 1] as number)) || (edges.at(-1) as number) <= greatest
    ? null
    : { period: null, edges };
}

function isOfTimes(reading: Reading | undefined, values: readonly Value[]): boolean {
  if (reading?.kind === 'date' || reading?.kind === 'time' || reading?.kind === 'epoch') return true;
  const texts = values.slice(0, LOOKED_AT).filter((value) => value !== null && value !== '');
  return texts.length > 1 && texts.every((value) => typeof value === 'string' && ISO.test(value));
}

const FINEST_FIRST: readonly Period[] = ['minute', 'hour', 'day', 'month', 'year'];

/** The finest period of which at most forty lie between the earliest and the latest time; years where these are more. */
function timeBounds(times: readonly string[]): Bounds | null {
  let [least, greatest] = [times[0], times[0]];
  for (const time of times) {
    if (time < (least as string)) least = time;
    if (time > (greatest as string)) greatest = time;
  }
  if (least === undefined || greatest === undefined) return null;
  const dated = times.some((time) => time.length <= PERIODS.day);
  for (const period of FINEST_FIRST) {
    if (dated && PERIODS[period] > PERIODS.day) continue;
    const [first, last] = [least, greatest].map((time) => time.slice(0, PERIODS[period])) as [string, string];
    const edges = [first];
    const most = period === 'year' ? 10_000 : MOST_BINS;
    while ((edges.at(-1) as string) <= last && edges.length <= most)
      edges.push(following(edges.at(-1) as string, period));
    if ((edges.at(-1) as string) > last) return { period, edges };
  }
  return null;
}

/** "2024-02" of "2024-01" */
function following(text: string, period: Period): string {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0] = text.split(/[- :]/).map(Number);
  const by = (of: Period): number => Number(of === period);
  const date = new Date(0);
  date.setUTCFullYear(year + by('year'), month - 1 + by('month'), day + by('day'));
  date.setUTCHours(hour + by('hour'), minute + by('minute'));
  return date.toISOString().replace('T', ' ').slice(0, PERIODS[period]);
}
