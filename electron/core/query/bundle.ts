import { z } from 'zod';
import { FrozenQuery } from '../../../shared/contract/query.ts';
import { exhibitLabel } from '../../../shared/domain/labels.ts';
import type { BundlePart } from '../bundle-part.ts';
import { frozenQuery, insertFrozen } from './store.ts';

const BundledQuery = FrozenQuery.omit({ exhibit: true })
  .extend({ rowLimit: z.int().min(0) })
  .strict();
const entry = (number: number): string => `queries/${exhibitLabel(number)}.json`;

/** What query exhibits say beside their rows, which are their originals. */
export const queryPart: BundlePart = {
  tables: ['queries'],
  sources: (db, { id, label, removedAt }) =>
    removedAt !== null
      ? []
      : frozenQuery(db, id).inputs.flatMap(({ exhibitLabel: from }) =>
          from === null ? [] : [{ label: from, because: `${label} was computed from it` }],
        ),
  documents: ({ exhibits }) => exhibits.map(({ number }) => ({ name: entry(number), required: true })),
  gather: ({ db, exhibits }) =>
    exhibits.map(({ id, number, sha256 }) => ({
      name: entry(number),
      value: BundledQuery.parse({ ...frozenQuery(db, id), resultSha256: sha256 }),
    })),
  restore: ({ write, exhibits, references, document }) => {
    let queries = 0;
    for (const { id, number } of exhibits) {
      const query = document(entry(number), BundledQuery);
      const exhibitId = references.find('exhibit', id);
      if (!query || !exhibitId) continue;
      // The tables it read have other ids here; their labels stay.
      const inputs = query.inputs.map((input) => ({ ...input, datasetId: null }));
      insertFrozen(write.db, exhibitId, { ...query, inputs }, query.ranAt);
      queries++;
    }
    return { queries };
  },
};
