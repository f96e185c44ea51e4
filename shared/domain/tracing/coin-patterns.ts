import type { FlowFinding, Payment } from './flow-patterns.ts';

/** What a transaction of coins takes in and pays out. */
export interface CoinTransaction {
  readonly name: string;
  readonly inputs: readonly Payment[];
  readonly outputs: readonly Payment[];
}
const COINJOIN = 5; // equal outputs, from which on inputs are taken for those of several people
const MOST_OUTPUTS = 10;

/** Rows of inputs (from somebody) and outputs (to somebody) by their transaction, in the order of the first of each. */
export function coinTransactions(rows: readonly Payment[]): CoinTransaction[] {
  return [
    ...Map.groupBy(
      rows.filter(({ transaction }) => transaction !== ''),
      ({ transaction }) => transaction,
    ),
  ].map(([name, those]) => ({
    name,
    inputs: those.filter(({ from, to }) => from !== '' && to === ''),
    outputs: those.filter(({ from, to }) => to !== '' && from === ''),
  }));
}

/**
 * Outputs that may be change, and addresses that may be of one owner since they pay together: hypotheses, each with the confidence that
 * GraphSense gives it (graphsense-lib, heuristics), none of them a fact. A transaction that looks like a CoinJoin gives neither.
 * @param transactions in the order in which they happened
 */
export function coinHypotheses(transactions: readonly CoinTransaction[]): FlowFinding[] {
  const seen = new Set<string>();
  const found: FlowFinding[] = [];
  for (const { inputs, outputs } of transactions) {
    const joined = looksJoined(outputs) && new Set(inputs.map(({ from }) => from)).size > 1;
    if (!joined) found.push(...changeOf(inputs, outputs, seen));
    for (const { from } of inputs) seen.add(from);
    for (const { to } of outputs) seen.add(to);
  }
  return [...found, ...clustersOf(transactions)];
}

function looksJoined(outputs: readonly Payment[]): boolean {
  const counts = Map.groupBy(outputs, ({ amount }) => amount);
  return [...counts.values()].some((those) => those.length >= COINJOIN);
}

/** By how an address begins: people keep to one kind. */
const scriptOf = (address: string): string => /^(?:bc1q|bc1p|tb1q|tb1p|ltc1|1|3)/.exec(address)?.[0] ?? '';

function changeOf(inputs: readonly Payment[], outputs: readonly Payment[], seen: ReadonlySet<string>): FlowFinding[] {
  if (inputs.length === 0 || outputs.length < 2 || outputs.length > MOST_OUTPUTS) return [];
  const owners = new Set(inputs.map(({ from }) => from));
  const finding = (output: Payment, confidence: number, facts: string): FlowFinding => ({
    ...{ pattern: 'change', accounts: [output.to, ...owners], amount: output.amount, confidence, facts },
    places: [output, ...inputs].map(({ place }) => place),
  });
  const direct = outputs.find(({ to }) => owners.has(to));
  if (direct) return [finding(direct, 100, 'the output goes to an address that paid it')];
  const scripts = new Set(inputs.map(({ from }) => scriptOf(from)));
  const smallest = inputs.reduce((least, { amount }) => (amount < least ? amount : least), inputs[0]?.amount ?? 0n);
  const fitting = outputs.filter(
    ({ to, amount }) =>
      scripts.size === 1 &&
      scripts.has(scriptOf(to)) &&
      amount % 1000n !== 0n &&
      amount < smallest &&
      !seen.has(to) &&
      outputs.filter((each) => each.to === to).length === 1,
  );
  const [one] = fitting;
  return one && fitting.length === 1
    ? [
        finding(
          one,
          50,
          'one-time address of the kind of the inputs, less than each of them, no round amount; the only such output',
        ),
      ]
    : [];
}

function clustersOf(transactions: readonly CoinTransaction[]): FlowFinding[] {
  const owner = new Map<string, string>();
  const find = (account: string): string => {
    let root = account;
    for (let above = owner.get(root); above !== undefined && above !== root; above = owner.get(root)) root = above;
    owner.set(account, root);
    return root;
  };
  const behind: Payment[][] = [];
  for (const { inputs, outputs } of transactions) {
    const names = [...new Set(inputs.map(({ from }) => from))];
    if (names.length < 2 || looksJoined(outputs)) continue;
    for (const name of names) owner.set(find(name), find(names[0] as string));
    behind.push([...inputs]);
  }
  const members = Map.groupBy(owner.keys(), find);
  return [...members].map(([root, accounts]): FlowFinding => {
    const those = behind.filter(([first]) => first && find(first.from) === root).flat();
    return {
      ...{ pattern: 'cluster', accounts, amount: those.reduce((sum, { amount }) => sum + amount, 0n), confidence: 50 },
      facts: `${accounts.length} addresses paid together; wallets of one owner do so, and so do some services and joined payments`,
      places: those.map(({ place }) => place),
    };
  });
}
