import { z } from 'zod';
import { EntityId, ExhibitId, Instant } from '../../../shared/contract/values.ts';
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

/** The entries between entities that go, with who made them and when. One about an entity that is gone is not handed on. */
export const identitiesPart: BundlePart = {
  tables: ['identity_entries'],
  documents: () => [{ name: IDENTITIES, required: false }],
  gather: ({ db, caseId, subjects, scope }) => {
    const going = ledgerOf(db, caseId).filter(
      ({ a, b, exhibitId }) =>
        subjects.has(a) && subjects.has(b) && (scope === 'case' || exhibitId === null || subjects.has(exhibitId)),
    );
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
