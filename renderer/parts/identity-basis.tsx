import type { IdentityEntry } from '../../shared/contract/identities.ts';
import { VERDICTS } from '../../shared/domain/identities.ts';
import { formatUtc } from '../ui/format.ts';

/** "E-0007, same device · A. Analyst, 3 Mar 2026 10:00" */
export function Basis({ entry }: { readonly entry: IdentityEntry }) {
  const { exhibit, reason, by, at } = entry;
  return (
    <span className="rt-muted rt-break">
      {exhibit && <span className="rt-mono">{exhibit.label} </span>}
      {reason} · {by}, {formatUtc(at)}
    </span>
  );
}

export const verdictWords = ({ a, b, verdict }: Pick<IdentityEntry, 'a' | 'b' | 'verdict'>): string =>
  `${a.label} and ${b.label}: ${VERDICTS[verdict]}`;
