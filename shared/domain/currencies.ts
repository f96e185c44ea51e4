import { type Key, type Shaping, type Step, shapingColumns } from './shaping.ts';

const HEADER = /^(?:iso[ _-]?)?(?:currency|ccy|curr|w(?:ae|ä)hrung|devise|moneda|valuta)(?:[ _-]?(?:code|iso|id))?$/;
/** Also where it is named after its amounts: amount_currency, paymentCurrency. */
const ENDS = /[ _-]currency(?:[ _-]?code)?$/;

/** The column that names the currency of the amounts beside it; the first where there are several. */
export const currencyColumn = (names: readonly string[]): string | undefined =>
  names.find((name) => {
    const plain = name
      .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1_$2')
      .toLowerCase()
      .trim();
    return HEADER.test(plain) || ENDS.test(plain);
  });

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
    const currency = currencyColumn(shapingColumns(before));
    const measures = step.kind === 'group' ? step.measures : [step.measure];
    if (currency === undefined || !measures.some(({ of }) => ADDS.has(of))) return [];
    return keysOf(step).some(({ column }) => column === currency) ? [] : [{ at, before, currency, step }];
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
