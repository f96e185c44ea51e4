import { z } from 'zod';
import { EntityId, ExhibitId, Instant } from '../../../shared/contract/values.ts';
import { pairKey, standing } from '../../../shared/domain/identities.ts';
import type { BundlePart } from '../bundle-part.ts';
import { insertEntry, ledgerOf } from './store.ts';

const IDENTITIES = 'case/identities.json';
const BundledEntries = z.array(
  z.strictObject({
    number: z.int().min(1),
    a: EntityId,
    b: EntityId,
    aType: z.string(),
    bType: z.string(),
    aLabel: z.string(),
    bLabel: z.string(),
    verdict: z.enum(['same', 'different', 'undecided', 'withdrawn']),
    reason: z.string(),
    exhibitId: ExhibitId.nullable(),
    undoes: z.int().nullable(),
    at: Instant,
    by: z.string(),
  }),
);

/**
 * The entries between entities that go, with who made them and when. One about an entity that is gone is not handed on.
 * Of chosen exhibits go entries that rest on one of them, and of a pair none unless its latest does: without that one the
 * earlier would say the opposite of what was decided.
 */
export const identitiesPart: BundlePart = {
  tables: ['identity_entries'],
  documents: () => [{ name: IDENTITIES, required: false, schema: BundledEntries }],
  gather: ({ db, caseId, subjects, scope }) => {
    const rows = ledgerOf(db, caseId);
    const goes = ({ a, b, exhibitId }: (typeof rows)[number]): boolean =>
      subjects.has(a) && subjects.has(b) && (scope === 'case' || (exhibitId !== null && subjects.has(exhibitId)));
    const pairs = new Set(standing(rows).flatMap((latest) => (goes(latest) ? [pairKey(latest.a, latest.b)] : [])));
    const going = rows.filter((row) => goes(row) && pairs.has(pairKey(row.a, row.b)));
    return going.length > 0 ? [{ name: IDENTITIES, value: BundledEntries.parse(going) }] : [];
  },
  restore: ({ write, references, document }) => {
    for (const entry of document(IDENTITIES, BundledEntries) ?? [])
      insertEntry(write.db, references.caseId, {
        ...entry,
        a: references.find('entity', entry.a),
        b: references.find('entity', entry.b),
        exhibitId: entry.exhibitId && references.find('exhibit', entry.exhibitId),
      });
    return {};
  },
};
