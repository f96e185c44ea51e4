import type { Trace, TracedTransfer } from '../../../shared/contract/traces.ts';
import { bandTogether } from '../../../shared/domain/tracing/bands.ts';
import { METHODS, type Method } from '../../../shared/domain/tracing/methods.ts';
import { unitsText } from '../../../shared/domain/tracing/words.ts';

const LONGEST_LABEL = 200;
const LABEL = /^traced \S+ .*\(([^,()]+)(?:, [^()]*)?\)$/;

/** The method of a label that a trace gave to a link; null for words of another kind, which a person may have written. */
export function methodOfLabel(label: string): Method | null {
  const short = LABEL.exec(label)?.[1];
  const [method] = Object.entries(METHODS).find(([, each]) => each.short === short) ?? [];
  return (method as Method | undefined) ?? null;
}

/** What a trace says on the link between two accounts, by a method; null where no payment of it leads from one to the other. */
export function tracedLabels(trace: Trace): (method: Method, from: string, to: string) => string | null {
  const { asset } = trace;
  const key = (from: string, to: string): string => `${from.toLowerCase()}\n${to.toLowerCase()}`;
  const carried = Map.groupBy(trace.transfers, ({ from, to }) => key(from, to));
  const text = (units: bigint): string => unitsText(String(units), asset.places);
  const weightOf = (claims: readonly TracedTransfer['carried'][], method: Method): string => {
    const sum = claims.reduce((all, { by }) => all + BigInt(by[method] ?? '0'), 0n);
    const band = bandTogether(claims, trace.runs);
    const range =
      band === null
        ? ', band not told: follow the money anew'
        : band.least === band.most
          ? ''
          : `, ${text(band.least)} to ${text(band.most)}`;
    return `${text(sum)} ${asset.symbol} (${METHODS[method].short}${range})`;
  };
  return (method, from, to) => {
    const claims = carried.get(key(from, to))?.map((payment) => payment.carried);
    return claims ? `traced ${weightOf(claims, method)}`.slice(0, LONGEST_LABEL) : null;
  };
}
