import { counted } from '../counted.ts';
import { delimitedRows, delimiterOf } from '../delimited.ts';

/** What one of an asset cost, as a file says it. */
export interface Price {
  /** In capitals; a symbol, or the address of a contract. */
  readonly asset: string;
  readonly currency: string;
  /** In plain digits. */
  readonly price: string;
  /** From when it holds, in milliseconds since 1970: a day that names no time from its beginning in UTC. */
  readonly from: number;
  /** As it is written. */
  readonly date: string;
  readonly source: string;
  /** From 1. */
  readonly line: number;
}
export interface PriceList {
  readonly prices: readonly Price[];
  readonly left: readonly { readonly line: number; readonly why: string }[];
}
const DAY = 86_400_000;
const PRICE = /^\d{1,30}(?:\.\d{1,40})?$/;
const MOMENT = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?) ?(Z|UTC|[+-]\d\d:?\d\d))?$/;

/** A table with the columns date, asset, currency and price, and source where it has one. @returns null for any other text */
export function readPriceList(text: string): PriceList | null {
  const rows = [...delimitedRows(text.replace(/^\uFEFF/, ''), delimiterOf(text))];
  const head = rows[0]?.cells.map((cell) => cell.trim().toLowerCase()) ?? [];
  const at = (pattern: RegExp): number => head.findIndex((cell) => pattern.test(cell));
  const places = {
    date: at(/^(?:date|day|time|timestamp|at)$/),
    asset: at(/^(?:asset|symbol|coin|token)$/),
    currency: at(/^(?:currency|quote|quote currency|fiat)$/),
    price: at(/^(?:price|close|rate)$/),
  };
  if (Object.values(places).some((place) => place < 0)) return null;
  const source = at(/^source$/);
  const left: { line: number; why: string }[] = [];
  const prices = rows.slice(1).flatMap(({ cells, line, broken }): Price[] => {
    const cell = (place: number): string => (place < 0 ? '' : (cells[place] ?? '').trim());
    const [date, asset, price] = [cell(places.date), cell(places.asset), cell(places.price)];
    const from = momentOf(date);
    const currency = cell(places.currency).toUpperCase();
    const why = broken
      ? 'a quote in it is never closed'
      : asset === '' || currency === ''
        ? 'it names no asset or no currency'
        : !PRICE.test(price)
          ? `its price, "${price}", is no number in plain digits`
          : from === null
            ? `its date, "${date}", is neither a day such as 2026-03-01 nor a time with its offset`
            : null;
    if (why !== null || from === null) {
      left.push({ line, why: why ?? '' });
      return [];
    }
    return [{ asset: asset.toUpperCase(), currency, price, from, date, source: cell(source), line }];
  });
  return { prices, left };
}

function momentOf(text: string): number | null {
  const [, day, clock, offset = 'Z'] = MOMENT.exec(text) ?? [];
  if (day === undefined) return null;
  const zone = offset === 'UTC' ? 'Z' : offset.replace(/^([+-]\d\d)(\d\d)$/, '$1:$2');
  const at = Date.parse(clock === undefined ? `${day}T00:00:00Z` : `${day}T${clock}${zone}`);
  const real = clock !== undefined || (!Number.isNaN(at) && new Date(at).toISOString().startsWith(day));
  return Number.isNaN(at) || !real ? null : at;
}

export interface Rule {
  readonly symbol: string;
  readonly contract: string;
  readonly currency: string;
  /** Before that of the payment. */
  readonly days: number;
}
/** Prices of one asset in one currency. `differing` counts moments for which two prices are given: the first file, and line, counts. */
export function priceBook(
  lists: readonly { readonly list: string; readonly prices: readonly Price[] }[],
  { symbol, contract, currency, days }: Rule,
) {
  const named = new Set([symbol, contract].filter((each) => each !== '').map((each) => each.toUpperCase()));
  const held = new Map<number, Price & { readonly list: string }>();
  const differing = new Set<number>();
  for (const { list, prices } of lists)
    for (const price of prices) {
      if (price.currency !== currency || !named.has(price.asset)) continue;
      const before = held.get(price.from);
      if (!before) held.set(price.from, { ...price, list });
      else if (plain(before.price) !== plain(price.price)) differing.add(price.from);
    }
  const moments = [...held.keys()].sort((a, b) => a - b);
  return {
    count: moments.length,
    differing: differing.size,
    /** The price of a payment; null where the rule gives none. @param at milliseconds since 1970 */
    at: (at: number) => {
      let [low, high] = [0, moments.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((moments[middle] as number) <= at) low = middle + 1;
        else high = middle;
      }
      const last = moments[low - 1];
      const earliest = Math.floor(at / DAY) * DAY - days * DAY;
      return last === undefined || last < earliest ? null : (held.get(last) ?? null);
    },
  };
}
/** Without zeros that change nothing. */
const plain = (text: string): string =>
  (text.includes('.') ? text.replace(/\.?0+$/, '') : text).replace(/^0+(?=\d)/, '');

/** An exact value: `units` tenths to the power of `scale`. */
export interface Value {
  readonly units: bigint;
  readonly scale: number;
}
export const pricedAt = (units: bigint, places: number, price: string): Value => {
  const [whole = '', rest = ''] = price.split('.');
  return { units: units * BigInt(whole + rest), scale: places + rest.length };
};
export const valueSum = (one: Value, other: Value): Value => {
  const scale = Math.max(one.scale, other.scale);
  const level = ({ units, scale: own }: Value): bigint => units * 10n ** BigInt(scale - own);
  return { units: level(one) + level(other), scale };
};
/** To hundredths, half of one up. */
export function roundedText({ units, scale }: Value): string {
  const cents =
    scale <= 2
      ? units * 10n ** BigInt(2 - scale)
      : (units * 2n + 10n ** BigInt(scale - 2)) / (2n * 10n ** BigInt(scale - 2));
  const digits = String(cents).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
export function exactValueText({ units, scale }: Value): string {
  const digits = String(units).padStart(scale + 1, '0');
  return scale === 0 ? digits : plain(`${digits.slice(0, -scale)}.${digits.slice(-scale)}`);
}

/** By what a payment is valued, in a sentence. */
export const priceRule = ({ symbol, currency, days }: Rule, lists: readonly string[]): string =>
  `Values are in ${currency}, at the prices of ${lists.join(', ')}: each payment at the latest price of ${symbol || 'the asset'} that is not later than the payment and is of its day in UTC${days === 0 ? '' : ` or of the ${counted(days, 'day')} before`}; a price that names a day alone holds from the beginning of that day. Amount times price is exact, and shown rounded to 0.01. A payment without a price has no value, which is not 0.`;

/** What payments are worth by the units of each: exact, with how many of them have no price. */
export function valueOfPayments(
  payments: readonly { readonly units: bigint; readonly priced: { readonly price: string } | null }[],
  places: number,
): { readonly value: Value | null; readonly without: number } {
  let value: Value | null = null;
  let without = 0;
  for (const { units, priced } of payments) {
    if (priced === null) without++;
    else {
      const own = pricedAt(units, places, priced.price);
      value = value === null ? own : valueSum(value, own);
    }
  }
  return { value, without };
}

/** "1210.50 USD", or that there is no price; of some without one, that it is of the others. */
export const valueWords = (
  { value, without }: { readonly value: Value | null; readonly without: number },
  currency: string,
): string =>
  value === null
    ? 'no price'
    : `${roundedText(value)} ${currency}${without === 0 ? '' : ` and ${counted(without, 'payment')} without a price`}`;
