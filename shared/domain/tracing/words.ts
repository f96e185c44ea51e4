import { counted } from '../counted.ts';
import { METHODS, type Method } from './methods.ts';
import type { TransferMapping } from './transfer-mapping.ts';

/** What the words of a method rest on: its parameters and what was counted, nothing of what it found. */
export interface Told {
  readonly spec: {
    readonly model: 'accounts' | 'coins';
    readonly direction: 'forwards' | 'backwards';
    readonly hops: number;
    readonly least: string;
    readonly sources: readonly { account: string; transaction: string; since: string | null; amount: string | null }[];
    readonly stops: readonly { readonly reason: string }[];
    readonly stopAt: readonly string[];
  };
  readonly asset: {
    readonly symbol: string;
    readonly chain: string;
    readonly contract: string;
    readonly places: number;
  };
  readonly methods: readonly Method[];
  readonly transfersRead: number;
  readonly inputs: readonly { readonly exhibit: string }[];
}

/** Units as the asset is written, with all its places but for zeros at the end: 1200000 of 6 places is 1.2. */
export function unitsText(units: string, places: number): string {
  if (places === 0) return units;
  const digits = units.padStart(places + 1, '0');
  const rest = digits.slice(-places).replace(/0+$/, '');
  return rest === '' ? digits.slice(0, -places) : `${digits.slice(0, -places)}.${rest}`;
}

/** Amount in base units. @returns null where it has more places than the asset */
export function textUnits(text: string, places: number): bigint | null {
  const [whole = '', rest = ''] = text.split('.');
  const kept = rest.replace(/0+$/, '');
  return kept.length > places ? null : BigInt(whole + kept.padEnd(places, '0'));
}

/** The method in sentences, so that another can repeat it: written from the parameters alone. */
export function methodWords({ spec, asset, methods, transfersRead, inputs }: Told): string[] {
  const { model, direction, hops, least, sources, stops, stopAt } = spec;
  const what = `${asset.symbol === '' ? 'an asset that the files do not name' : asset.symbol}${asset.contract === '' ? '' : ` (contract ${asset.contract})`}${asset.chain === '' ? '' : ` on ${asset.chain}`}`;
  const files = [...new Set(inputs.map(({ exhibit }) => exhibit))];
  const begins = sources.map(({ account, transaction, since, amount }) => {
    const of =
      transaction === ''
        ? `what ${direction === 'forwards' ? 'leaves' : 'comes into'} ${account}`
        : `transaction ${transaction}${account === '' ? '' : ` of ${account}`}`;
    return `${amount === null ? 'all of ' : `the first ${amount} of `}${of}${since === null ? '' : ` ${direction === 'forwards' ? 'from' : 'until'} ${since}`}`;
  });
  const reasons = [...new Set(stops.map(({ reason }) => reason))].sort();
  return [
    `${counted(transfersRead, 'transfer')} of ${what} in ${files.join(', ')} ${transfersRead === 1 ? 'was' : 'were'} put in order and followed ${direction}, over at most ${counted(hops, 'payment')} in a row.`,
    `Traced is ${begins.join('; and ')}.`,
    model === 'accounts'
      ? 'Each account is a balance: a payment is taken from it before its fee. What comes back to a source stays there.'
      : 'Each output is a coin: a transaction takes in coins whole and pays its outputs in their order, and the fee last.',
    ...methods.map((method) => `${capital(METHODS[method].name)}: ${METHODS[method].rule}`),
    `Amounts are whole base units of ${asset.places === 0 ? 'the asset' : `10^-${asset.places}`}. A share is rounded down to a unit; the remainder ${model === 'accounts' ? 'stays in the balance, and where a payment empties that, goes to the fee, or without a fee to the payment' : 'goes to the fee, and what is more than the fee to the last outputs'}.`,
    `The trace stops ${[
      `after ${counted(hops, 'payment')}`,
      ...(textUnits(least, 40) === 0n ? [] : [`at payments of less than ${least}`]),
      ...(stops.length > 0 ? [`at ${counted(stops.length, 'account')} marked as ${reasons.join(', ')}`] : []),
      ...(stopAt.length > 0 ? [`at accounts that a list labels as ${[...stopAt].sort().join(', ')}`] : []),
      'and where the files end',
    ].join(', ')}.`,
    'Per hop, what came in must be what went on, was paid as fees and is left, each counted from its own state; this was checked for all money, and for traced money by every method but poison, which may claim more.',
  ];
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** What is to be known before a trace is relied on. */
export function limitWords({
  methods,
  assumed,
  unknownOpenings,
  short,
  matched,
  listed,
  allTransfers,
  withoutTime,
  dayOnly,
  withoutZone,
  zoned,
  priced,
  negative,
  failed,
  spec,
}: Pick<Told, 'methods' | 'spec'> & {
  readonly assumed: number;
  readonly unknownOpenings: number;
  readonly short: number;
  readonly matched: number;
  readonly listed: number;
  readonly allTransfers: number;
  readonly withoutTime: number;
  readonly dayOnly: number;
  readonly withoutZone: number;
  readonly zoned: number;
  readonly priced: boolean;
  readonly negative: number;
  readonly failed: number;
}): string[] {
  return [
    'No method is the standard: courts have taken different ones, and they give different amounts. The band from the least to the most is what all of them but poison allow.',
    ...methods.map((method) => METHODS[method].limit),
    ...(spec.model === 'accounts'
      ? ['Taint in, highest out is not computed: it is for chains of coins alone.']
      : ['The lowest intermediate balance is not computed: coins have no balance.']),
    ...(spec.direction === 'backwards'
      ? ['Backwards, the lowest intermediate balance and taint in, highest out are not defined.']
      : []),
    ...(withoutTime > 0
      ? [
          `${counted(withoutTime, 'transfer has', 'transfers have')} no time and ${withoutTime === 1 ? 'is' : 'are'} taken as the earliest.`,
        ]
      : []),
    ...(dayOnly > 0
      ? [
          `${counted(dayOnly, 'transfer tells', 'transfers tell')} the day and no moment in it, and ${dayOnly === 1 ? 'is' : 'are'} taken at its beginning: the order within that day is not known.`,
        ]
      : []),
    ...(withoutZone > 0
      ? [
          `${counted(withoutZone, 'transfer has', 'transfers have')} a time without a zone, taken as UTC.${zoned > 0 ? ` ${counted(zoned, 'other names', 'others name')} a zone: the order among them is assumed, and a payment that seems to come before the money may come after it. Answer the zone in Data.` : ''}${priced ? ' The day of their price was chosen as if in UTC.' : ''}`,
        ]
      : []),
    ...(failed > 0
      ? [
          `${failed.toLocaleString('en-US')} of the transfers ${failed === 1 ? 'is' : 'are'} failed or pending by ${failed === 1 ? 'its' : 'their'} status and moved nothing; a fee that the file tells is counted.`,
        ]
      : []),
    ...(negative > 0
      ? [
          `${counted(negative, 'amount has', 'amounts have')} a minus sign. Where the file names sender and receiver, these give the direction and the sign does not turn it; in a column of what comes in or goes out it is a reversal, and turns it. The amount is taken without it.`,
        ]
      : []),
    ...(assumed > 0
      ? [
          `Order assumed: the files do not tell the order of ${counted(assumed, 'transfer')} at the same time. An account is taken to pay after it received, and one nearer to the source first.`,
        ]
      : []),
    ...(unknownOpenings > 0
      ? [
          `${counted(unknownOpenings, 'account')} paid more than the files show that they had. What they held before is unknown: it was taken once for other money, and once left out; the band covers both.`,
        ]
      : []),
    ...(short > 0
      ? [`${counted(short, 'transaction')} pay out more than their known inputs: inputs are missing in the files.`]
      : []),
    ...(matched > 0
      ? [
          `${counted(matched, 'input')} could spend any of several outputs of the same address and amount; the earliest was taken.`,
        ]
      : []),
    ...(listed < allTransfers
      ? [
          `Listed are the ${counted(listed, 'transfer')} nearest to the source, the largest first; ${allTransfers.toLocaleString('en-US')} were reached, and the tables count them all.`,
        ]
      : []),
    'The files hold what was exported: payments that they lack are not followed.',
  ];
}

/** What a saved trace was read by that is read otherwise now, in a sentence; null where nothing is. */
export function staleWords({
  rules,
  inputs,
}: {
  readonly rules: number;
  readonly inputs: readonly {
    readonly exhibit: string;
    readonly mapping: Pick<TransferMapping, 'columns'>;
  }[];
}): string | null {
  const turned = inputs.filter(({ mapping: { columns } }) => columns.from && columns.to);
  const split = inputs.filter(
    ({ mapping: { columns } }) => (columns.amountIn || columns.amountOut) && !(columns.from && columns.to),
  );
  if (rules === 2 && split.length > 0)
    return `Saved by an earlier version, which took a minus sign in a column of what comes in or goes out for nothing (${split.map(({ exhibit }) => exhibit).join(', ')}). Where amounts have one, directions are wrong here: run it again and compare.`;
  if (rules >= 2 || turned.length === 0) return null;
  return `Saved by an earlier version, which took a minus sign of an amount for a payment in the other direction, even where the file names sender and receiver (${turned.map(({ exhibit }) => exhibit).join(', ')}). Where amounts have one, directions are wrong here: run it again and compare.`;
}
