import { Fault } from '../../../../shared/contract/errors.ts';
import { PLAIN_NUMBERS } from '../../../../shared/domain/readings.ts';
import { exactOf } from '../../datasets/readings/numbers.ts';
import { type Aggregate, option, type Scalars, shown, type Value, whole, wrong } from './value.ts';

/** Numbers only, as `median` and `percentile` of SQLite have it: text that looks like a number was meant otherwise. */
function real(name: string, value: Value): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return whole(name, value);
  throw wrong(name, `${shown(value)} is not a number. Set the reading of the column to a number, or use CAST.`);
}

interface Spread {
  count: number;
  mean: number;
  squares: number;
}
/** Welford, "Note on a method for calculating corrected sums of squares and products", Technometrics 4(3), 1962. */
const spread = (name: string, result: (spread: Spread) => Value): Aggregate<Spread> => ({
  start: () => ({ count: 0, mean: 0, squares: 0 }),
  step: (state, value) => {
    if (value === null) return;
    const given = real(name, value);
    const off = given - state.mean;
    state.mean += off / ++state.count;
    state.squares += off * (given - state.mean);
  },
  result,
});

export const MOST_VALUES = 10_000_000;
export const MOST_DISTINCT = 1_000_000;

/** Of numbers in order, interpolated between the two nearest: type 7 of Hyndman and Fan, The American Statistician 50(4), 1996. */
export function quantile(sorted: Float64Array, share: number): number {
  const place = (sorted.length - 1) * share;
  const below = Math.floor(place);
  const low = sorted[below] as number;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] as number;
  return place === below ? low : low + (high - low) * (place - below);
}

const mad: Aggregate<number[]> = {
  start: () => [],
  step: (values, value) => {
    if (value === null) return;
    if (values.length === MOST_VALUES)
      throw new Fault('sql-limit', `mad: takes at most ${MOST_VALUES.toLocaleString('en')} values of a group.`);
    values.push(real('mad', value));
  },
  result: (values) => {
    if (values.length === 0) return null;
    const sorted = Float64Array.from(values).sort();
    const middle = quantile(sorted, 0.5);
    return quantile(sorted.map((value) => Math.abs(value - middle)).sort(), 0.5);
  },
};

type Counted = Map<Value, number>;
const mode: Aggregate<Counted> = {
  start: () => new Map(),
  step: (counts, value) => {
    if (value === null) return;
    if (value instanceof Uint8Array) throw wrong('mode', 'takes numbers and texts, not bytes.');
    // 1 and 1.0 are the same to SQL.
    const key = typeof value === 'bigint' && Number.isSafeInteger(Number(value)) ? Number(value) : value;
    const before = counts.get(key) ?? 0;
    if (before === 0 && counts.size === MOST_DISTINCT)
      throw new Fault('sql-limit', `mode: takes at most ${MOST_DISTINCT.toLocaleString('en')} different values.`);
    counts.set(key, before + 1);
  },
  result: (counts) => {
    let best: Value = null;
    let most = 0;
    for (const [value, count] of counts)
      if (count > most || (count === most && isBefore(value, best))) [best, most] = [value, count];
    return typeof best === 'number' && Number.isSafeInteger(best) ? BigInt(best) : best;
  },
};

/** As SQLite sorts: numbers before text, text by the bytes of its UTF-8. */
function isBefore(one: Value, other: Value): boolean {
  if (typeof one === 'string' && typeof other === 'string')
    return Buffer.compare(Buffer.from(one), Buffer.from(other)) < 0;
  if (typeof one === 'string' || other === null) return false;
  return typeof other === 'string' || (one as number | bigint) < (other as number | bigint);
}

interface Edge {
  value: Value;
  by: Value;
}
/**
 * The value of the row whose other value is least, or greatest; of several such rows the least value, so that the order in which
 * rows are read decides nothing. As `min_by` and `max_by` of Trino and DuckDB, but for rows where either is NULL: they are left out.
 */
const edge = (name: string, isNearer: (one: Value, other: Value) => boolean): Aggregate<Edge> => ({
  start: () => ({ value: null, by: null }),
  step: (state, value, by) => {
    if (value === null || by === null) return;
    if (value instanceof Uint8Array || by instanceof Uint8Array)
      throw wrong(name, 'takes numbers and texts, not bytes.');
    const first = state.by === null || isNearer(by, state.by);
    if (!first && (isNearer(state.by, by) || !isBefore(value, state.value))) return;
    Object.assign(state, { value, by });
  },
  result: ({ value }) => value,
});

/** `median`, `percentile`, `percentile_cont` and `percentile_disc` are SQLite's own: https://sqlite.org/percentile.html */
export const statisticsAggregates = {
  stddev: spread('stddev', ({ count, squares }) => (count < 2 ? null : Math.sqrt(squares / (count - 1)))),
  stddev_pop: spread('stddev_pop', ({ count, squares }) => (count < 1 ? null : Math.sqrt(squares / count))),
  variance: spread('variance', ({ count, squares }) => (count < 2 ? null : squares / (count - 1))),
  mad,
  mode,
  min_by: edge('min_by', isBefore),
  max_by: edge('max_by', (one, other) => isBefore(other, one)),
} as const;

export const statisticsFunctions = {
  first_digits: {
    runs: [
      (value: Value, count: Value): Value => {
        if (value === null || count === null) return null;
        const wanted = option('first_digits', 'the number of digits', count, 1, 15);
        const exact = value instanceof Uint8Array ? null : exactOf(String(value), PLAIN_NUMBERS);
        if (!exact) throw wrong('first_digits', `${shown(value)} is not a number in plain digits.`);
        if (exact.units === 0n) return null;
        const digits = String(exact.units < 0n ? -exact.units : exact.units);
        return BigInt(digits.slice(0, wanted).padEnd(wanted, '0'));
      },
    ],
  },
} satisfies Scalars;
