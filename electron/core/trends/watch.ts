import type { Watched } from '../../../shared/contract/trends.ts';
import type { ExhibitId } from '../../../shared/contract/values.ts';
import { extract } from '../../../shared/domain/extract.ts';
import { withoutBlanks } from '../../../shared/domain/hypotheses.ts';
import { caseLabel } from '../../../shared/domain/labels.ts';
import { allCases } from '../cases/reads.ts';
import type { ReadDb } from '../db/open.ts';
import { exhibitById } from '../evidence/reads.ts';
import { judgementOfCase } from '../findings/reads.ts';
import { exhibitsHolding } from '../search/reads.ts';

const MOST_SEEN = 50;

/**
 * The indicators to watch of all cases, and the exhibits imported within a period in which a value of their words stands. Of one
 * whose words hold no value that can be told (an address, a wallet, a domain) nothing is looked for, which it says.
 * @param period days, both included, UTC
 */
export function watchedIn(db: ReadDb, { from, to }: { readonly from: string; readonly to: string }): Watched[] {
  const cases = allCases(db);
  const labelOf = new Map(cases.map(({ id, number }) => [id, caseLabel(number)]));
  const isAsked = (id: ExhibitId): boolean => {
    const { acquiredAt, removedAt } = exhibitById(db, id);
    return removedAt === null && acquiredAt.slice(0, 10) >= from && acquiredAt.slice(0, 10) <= to;
  };
  return cases.flatMap(({ id, number }) =>
    withoutBlanks(judgementOfCase(db, id)).indicators.map(({ text, means }): Watched => {
      const hits = [...new Map(extract(text).map((each) => [each.label, each])).values()];
      const values = hits.map(({ label }) => label);
      const found = new Map(
        hits.flatMap((hit) =>
          exhibitsHolding(db, hit, isAsked).map((each) => [each.exhibitId, { ...each, value: hit.label }]),
        ),
      );
      const seen = [...found.values()]
        .map((each) => ({ ...each, exhibit: exhibitById(db, each.exhibitId) }))
        .toSorted((a, b) => b.exhibit.acquiredAt.localeCompare(a.exhibit.acquiredAt));
      return {
        ...{ caseId: id, case: caseLabel(number), text, means, values },
        seen: seen.slice(0, MOST_SEEN).map(({ caseId, exhibitId, value, exhibit }) => ({
          ...{ caseId, exhibitId, case: labelOf.get(caseId) ?? '', exhibit: exhibit.label },
          ...{ title: exhibit.title, at: exhibit.acquiredAt, value },
        })),
        seenLeft: Math.max(0, seen.length - MOST_SEEN),
      };
    }),
  );
}
