import type { Method } from './methods.ts';

/** A line that must balance: what is on one side of it and on the other, in base units. */
interface Line {
  readonly balances: boolean;
  readonly in: string;
  readonly out: readonly string[];
}
export type Verdict = 'balances' | 'over-claims' | 'does not balance';

/** For print and terminal, where no colour warns. */
export const loud = (verdict: Verdict): string => (verdict === 'does not balance' ? verdict.toUpperCase() : verdict);

/** Poison may claim more than came in, and then need not balance; where it does not, it is held to what every method is. */
export function verdictOf(method: Method | null, { balances, in: came, out }: Line): Verdict {
  if (balances) return 'balances';
  const claimed = out.reduce((sum, each) => sum + BigInt(each), 0n);
  return method === 'poison' && claimed > BigInt(came) ? 'over-claims' : 'does not balance';
}

interface Balance {
  readonly received: string;
  readonly passedOn: string;
  readonly fees: string;
  readonly left: string;
  readonly balances: boolean;
}
export const verdictOfHop = (method: Method | null, { balances, received, passedOn, fees, left }: Balance): Verdict =>
  verdictOf(method, { balances, in: received, out: [passedOn, fees, left] });

interface Whole {
  readonly begun: string;
  readonly left: string;
  readonly fees: string;
  readonly balances: boolean;
}
export const verdictOfWhole = (method: Method, { balances, begun, left, fees }: Whole): Verdict =>
  verdictOf(method, { balances, in: begun, out: [left, fees] });

interface Run {
  readonly hops: readonly { readonly methods: Readonly<Partial<Record<Method, Balance>>> }[];
}
/** What is said of a trace whose lines balance, or over-claim by the rule of their method. */
export function balanceWords(runs: Readonly<Record<string, Run | undefined>>, methods: readonly Method[]): string {
  if (!methods.includes('poison')) return 'Every hop balances, by every method.';
  const claims = Object.values(runs).some((run) =>
    run?.hops.some(({ methods: { poison } }) => poison && verdictOfHop('poison', poison) === 'over-claims'),
  );
  return claims
    ? 'Every hop balances, by every method but poison, which over-claims by its rule.'
    : 'Every hop balances, by every method; poison claims no more than came in.';
}
