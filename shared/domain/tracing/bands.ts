import type { Trace } from '../../contract/traces.ts';
import type { Method } from './methods.ts';

type Carried = Trace['transfers'][number]['carried'];
interface Band {
  readonly least: bigint;
  readonly most: bigint;
}

/**
 * From the least to the most that payments carry together, in base units: each method adds up its own, in each of its runs. The
 * bounds of single payments come from different methods, and are not added up. @returns null where a trace that was saved before
 * payments said what the run `excluded` gives does not tell it
 */
export function bandTogether(payments: readonly Carried[], runs: Pick<Trace['runs'], 'excluded'>): Band | null {
  const [one] = payments;
  if (payments.length <= 1) return { least: BigInt(one?.least ?? '0'), most: BigInt(one?.most ?? '0') };
  if (runs.excluded && payments.some(({ excluded }) => !excluded)) return null;
  const exact = (Object.keys(one?.by ?? {}) as Method[]).filter((method) => method !== 'poison');
  const total = (of: (carried: Carried) => Carried['by'], method: Method): bigint =>
    payments.reduce((sum, each) => sum + BigInt(of(each)[method] ?? '0'), 0n);
  const sums = exact.flatMap((method) => [
    total(({ by }) => by, method),
    ...(runs.excluded ? [total(({ excluded = {} }) => excluded, method)] : []),
  ]);
  const [first = 0n, ...rest] = sums;
  return {
    least: rest.reduce((a, b) => (b < a ? b : a), first),
    most: rest.reduce((a, b) => (b > a ? b : a), first),
  };
}
