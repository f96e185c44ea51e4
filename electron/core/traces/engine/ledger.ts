import { textKey } from '../../../../shared/domain/text-key.ts';
import { type Amounts, amountAt, makeAmounts, setAmount } from './amounts.ts';
import type { CoinChain } from './coins.ts';
import type { Movements } from './movements.ts';
import { distances, orderTied } from './order.ts';

/** Transfers of one asset as a case holds them, in no order: columns, so that a million of them take little room. */
export interface Ledger {
  readonly count: number;
  readonly accounts: number;
  readonly transactions: number;
  /** The account that stands for what is outside the files; -1 for none. */
  readonly outside: number;
  /** Made of their names alone, so that an order can rest on them where nothing else tells one. */
  readonly accountKey: Float64Array;
  readonly transactionKey: Float64Array;
  readonly transaction: Int32Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** 0 for one that failed. */
  readonly amount: Amounts;
  readonly fee: Amounts;
  /** Microseconds since 1970; NaN where there is none, as below. */
  readonly time: Float64Array;
  readonly block: Float64Array;
  /** Of the transaction within its block, and of the transfer within its transaction or block. */
  readonly index: Float64Array;
  readonly log: Float64Array;
}

/** One transfer as it is put into a ledger. */
export interface Entry {
  readonly transaction: string;
  readonly from: string;
  readonly to: string;
  readonly amount: bigint;
  readonly fee?: bigint;
  readonly time?: number | null;
  readonly block?: number | null;
  readonly index?: number | null;
  readonly log?: number | null;
}

const numbers = () => {
  const names: string[] = [];
  const known = new Map<string, number>();
  return {
    names,
    of: (name: string): number => {
      let at = known.get(name);
      if (at === undefined) known.set(name, (at = names.push(name) - 1));
      return at;
    },
  };
};

/** A ledger with the names behind its numbers, which a trace does not need. '' is outside the files. */
export interface Named {
  readonly ledger: Ledger;
  readonly accounts: readonly string[];
  readonly transactions: readonly string[];
}

/**
 * Collects transfers one by one. @param room how many there will be, if known
 * @param joins whether transfers of one transaction belong together; else each is taken by itself, which keeps no names of them
 */
export function ledgerBuilder(
  room = 1024,
  joins = true,
): { readonly put: (entry: Entry) => number; readonly done: () => Named } {
  const [accounts, transactions] = [numbers(), numbers()];
  let keys = floats(joins ? 0 : Math.max(1, room));
  let size = Math.max(1, room);
  let count = 0;
  const whole = { transaction: new Int32Array(size), from: new Int32Array(size), to: new Int32Array(size) };
  const exact = { amount: makeAmounts(size), fee: makeAmounts(size) };
  const places = { time: floats(size), block: floats(size), index: floats(size), log: floats(size) };
  const larger = (column: Float64Array): Float64Array<ArrayBuffer> => {
    const made = floats(size);
    made.set(column);
    return made;
  };
  const grow = (): void => {
    size *= 2;
    for (const key of ['transaction', 'from', 'to'] as const) {
      const longer = new Int32Array(size);
      longer.set(whole[key]);
      whole[key] = longer;
    }
    if (!joins) keys = larger(keys);
    for (const key of ['time', 'block', 'index', 'log'] as const) places[key] = larger(places[key]);
  };
  return {
    put: (entry) => {
      if (count === size) grow();
      whole.transaction[count] = joins ? transactions.of(entry.transaction) : count;
      if (!joins) keys[count] = textKey(entry.transaction);
      whole.from[count] = accounts.of(entry.from);
      whole.to[count] = accounts.of(entry.to);
      setAmount(exact.amount, count, entry.amount);
      setAmount(exact.fee, count, entry.fee ?? 0n);
      for (const key of ['time', 'block', 'index', 'log'] as const) places[key][count] = entry[key] ?? Number.NaN;
      return count++;
    },
    done: () => ({
      accounts: accounts.names,
      transactions: transactions.names,
      ledger: {
        ...{
          count,
          accounts: accounts.names.length,
          transactions: joins ? transactions.names.length : count,
          ...exact,
        },
        outside: accounts.names.indexOf(''),
        accountKey: Float64Array.from(accounts.names, textKey),
        transactionKey: joins ? Float64Array.from(transactions.names, textKey) : cut(keys),
        ...{ transaction: cut(whole.transaction), from: cut(whole.from), to: cut(whole.to) },
        ...{ time: cut(places.time), block: cut(places.block), index: cut(places.index), log: cut(places.log) },
      },
    }),
  };
  function cut<A extends Int32Array | Float64Array>(column: A): A {
    return column.subarray(0, count) as A;
  }
}
function floats(size: number): Float64Array<ArrayBuffer> {
  return new Float64Array(size).fill(Number.NaN);
}

/** The order of transfers, and how many of them have one that the file does not tell. */
export interface Ordered {
  readonly order: Int32Array;
  readonly assumed: number;
}

/** What payments lead from and to. */
interface Ends {
  readonly count: number;
  readonly from: Int32Array;
  readonly to: Int32Array;
}
export const betweenAccounts = ({ accounts, from, to }: Ledger): Ends => ({ count: accounts, from, to });

/** Addresses pay into transactions and these pay to addresses: the transactions are numbered behind the accounts. */
export function throughTransactions({
  count,
  accounts,
  transactions,
  transaction,
  from,
  to,
  outside: nobody,
}: Ledger): Ends {
  const through = transaction.map((of) => accounts + of);
  return {
    count: accounts + transactions,
    from: Int32Array.from({ length: count }, (_, at) => (from[at] === nobody ? through[at] : from[at]) as number),
    to: Int32Array.from({ length: count }, (_, at) => (from[at] === nobody ? to[at] : through[at]) as number),
  };
}

/**
 * By time, or by block where there are no times, then by the place within the block. What that does not part is put in an order
 * that is assumed.
 */
export function orderOf(ledger: Ledger, ends: Ends, sources: readonly number[]): Ordered {
  const { count, time, block, index, log, from, to, transaction, transactionKey, accountKey, amount } = ledger;
  const distance = distances(ends.from, ends.to, ends.count, sources);
  const order = Int32Array.from({ length: count }, (_, at) => at);
  const by = (column: Float64Array, a: number, b: number): number => {
    const [one, other] = [column[a] as number, column[b] as number];
    return one === other || (Number.isNaN(one) && Number.isNaN(other)) ? 0 : Number.isNaN(one) || one < other ? -1 : 1;
  };
  order.sort((a, b) => by(time, a, b) || by(block, a, b) || by(index, a, b) || by(log, a, b));
  let assumed = 0;
  const key = (keys: Float64Array, of: Int32Array, at: number): number => keys[of[at] as number] as number;
  const byContent = (a: number, b: number): number => {
    const known =
      key(transactionKey, transaction, a) - key(transactionKey, transaction, b) ||
      key(accountKey, from, a) - key(accountKey, from, b) ||
      key(accountKey, to, a) - key(accountKey, to, b);
    if (known !== 0) return known;
    const [one, other] = [amountAt(amount, a), amountAt(amount, b)];
    return one < other ? -1 : one > other ? 1 : 0;
  };
  const each = (
    columns: readonly Float64Array[],
    from: number,
    until: number,
    part: (at: number, end: number) => void,
  ) => {
    for (let at = from, end = from + 1; at < until; at = end++) {
      while (end < until && columns.every((column) => by(column, order[at] as number, order[end] as number) === 0))
        end++;
      if (end > at + 1) part(at, end);
    }
  };
  const told = (column: Float64Array, at: number, end: number): boolean => {
    for (let of = at; of < end; of++) if (Number.isNaN(column[order[of] as number] as number)) return false;
    return true;
  };
  const tied = (at: number, end: number): void => {
    const group = [...order.subarray(at, end)].sort(byContent);
    // A fee that an account bears for what it received comes behind that, by rule.
    const payments = group.filter((of) => from[of] !== to[of] || amountAt(amount, of) !== 0n).length;
    if (payments > 1) assumed += payments;
    order.set(orderTied(group, { ...ends, distance }), at);
  };
  const byLog = (at: number, end: number): void => (told(log, at, end) ? each([log], at, end, tied) : tied(at, end));
  each([time, block], 0, count, (at, end) => {
    if (told(index, at, end)) each([index], at, end, byLog);
    else if (told(log, at, end)) {
      order.subarray(at, end).sort((a, b) => by(log, a, b));
      each([log], at, end, tied);
    } else tied(at, end);
  });
  return { order, assumed };
}

/**
 * Transfers of accounts in their order.
 * @param owned the amounts and ends of the ledger itself are put in that order, which takes no room; it is of no use afterwards
 */
export function movementsOf(ledger: Ledger, order: Int32Array, owned = false): Movements {
  const { count, accounts } = ledger;
  const of = owned ? ledger : { ...ledger, from: ledger.from.slice(), to: ledger.to.slice() };
  const inOrder = ({ words, beyond }: Amounts): Amounts => {
    const later = new Map<number, bigint>();
    if (beyond.size > 0)
      for (const [at, was] of order.entries()) {
        const value = beyond.get(was);
        if (value !== undefined) later.set(at, value);
      }
    return { words: owned ? words : words.slice(), beyond: later };
  };
  const [amount, fee] = [inOrder(ledger.amount), inOrder(ledger.fee)];
  const quarters = ({ words: { buffer, byteOffset, length } }: Amounts) =>
    new Uint32Array(buffer, byteOffset, 2 * length);
  putInOrder(order, [
    { column: of.from, wide: 1 },
    { column: of.to, wide: 1 },
    { column: quarters(amount), wide: 4 },
    { column: quarters(fee), wide: 4 },
  ]);
  return { count, accounts, from: of.from, to: of.to, amount, fee };
}

/** Moves the cells of columns, each of so many numbers, to where an order has them: around each circle of places, one cell aside. */
function putInOrder(
  order: Int32Array,
  columns: readonly { readonly column: Int32Array | Uint32Array; readonly wide: number }[],
): void {
  const done = new Uint8Array(order.length);
  const aside = columns.map(({ wide }) => new Uint32Array(wide));
  for (let first = 0; first < order.length; first++) {
    if (done[first] === 1 || order[first] === first) continue;
    for (const [nth, { column, wide }] of columns.entries())
      for (let part = 0; part < wide; part++) (aside[nth] as Uint32Array)[part] = column[first * wide + part] as number;
    let at = first;
    for (let next = order[at] as number; next !== first; next = order[at] as number) {
      for (const { column, wide } of columns)
        for (let part = 0; part < wide; part++) column[at * wide + part] = column[next * wide + part] as number;
      done[at] = 1;
      at = next;
    }
    for (const [nth, { column, wide }] of columns.entries()) column.set(aside[nth] as Uint32Array, at * wide);
    done[at] = 1;
  }
}

/** Gives back the room of what only an order is made from; the ledger has none any more. */
export function forgetOrder({ block, index, log, transaction, transactionKey, accountKey }: Ledger): void {
  for (const { buffer } of [block, index, log, transaction, transactionKey, accountKey])
    (buffer as ArrayBuffer).transfer(0);
}

export interface Coins {
  readonly chain: CoinChain;
  /** Per transaction of the chain, its number in the ledger; per input and output, its transfer. */
  readonly transactionOf: Int32Array;
  readonly inputOf: Int32Array;
  readonly outputOf: Int32Array;
  /** Inputs that spend an output of this address and amount, where the file does not say which: the earliest is assumed. */
  readonly matched: number;
}

/**
 * Transactions in their order. A transfer without a receiver is an input, one without a sender an output; one with both is both.
 * An input spends the earliest output of its address and amount that is not yet spent.
 */
export function coinsOf(ledger: Ledger, order: Int32Array): Coins {
  const { transaction, accounts, from, to, amount, outside: nobody } = ledger;
  const all = Map.groupBy(order, (at) => transaction[at] as number);
  // A transaction is made when the last of what it takes in is there, which is when its first output is paid.
  const rows = new Map<number, number[]>();
  for (const at of order) {
    const of = transaction[at] as number;
    const own = all.get(of) as number[];
    if (!rows.has(of) && (from[at] === nobody || at === own.at(-1))) rows.set(of, own);
  }
  const inputs: { account: number; of: number }[] = [];
  const outputs: { account: number; of: number }[] = [];
  const [inputStart, outputStart] = [new Int32Array(rows.size + 1), new Int32Array(rows.size + 1)];
  const coin: number[] = [];
  const open = new Map<string, number[]>();
  let matched = 0;
  let at = 0;
  const byPlace = (a: number, b: number): number => {
    const [one, other] = [ledger.log[a] as number, ledger.log[b] as number];
    return Number.isNaN(one) || Number.isNaN(other) ? 0 : one - other;
  };
  for (const of of rows.values()) {
    of.sort(byPlace);
    const coming = of.filter((each) => from[each] !== nobody);
    for (const each of coming) {
      const account = from[each] as number;
      const key = `${account} ${amountAt(amount, each)}`;
      const spent = open.get(key)?.shift();
      if (spent !== undefined && (open.get(key)?.length ?? 0) > 0) matched++;
      coin.push(spent ?? -1);
      inputs.push({ account, of: each });
    }
    for (const each of of.filter((other) => to[other] !== nobody)) {
      const account = to[each] as number;
      const key = `${account} ${amountAt(amount, each)}`;
      const place = outputs.push({ account, of: each }) - 1;
      const known = open.get(key);
      if (known) known.push(place);
      else open.set(key, [place]);
    }
    at++;
    inputStart[at] = inputs.length;
    outputStart[at] = outputs.length;
  }
  const sums = (of: readonly { of: number }[]): Amounts => {
    const made = makeAmounts(of.length);
    for (const [nth, each] of of.entries()) setAmount(made, nth, amountAt(amount, each.of));
    return made;
  };
  return {
    chain: {
      ...{ transactions: rows.size, accounts, inputStart, outputStart },
      inputCoin: Int32Array.from(coin),
      inputAccount: Int32Array.from(inputs, ({ account }) => account),
      inputAmount: sums(inputs),
      outputAccount: Int32Array.from(outputs, ({ account }) => account),
      outputAmount: sums(outputs),
    },
    transactionOf: Int32Array.from(rows.keys()),
    inputOf: Int32Array.from(inputs, ({ of }) => of),
    outputOf: Int32Array.from(outputs, ({ of }) => of),
    matched,
  };
}
