import { Fault } from '../../../shared/contract/errors.ts';
import { type NumberForm, PLAIN_NUMBERS } from '../../../shared/domain/readings.ts';
import { type Exact, exactOf, exactSum, exactText, levelled } from '../datasets/readings/numbers.ts';

type Value = null | string | number | bigint | Uint8Array;

/** What `dec_…` take: text in plain digits, or a number of SQL, of which a REAL stands for the shortest decimal that it is. */
function exactly(value: Value, name: string): Exact {
  const text = value instanceof Uint8Array ? '' : String(value);
  const exact = exactOf(text, PLAIN_NUMBERS);
  if (!exact)
    throw new Fault('sql-error', `${name}: ${JSON.stringify(text.slice(0, 60))} is no decimal number in plain digits.`);
  return exact;
}

const MOST_PLACES = 2000;
const within = (exact: Exact, name: string): string => {
  if (exact.scale > MOST_PLACES)
    throw new Fault('sql-limit', `${name}: the result has more than ${MOST_PLACES} places.`);
  return exactText(exact);
};

const two =
  (name: string, of: (one: Exact, other: Exact) => Value) =>
  (one: Value, other: Value): Value =>
    one === null || other === null ? null : of(exactly(one, name), exactly(other, name));

/** Exact arithmetic over decimal text; results are text, `dec_cmp` is -1, 0 or 1. */
export const decimalFunctions = {
  dec_cmp: two('dec_cmp', (one, other) => {
    const [a, b] = levelled(one, other);
    return a < b ? -1n : a > b ? 1n : 0n;
  }),
  dec_add: two('dec_add', (one, other) => {
    return within(exactSum(one, other), 'dec_add');
  }),
  dec_mul: two('dec_mul', (one, other) =>
    within({ units: one.units * other.units, scale: one.scale + other.scale }, 'dec_mul'),
  ),
} as const;

interface Sum {
  units: bigint;
  scale: number;
  count: number;
}
const sumOf = (name: string) => ({
  start: (): Sum => ({ units: 0n, scale: 0, count: 0 }),
  step: (sum: Sum, value: Value): void => {
    if (value === null) return;
    const { units, scale } = exactly(value, name);
    if (scale > sum.scale) {
      sum.units *= 10n ** BigInt(scale - sum.scale);
      sum.scale = scale;
    }
    sum.units += scale === sum.scale ? units : units * 10n ** BigInt(sum.scale - scale);
    sum.count++;
  },
});
/** The value itself, with the places that it is written with. */
const extreme = (name: string, before: (one: bigint, other: bigint) => boolean) => ({
  start: (): { best: Exact | null } => ({ best: null }),
  step: (state: { best: Exact | null }, value: Value): void => {
    if (value === null) return;
    const exact = exactly(value, name);
    if (state.best !== null) {
      const [one, other] = levelled(exact, state.best);
      if (!before(one, other)) return;
    }
    state.best = exact;
  },
  result: ({ best }: { best: Exact | null }): Value => best && exactText(best),
});
/** Places of an average beyond those of its values; a half is rounded away from zero. */
const FURTHER_PLACES = 10;

/** `dec_sum` is NULL over nothing, as `sum` is; `dec_avg` has ten places more than the values. */
export const decimalAggregates = {
  dec_min: extreme('dec_min', (one, other) => one < other),
  dec_max: extreme('dec_max', (one, other) => one > other),
  dec_sum: {
    ...sumOf('dec_sum'),
    result: ({ units, scale, count }: Sum): Value => (count === 0 ? null : exactText({ units, scale })),
  },
  dec_avg: {
    ...sumOf('dec_avg'),
    result: ({ units, scale, count }: Sum): Value => {
      if (count === 0) return null;
      const divisor = BigInt(count);
      const scaled = (units < 0n ? -units : units) * 10n ** BigInt(FURTHER_PLACES);
      const rounded = (scaled * 2n + divisor) / (divisor * 2n);
      return exactText({ units: units < 0n ? -rounded : rounded, scale: scale + FURTHER_PLACES });
    },
  },
} as const;

const forms = new Map<string, NumberForm>();
/** The exact value of a cell's text in the form of its column, in plain digits; NULL where it is none. */
export function decimalOf(text: Value, form: Value): Value {
  if (typeof text !== 'string' || typeof form !== 'string') return null;
  let known = forms.get(form);
  if (!known) forms.set(form, (known = JSON.parse(form) as NumberForm));
  const exact = exactOf(text, known);
  return exact ? exactText(exact) : null;
}
export const DECIMAL_OF = 'rt_decimal';
