import type { Method } from '../../../../shared/domain/tracing/methods.ts';
import { addAmount, amountAt, makeAmounts, setAmount } from './amounts.ts';
import { type CoinChain, sumOf } from './coins.ts';
import { lotsOf, putLots, takeFirst, takeLast, tracedIn } from './lots.ts';
import type { Limits } from './movements.ts';
import { type Outcome, type PerMethod, perMethod, ROOM } from './outcome.ts';

export const COIN_METHODS = ['poison', 'haircut', 'fifo', 'lifo', 'tiho'] as const satisfies Method[];
type CoinMethod = (typeof COIN_METHODS)[number];

/** The money to be traced: coins that an account spends, one output, or, backwards, one input. */
export interface CoinSource {
  readonly kind: 'account' | 'output' | 'input';
  readonly at: number;
  /** The first transaction that counts, for an account. */
  readonly since: number;
  /** The first units of it, in base units; null for all of it. */
  readonly amount: bigint | null;
}

/** A coin, or what a transaction takes in. */
interface Coin {
  readonly poison: bigint;
  readonly haircut: bigint;
  readonly tiho: bigint;
  readonly fifo: readonly bigint[];
  readonly lifo: readonly bigint[];
}

export interface CoinOptions extends Limits {
  readonly sources: readonly CoinSource[];
  readonly heard?: (done: number) => void;
}

const EVERY = 1 << 14;

const newCoin = (traced: bigint, sum: bigint): Coin => {
  const lots = traced < sum ? [traced, traced - sum] : [traced];
  return { poison: traced, haircut: traced, tiho: traced, fifo: lots, lifo: lots };
};
const tracedOf = ({ poison, haircut, tiho, fifo, lifo }: Coin): Record<CoinMethod, bigint> => ({
  ...{ poison, haircut, tiho },
  ...{ fifo: tracedIn(fifo), lifo: tracedIn(lifo) },
});

/**
 * Follows money through transactions with several inputs and outputs, by every method at once. Outputs are paid in their order
 * and the fee last. A share is rounded down to a whole unit; the remainder goes to the fee, and what is more than the fee to the
 * last outputs. What a transaction pays out beyond its known inputs is taken for other money that came in last.
 */
export function traceCoins(chain: CoinChain, options: CoinOptions): Outcome & { readonly short: number } {
  const { transactions, accounts, inputStart, inputCoin, inputAccount, inputAmount } = chain;
  const { outputStart, outputAccount, outputAmount } = chain;
  const { sources, hops: most, least, stops, heard = () => {} } = options;
  const place = new Int32Array(accounts).fill(-1);
  const [reached, level, found, hops]: number[][] = [[], [], [], []];
  const [received, passedOn, fees, left, carried] = [perMethod(), perMethod(), perMethod(), perMethod(), perMethod()];
  const coins = new Map<number, Coin & { readonly level: number; readonly account: number }>();
  let short = 0;

  const placeOf = (account: number, hop: number): number => {
    let at = place[account] as number;
    if (at < 0) {
      at = (reached as number[]).push(account) - 1;
      level?.push(hop);
      place[account] = at;
    } else if (hop < (level?.[at] as number)) (level as number[])[at] = hop;
    return at;
  };
  const add = (into: PerMethod, at: number, traced: Record<CoinMethod, bigint>): void => {
    for (const method of COIN_METHODS) addAmount(into[method], at, traced[method]);
  };
  const ofAccount = new Map<number, { since: number; rest: bigint | null }[]>();
  const ofOutput = new Map<number, bigint | null>();
  const ofInput = new Map<number, bigint | null>();
  for (const { kind, at, since, amount } of sources)
    if (kind === 'account') {
      ofAccount.set(at, [...(ofAccount.get(at) ?? []), { since, rest: amount }]);
      placeOf(at, 0);
    } else (kind === 'output' ? ofOutput : ofInput).set(at, amount);

  /** How much of an input is money to be traced, as it or its account is a source. */
  const begun = (input: number, transaction: number, sum: bigint): bigint => {
    const chosen = ofInput.get(input);
    if (chosen !== undefined) return chosen === null || chosen > sum ? sum : chosen;
    let traced = 0n;
    for (const source of ofAccount.get(inputAccount[input] as number) ?? []) {
      if (transaction < source.since) continue;
      const part: bigint = source.rest === null || source.rest > sum - traced ? sum - traced : source.rest;
      if (source.rest !== null) source.rest -= part;
      traced += part;
    }
    return traced;
  };
  const keep = (coin: Coin, output: number, hop: number): void => {
    const account = outputAccount[output] as number;
    const own = placeOf(account, hop);
    add(received, own, tracedOf(coin));
    const followed = hop < most && amountAt(outputAmount, output) >= least && !stops.has(account);
    if (followed) coins.set(output, { ...coin, level: hop, account });
    else add(left, own, tracedOf(coin));
  };

  for (let at = 0; at < transactions; at++) {
    if (at % EVERY === 0) heard(at);
    const [firstIn, endIn] = [inputStart[at] as number, inputStart[at + 1] as number];
    const [firstOut, endOut] = [outputStart[at] as number, outputStart[at + 1] as number];
    const taken: { readonly coin: Coin; readonly own: number }[] = [];
    const [fifo, lifo] = [lotsOf(), lotsOf()];
    let [haircut, tiho] = [0n, 0n];
    let hop = Number.POSITIVE_INFINITY;
    for (let input = firstIn; input < endIn; input++) {
      const sum = amountAt(inputAmount, input);
      const spent = inputCoin[input] as number;
      const known = coins.get(spent);
      let coin: Coin | undefined = known;
      if (known) {
        coins.delete(spent);
        hop = Math.min(hop, known.level);
        taken.push({ coin: known, own: place[known.account] as number });
      } else {
        const traced = begun(input, at, sum);
        if (traced > 0n) {
          coin = newCoin(traced, sum);
          hop = 0;
          const own = placeOf(inputAccount[input] as number, 0);
          add(received, own, tracedOf(coin));
          taken.push({ coin, own });
        }
      }
      putLots(fifo, coin?.fifo ?? [-sum]);
      putLots(lifo, coin?.lifo ?? [-sum]);
      haircut += coin?.haircut ?? 0n;
      tiho += coin?.tiho ?? 0n;
    }
    const outputs = endOut - firstOut;
    if (taken.length === 0 && ofOutput.size === 0) continue;
    if (taken.length > 0) {
      const sums = Array.from({ length: outputs }, (_, nth) => amountAt(outputAmount, firstOut + nth));
      const all = sumOf(inputAmount, firstIn, endIn);
      const out = sums.reduce((sum, each) => sum + each, 0n);
      const fee = all > out ? all - out : 0n;
      if (all < out) short++;
      const shares = proRata(haircut, all > out ? all : out, sums, fee);
      const highest = toHighest(tiho, sums);
      const first = sums.map((sum) => takeFirst(fifo, sum));
      const last = sums.map((sum) => takeLast(lifo, sum));
      const paid: Record<CoinMethod, bigint> = {
        poison: fee,
        haircut: haircut - total(shares),
        tiho: tiho - total(highest),
        fifo: tracedIn(takeFirst(fifo, fee)),
        lifo: tracedIn(takeLast(lifo, fee)),
      };
      spendFrom(taken, paid, (own, passed, cost) => {
        add(passedOn, own, passed);
        add(fees, own, cost);
      });
      for (const [nth, sum] of sums.entries()) {
        if (sum === 0n) continue;
        const coin: Coin = {
          ...{ poison: sum, haircut: shares[nth] ?? 0n, tiho: highest[nth] ?? 0n },
          ...{ fifo: first[nth] ?? [], lifo: last[nth] ?? [] },
        };
        add(carried, (found as number[]).push(firstOut + nth) - 1, tracedOf(coin));
        hops?.push(hop + 1);
        keep(coin, firstOut + nth, hop + 1);
      }
    }
    for (let output = firstOut; output < endOut && ofOutput.size > 0; output++) {
      const chosen = ofOutput.get(output);
      if (chosen === undefined || coins.has(output)) continue;
      const sum = amountAt(outputAmount, output);
      keep(newCoin(chosen === null || chosen > sum ? sum : chosen, sum), output, 0);
    }
  }
  heard(transactions);
  for (const coin of coins.values()) add(left, place[coin.account] as number, tracedOf(coin));
  const opening = new Array<bigint>(accounts).fill(0n);
  return {
    ...{ methods: COIN_METHODS, movements: found ?? [], hops: hops ?? [], carried },
    ...{ reached: reached ?? [], level: level ?? [], received, passedOn, fees, left, short, opening },
    value: allMoney(chain, place),
  };
}

const total = (values: readonly bigint[]): bigint => values.reduce((sum, each) => sum + each, 0n);

function proRata(traced: bigint, all: bigint, sums: readonly bigint[], fee: bigint): bigint[] {
  if (traced === 0n) return sums.map(() => 0n);
  const shares = sums.map((sum) => (sum * traced) / all);
  let rest = traced - total(shares) - fee;
  for (let nth = sums.length - 1; nth >= 0 && rest > 0n; nth--) {
    const room = (sums[nth] as bigint) - (shares[nth] as bigint);
    const more = room < rest ? room : rest;
    shares[nth] = (shares[nth] as bigint) + more;
    rest -= more;
  }
  return shares;
}

function toHighest(traced: bigint, sums: readonly bigint[]): bigint[] {
  const order = [...sums.keys()].sort((a, b) => {
    const [one, other] = [sums[a] as bigint, sums[b] as bigint];
    return one === other ? a - b : one > other ? -1 : 1;
  });
  const given = sums.map(() => 0n);
  let rest = traced;
  for (const nth of order) {
    const part = rest < (sums[nth] as bigint) ? rest : (sums[nth] as bigint);
    given[nth] = part;
    rest -= part;
  }
  return given;
}

/** The traced part of a fee is that of the last inputs, as the fee is what is paid last. */
function spendFrom(
  taken: readonly { readonly coin: Coin; readonly own: number }[],
  fee: Record<CoinMethod, bigint>,
  tell: (own: number, passed: Record<CoinMethod, bigint>, cost: Record<CoinMethod, bigint>) => void,
): void {
  const rest = { ...fee };
  for (const { coin, own } of taken.toReversed()) {
    const passed = tracedOf(coin);
    const cost = { ...passed };
    for (const method of COIN_METHODS) {
      cost[method] = rest[method] < passed[method] ? rest[method] : passed[method];
      rest[method] -= cost[method];
      passed[method] -= cost[method];
    }
    tell(own, passed, cost);
  }
}

/** All money in and out of the accounts that were reached; what they spend of coins that the file does not have was theirs before. */
function allMoney(chain: CoinChain, place: Int32Array): Outcome['value'] {
  const made = () => makeAmounts(ROOM);
  const value = { opening: made(), received: made(), paid: made(), fees: made(), left: made() };
  const { transactions, inputStart, inputCoin, inputAccount, inputAmount, outputStart, outputAccount, outputAmount } =
    chain;
  const unspent = new Map<number, bigint>();
  for (let at = 0; at < transactions; at++) {
    const [firstIn, endIn] = [inputStart[at] as number, inputStart[at + 1] as number];
    const [firstOut, endOut] = [outputStart[at] as number, outputStart[at + 1] as number];
    let fee = sumOf(inputAmount, firstIn, endIn) - sumOf(outputAmount, firstOut, endOut);
    for (let input = endIn - 1; input >= firstIn; input--) {
      const sum = amountAt(inputAmount, input);
      const cost = fee <= 0n ? 0n : fee < sum ? fee : sum;
      fee -= cost;
      const account = inputAccount[input] as number;
      const own = account < 0 ? -1 : (place[account] as number);
      if (own < 0) continue;
      addAmount(value.paid, own, sum - cost);
      addAmount(value.fees, own, cost);
      if ((inputCoin[input] as number) < 0) addAmount(value.opening, own, sum);
      else unspent.set(own, (unspent.get(own) ?? 0n) - sum);
    }
    for (let output = firstOut; output < endOut; output++) {
      const own = place[outputAccount[output] as number] as number;
      if (own < 0) continue;
      const sum = amountAt(outputAmount, output);
      addAmount(value.received, own, sum);
      unspent.set(own, (unspent.get(own) ?? 0n) + sum);
    }
  }
  for (const [own, sum] of unspent) setAmount(value.left, own, sum > 0n ? sum : 0n);
  return value;
}
