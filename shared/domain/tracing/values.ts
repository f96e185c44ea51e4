import type { Trace } from '../../contract/traces.ts';
import { counted } from '../counted.ts';
import type { Method } from './methods.ts';
import { pricedAt, roundedText, type Value, valueSum } from './prices.ts';
import { unitsText } from './words.ts';

/** What payments carry by one method, in the currency of the prices; those without a price are beside it, and never 0. */
export interface Worth {
  /** Null where no payment that carries anything has a price. */
  readonly value: Value | null;
  readonly payments: number;
  readonly without: number;
  /** Base units carried by payments without a price. */
  readonly unpriced: bigint;
}
type Payments = readonly Pick<Trace['transfers'][number], 'carried' | 'priced'>[];

export function worthOf(payments: Payments, method: Method, places: number): Worth {
  let [value, carrying, without, unpriced]: [Value | null, number, number, bigint] = [null, 0, 0, 0n];
  for (const { carried, priced } of payments) {
    const units = BigInt(carried.by[method] ?? '0');
    if (units === 0n) continue;
    carrying++;
    if (priced === null) {
      without++;
      unpriced += units;
    } else {
      const own = pricedAt(units, places, priced.price);
      value = value === null ? own : valueSum(value, own);
    }
  }
  return { value, payments: carrying, without, unpriced };
}

/** A row of a table of values: by each method, and what has no price. */
export interface ValueRow {
  readonly hop: number;
  /** '' in a table by hop. */
  readonly account: string;
  readonly values: readonly string[];
  readonly without: string;
}
export interface ValueTables {
  readonly methods: readonly Method[];
  readonly accounts: readonly ValueRow[];
  readonly hops: readonly ValueRow[];
  readonly notes: readonly string[];
}

/**
 * The traced part of payments at their prices, added up by the account that each reached and by hop. @returns null for a trace
 * without prices
 */
export function valueTables(trace: Trace): ValueTables | null {
  const { prices, methods, transfers, accounts, asset, spec, allTransfers } = trace;
  if (prices === null) return null;
  const row = (hop: number, account: string, those: Payments): ValueRow => {
    const all = methods.map((method) => ({ method, worth: worthOf(those, method, asset.places) }));
    return {
      ...{ hop, account },
      values: all.map(({ worth }) => valueText(worth)),
      without: withoutText(
        all.filter(({ method }) => method !== 'poison').map(({ worth }) => worth),
        (units) => `${unitsText(String(units), asset.places)} ${asset.symbol}`.trim(),
      ),
    };
  };
  const reached = Map.groupBy(transfers, ({ from, to }) => (spec.direction === 'backwards' ? from : to));
  const levels = new Map(accounts.map(({ account, level }) => [account, level]));
  const byHop = [...Map.groupBy(transfers, ({ hop }) => hop)].sort(([a], [b]) => a - b);
  return {
    methods,
    accounts: [...reached]
      .map(([account, those]) => row(levels.get(account) ?? those[0]?.hop ?? 0, account || 'outside the files', those))
      .sort((a, b) => a.hop - b.hop),
    hops: byHop.map(([hop, those]) => row(hop, '', those)),
    notes: [
      'The value of an account is that of the traced part of each payment to it, and of a hop that of its payments, each at the price of its own moment. What is left in an account is not valued: the rule prices payments alone.',
      'Hops are not added up: the same money is in each.',
      ...(transfers.length < allTransfers
        ? [
            `Values cover the ${counted(transfers.length, 'payment')} that the trace lists, of ${allTransfers.toLocaleString('en-US')} reached.`,
          ]
        : []),
    ],
  };
}

/** "3000.15"; "at least 3000.15" where other payments have no price; "0" where the method carries nothing; "no price" where it does and no payment has a price. */
const valueText = ({ value, payments, without }: Worth): string =>
  value !== null ? `${without > 0 ? 'at least ' : ''}${roundedText(value)}` : payments === 0 ? '0' : 'no price';

function withoutText(all: readonly Worth[], amount: (units: bigint) => string): string {
  const most = all.reduce((a, b) => (b.without > a.without ? b : a));
  if (most.without === 0) return '';
  const sums = all.map(({ unpriced }) => unpriced).sort((a, b) => (a < b ? -1 : 1));
  const [least, highest] = [sums[0] as bigint, sums.at(-1) as bigint];
  return `${counted(most.without, 'payment')}: ${least === highest ? amount(least) : `${amount(least)} to ${amount(highest)}`}`;
}
