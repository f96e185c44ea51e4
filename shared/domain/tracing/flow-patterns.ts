import { counted } from '../counted.ts';

/**
 * What money does in the transfers of one asset: shapes that are worth a look, each with the payments that it is made of. None of them
 * is a proof of anything; payroll is a fan-out, and a shop consolidates.
 */
export interface Payment {
  readonly from: string;
  readonly to: string;
  /** Base units. */
  readonly amount: bigint;
  /** Microseconds since 1970; null where the file does not say. */
  readonly time: number | null;
  readonly transaction: string;
  /** Among those that were given, in their order; what proves a finding. */
  readonly place: number;
}
export interface PatternOptions {
  /** Payments in a row that make a peeling chain; ends that make a fan or a consolidation. */
  readonly links: number;
  readonly ends: number;
  /** Hours within which money that came in is out again, and within which ends of a fan are paid. */
  readonly hours: number;
  /** Per cent of an amount that a peel takes at most; and by which an amount may differ to be the same. */
  readonly peel: number;
  readonly within: number;
  /** Accounts whose money is known to be taken. */
  readonly victims: readonly string[];
}
export const PATTERN_DEFAULTS: PatternOptions = { links: 3, ends: 5, hours: 24, peel: 30, within: 10, victims: [] };

export const FLOW_PATTERNS = {
  peeling: 'Peeling chain',
  consolidation: 'Consolidation',
  'fan-out': 'Fan-out',
  'round-trip': 'Round trip',
  'in-then-out': 'In, then out',
  'common-counterparty': 'Common counterparty of victims',
  'deposit-address': 'Shared deposit address',
  change: 'Change output (hypothesis)',
  cluster: 'Common-input cluster (hypothesis)',
} as const;
export type FlowPattern = keyof typeof FLOW_PATTERNS;

export interface FlowFinding {
  readonly pattern: FlowPattern;
  /** Whom it is about, the first of it in front. */
  readonly accounts: readonly string[];
  readonly amount: bigint;
  readonly facts: string;
  /** 0 to 100 for a hypothesis; null for what is counted from the payments. */
  readonly confidence: number | null;
  readonly places: readonly number[];
}

const HOUR = 3_600_000_000;
const byTime = (a: Payment, b: Payment): number => (a.time ?? -1) - (b.time ?? -1) || a.place - b.place;
const sumOf = (those: readonly Payment[]): bigint => those.reduce((sum, { amount }) => sum + amount, 0n);
const percent = (part: bigint, whole: bigint): number =>
  whole === 0n ? 0 : Number((part * 2000n + whole) / (whole * 2n)) / 10;
const hoursBetween = (a: Payment, b: Payment): number | null =>
  a.time === null || b.time === null ? null : (b.time - a.time) / HOUR;
/** Hours to a tenth; less than two in minutes, and less than two of these in seconds. */
function paced(hours: number | null): string {
  if (hours === null) return 'times unknown';
  const [minutes, seconds] = [hours * 60, hours * 3600];
  if (hours >= 2) return `${Math.round(hours * 10) / 10} h`;
  return minutes >= 2 ? `${Math.round(minutes)} min` : `${Math.round(seconds)} s`;
}

interface Sides {
  readonly out: ReadonlyMap<string, readonly Payment[]>;
  readonly into: ReadonlyMap<string, readonly Payment[]>;
}

/** Payments between accounts, as a chain with balances has them. @param all failed ones and those of nothing left out */
export function accountPatterns(
  all: readonly Payment[],
  options: PatternOptions = PATTERN_DEFAULTS,
): { readonly findings: FlowFinding[]; readonly notes: string[] } {
  const between = all.filter(({ from, to, amount }) => amount > 0n && from !== '' && to !== '');
  const payments = between.filter(({ from, to }) => from !== to).toSorted(byTime);
  const own = between.length - payments.length;
  const sides: Sides = { out: Map.groupBy(payments, ({ from }) => from), into: Map.groupBy(payments, ({ to }) => to) };
  const trips = roundTrips(payments, sides, options);
  const findings = [
    ...peelingChains(payments, sides, options),
    ...consolidations(sides, options),
    ...fanOuts(sides, options),
    ...trips.found,
    ...throughAccounts(sides, options),
    ...commonCounterparties(sides, options),
    ...depositAddresses(sides),
  ];
  return {
    findings,
    notes: [
      ...(trips.whole ? [] : ['Round trips: the search was ended at its limit, there may be more.']),
      ...(own > 0
        ? [
            `${counted(own, 'payment goes', 'payments go')} from an address to itself: no round trip, and in no pattern.`,
          ]
        : []),
    ],
  };
}

/** One in, one large out, and little peeled off before it, again and again. */
function peelingChains(
  payments: readonly Payment[],
  { out, into }: Sides,
  { links, peel }: PatternOptions,
): FlowFinding[] {
  /** Where what a payment brought went on in one piece, with what was peeled off. */
  const next = (payment: Payment): { on: Payment; peels: readonly Payment[] } | null => {
    if ((into.get(payment.to) ?? []).length !== 1) return null;
    const spent = (out.get(payment.to) ?? []).filter((each) => byTime(payment, each) < 0);
    if (spent.length < 2 || spent.length > 3) return null;
    const on = spent.reduce((a, b) => (b.amount > a.amount ? b : a));
    const peels = spent.filter((each) => each !== on);
    const taken = sumOf(peels);
    const small = taken * 100n <= payment.amount * BigInt(peel);
    return small && on.amount + taken <= payment.amount && (on.amount + taken) * 10n >= payment.amount * 9n
      ? { on, peels }
      : null;
  };
  const used = new Set<number>();
  return payments.flatMap((first): FlowFinding[] => {
    if (used.has(first.place)) return [];
    const chain = [first];
    const peels: Payment[] = [];
    const seen = new Set([first.from, first.to]);
    for (let step = next(first); step && !seen.has(step.on.to); step = next(step.on)) {
      chain.push(step.on);
      peels.push(...step.peels);
      seen.add(step.on.to);
    }
    if (chain.length - 1 < links) return [];
    for (const { place } of chain) used.add(place);
    const last = chain.at(-1) as Payment;
    const hours = hoursBetween(first, last);
    const share = percent(sumOf(peels), first.amount);
    return [
      {
        ...{ pattern: 'peeling', accounts: chain.map(({ to }) => to), amount: first.amount, confidence: null },
        facts: `${chain.length - 1} links, ${peels.length} peels of ${share} % in all, ${paced(hours === null ? null : hours / (chain.length - 1))} a link`,
        places: [...chain, ...peels].map(({ place }) => place),
      },
    ];
  });
}

/** Many pay one account, which sends on most of it in one piece. */
const consolidations = ({ out, into }: Sides, { ends, hours }: PatternOptions): FlowFinding[] =>
  [...into].flatMap(([account, came]): FlowFinding[] => {
    const window = busiest(came, hours, ({ from }) => from);
    const senders = new Set(window.map(({ from }) => from));
    const last = window.at(-1);
    if (senders.size < ends || !last) return [];
    const sum = sumOf(window);
    // More than was collected is other money, of which nobody knows that it is this.
    const on = (out.get(account) ?? []).find(
      (each) => byTime(last, each) < 0 && each.amount * 2n >= sum && each.amount <= sum,
    );
    if (!on) return [];
    return [
      {
        ...{ pattern: 'consolidation', accounts: [account, on.to], amount: sum, confidence: null },
        facts: `${senders.size} accounts paid it within ${hours} h; ${percent(on.amount, sum)} % went on in one payment after ${paced(hoursBetween(last, on))}`,
        places: [...window, on].map(({ place }) => place),
      },
    ];
  });

const fanOuts = ({ out }: Sides, { ends, hours }: PatternOptions): FlowFinding[] =>
  [...out].flatMap(([account, went]): FlowFinding[] => {
    const window = busiest(went, hours, ({ to }) => to);
    const receivers = new Set(window.map(({ to }) => to));
    if (receivers.size < ends) return [];
    return [
      {
        ...{ pattern: 'fan-out', accounts: [account, ...receivers], amount: sumOf(window), confidence: null },
        facts: `${receivers.size} accounts were paid within ${hours} h`,
        places: window.map(({ place }) => place),
      },
    ];
  });

/** The payments within so many hours that have most different ends. Payments without a time are taken together. */
function busiest(those: readonly Payment[], hours: number, end: (payment: Payment) => string): readonly Payment[] {
  const counts = new Map<string, number>();
  let [best, from]: [readonly [number, number, number], number] = [[0, 0, 0], 0];
  for (const [at, payment] of those.entries()) {
    counts.set(end(payment), (counts.get(end(payment)) ?? 0) + 1);
    while (from < at) {
      const first = those[from] as Payment;
      const apart = hoursBetween(first, payment);
      if (apart === null || apart <= hours) break;
      const left = (counts.get(end(first)) ?? 1) - 1;
      if (left === 0) counts.delete(end(first));
      else counts.set(end(first), left);
      from++;
    }
    if (counts.size > best[2]) best = [from, at + 1, counts.size];
  }
  return those.slice(best[0], best[1]);
}

const MOST_STEPS = 4;
const MOST_LOOKED_AT = 5_000_000; // payments, however often
/** Money that comes back to where it left, in about the amount in which it did, over at least one account between. */
function roundTrips(
  payments: readonly Payment[],
  { out }: Sides,
  { within }: PatternOptions,
): { readonly found: FlowFinding[]; readonly whole: boolean } {
  let steps = MOST_LOOKED_AT;
  const found: FlowFinding[] = [];
  const used = new Set<number>();
  for (const first of payments) {
    if (used.has(first.place)) continue;
    const alike = ({ amount }: Payment): boolean => {
      const apart = amount > first.amount ? amount - first.amount : first.amount - amount;
      return apart * 100n <= first.amount * BigInt(within);
    };
    const walk = (path: readonly Payment[]): readonly Payment[] | null => {
      const last = path.at(-1) as Payment;
      if (last.to === first.from) return path;
      if (path.length >= MOST_STEPS) return null;
      for (const next of out.get(last.to) ?? []) {
        if (steps-- <= 0) return null;
        if (
          byTime(last, next) >= 0 ||
          !alike(next) ||
          path.some(({ from }) => from === next.to && next.to !== first.from)
        )
          continue;
        const whole = walk([...path, next]);
        if (whole) return whole;
      }
      return null;
    };
    const path = walk([first]);
    if (!path) continue;
    for (const { place } of path) used.add(place);
    const last = path.at(-1) as Payment;
    found.push({
      ...{ pattern: 'round-trip', accounts: path.map(({ from }) => from), amount: first.amount, confidence: null },
      facts: `back after ${path.length} payments and ${paced(hoursBetween(first, last))}, with ${percent(last.amount, first.amount)} % of the amount`,
      places: path.map(({ place }) => place),
    });
  }
  return { found, whole: steps > 0 };
}

/** Accounts that send on nearly all that they receive, soon. */
const throughAccounts = ({ out, into }: Sides, { hours, within }: PatternOptions): FlowFinding[] =>
  [...into].flatMap(([account, came]): FlowFinding[] => {
    const went = out.get(account) ?? [];
    const [received, sent] = [sumOf(came), sumOf(went)];
    if (went.length === 0 || sent > received || (received - sent) * 100n > received * BigInt(within)) return [];
    const waits = came.map((each) => {
      const next = went.find((one) => byTime(each, one) < 0);
      return next ? hoursBetween(each, next) : null;
    });
    const known = waits.flatMap((wait) => (wait !== null && wait <= hours ? [wait] : []));
    if (known.length < waits.length) return [];
    return [
      {
        ...{ pattern: 'in-then-out', accounts: [account], amount: received, confidence: null },
        facts: `${percent(sent, received)} % of ${came.length === 1 ? 'one payment' : `${came.length} payments`} went on; the longest wait was ${paced(Math.max(...known))}`,
        places: [...came, ...went].map(({ place }) => place),
      },
    ];
  });

/** Whom several victims paid. */
function commonCounterparties({ into }: Sides, { victims }: PatternOptions): FlowFinding[] {
  const known = new Set(victims);
  return [...into].flatMap(([account, came]): FlowFinding[] => {
    const theirs = came.filter(({ from }) => known.has(from));
    const payers = new Set(theirs.map(({ from }) => from));
    if (payers.size < 2) return [];
    return [
      {
        ...{ pattern: 'common-counterparty', accounts: [account, ...payers], amount: sumOf(theirs), confidence: null },
        facts: `${payers.size} of ${known.size} victims paid it`,
        places: theirs.map(({ place }) => place),
      },
    ];
  });
}

/** An account that several pay and that sends only to one: services forward deposits so. */
const depositAddresses = ({ out, into }: Sides): FlowFinding[] =>
  [...into].flatMap(([account, all]): FlowFinding[] => {
    const went = out.get(account) ?? [];
    const receivers = new Set(went.map(({ to }) => to));
    const [service = ''] = receivers;
    // What the service itself pays, to cover a fee or to give back, is no deposit.
    const came = all.filter(({ from }) => from !== service);
    const payers = new Set(came.map(({ from }) => from));
    if (receivers.size !== 1 || went.length < 2 || payers.size < 2) return [];
    // The one that all is sent to is itself paid by others: it collects.
    if (new Set((into.get(service) ?? []).map(({ from }) => from)).size < 2) return [];
    return [
      {
        ...{ pattern: 'deposit-address', accounts: [account, service, ...payers], amount: sumOf(came) },
        facts: `${payers.size} accounts paid it, and all it sent, in ${went.length} payments, went to one that others pay too`,
        confidence: 40,
        places: [...came, ...went].map(({ place }) => place),
      },
    ];
  });
