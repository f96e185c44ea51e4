import { type Key, type Shaping, type Step, shapingColumns } from './shaping.ts';

const HEADER = /^(?:iso[ _-]?)?(?:currency|ccy|curr|w(?:ae|ä)hrung|devise|moneda|valuta)(?:[ _-]?(?:code|iso|id))?$/;
/** Also where it is named after its amounts: amount_currency, paymentCurrency. */
const ENDS = /[ _-]currency(?:[ _-]?code)?$/;

const OF_AMOUNT = /[ _-](?:amount|amt|value|total|sum)$/;
const plainName = (name: string): string =>
  name
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1_$2')
    .toLowerCase()
    .trim();
const namesCurrency = (name: string): boolean => HEADER.test(plainName(name)) || ENDS.test(plainName(name));

/** The column that names the currency of the amounts beside it; the first where there are several. */
export const currencyColumn = (names: readonly string[]): string | undefined => names.find(namesCurrency);

/**
 * The column that names the currency of one column of amounts: of `fee` and of `fee_amount` it is `fee_currency`, and where none is
 * called after it the one that is called after no other column.
 * @returns undefined where there is none, null where there are such columns and none is certain to be its own
 */
export function currencyOf(amount: string, names: readonly string[]): string | null | undefined {
  const all = names.filter(namesCurrency);
  if (all.length === 0) return undefined;
  const called = (name: string) => [plainName(name), plainName(name).replace(OF_AMOUNT, '')];
  const after = (name: string) => (HEADER.test(plainName(name)) ? '' : plainName(name).replace(ENDS, ''));
  const own = all.filter((name) => called(amount).includes(after(name)));
  if (own.length > 0) return own.length === 1 ? own[0] : null;
  const others = names.filter((name) => name !== amount && !all.includes(name)).flatMap(called);
  const free = all.filter((name) => !others.includes(after(name)));
  const plain = free.filter((name) => after(name) === '');
  const left = plain.length > 0 ? plain : free;
  return left.length === 1 ? left[0] : null;
}

/** "3 currencies: USD, EUR, GBP"; null for one or none. */
export function currenciesWords(values: readonly string[], more = 0): string | null {
  const named = values.filter((value) => value.trim() !== '');
  const all = named.length + more;
  return all < 2 ? null : `${all.toLocaleString('en-US')} currencies: ${named.join(', ')}${more > 0 ? ', …' : ''}`;
}

/** A step that adds amounts, or takes their mean, beside a currency that it does not tell apart. */
export interface Mixing {
  /** Of the step within the shaping. */
  readonly at: number;
  readonly before: Shaping;
  readonly currency: string;
  readonly step: Extract<Step, { kind: 'group' | 'pivot' }>;
}
const keysOf = (step: Mixing['step']): readonly Key[] =>
  step.kind === 'group' ? step.by : [...step.rows, step.column];
const ADDS = new Set(['sum', 'exact sum', 'average']);

export const mixings = (shaping: Shaping): Mixing[] =>
  shaping.steps.flatMap((step, at): Mixing[] => {
    if (step.kind !== 'group' && step.kind !== 'pivot') return [];
    const before = { ...shaping, steps: shaping.steps.slice(0, at) };
    const names = shapingColumns(before);
    const measures = step.kind === 'group' ? step.measures : [step.measure];
    const currencies = measures.flatMap((measure) => {
      if (!ADDS.has(measure.of)) return [];
      const own = 'column' in measure && measure.column ? currencyOf(measure.column, names) : undefined;
      return own ?? currencyColumn(names) ?? [];
    });
    const currency = currencies.find((name) => !keysOf(step).some(({ column }) => column === name));
    return currency === undefined ? [] : [{ at, before, currency, step }];
  });

/** The shaping with the currency among the keys of that step. */
export const byCurrency = (shaping: Shaping, { at, currency, step }: Mixing): Shaping => ({
  ...shaping,
  steps: shaping.steps.with(
    at,
    step.kind === 'group'
      ? { ...step, by: [...step.by, { column: currency }] }
      : { ...step, rows: [...step.rows, { column: currency }] },
  ),
});
