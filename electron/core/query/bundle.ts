import { z } from 'zod';
import { Fault } from '../../../shared/contract/errors.ts';
import { FrozenQuery, SavedText } from '../../../shared/contract/query.ts';
import { exhibitLabel } from '../../../shared/domain/labels.ts';
import type { BundlePart } from '../bundle-part.ts';
import { insertSaved, savedQueries } from './saved.ts';
import { frozenQuery, insertFrozen } from './store.ts';

const BundledQuery = FrozenQuery.omit({ exhibit: true })
  .extend({ rowLimit: z.int().min(0) })
  .strict();
const LABEL = /^E-(\d{4,6})$/;
const entry = (number: number): string => `queries/${exhibitLabel(number)}.json`;

const SAVED = 'case/saved-queries.json';
const BundledSaved = z.array(z.strictObject(SavedText)).max(100_000);

/** Statements that are kept under a name. They speak of the whole case, so that they go with all of it alone. */
export const savedPart: BundlePart = {
  tables: ['saved_queries'],
  documents: () => [{ name: SAVED, required: false, schema: BundledSaved }],
  gather: ({ db, caseId, scope }) => {
    const all = scope === 'case' ? savedQueries(db, caseId) : [];
    const value = all.map(({ name, description, sql, parameters }) => ({ name, description, sql, parameters }));
    return value.length === 0 ? [] : [{ name: SAVED, value: BundledSaved.parse(value) }];
  },
  restore: ({ write, references, document }) => {
    const { caseId } = references;
    const all = document(SAVED, BundledSaved) ?? [];
    for (const each of all) insertSaved(write, { caseId, ...each });
    return {};
  },
};

/** What query exhibits say beside their rows, which are their originals. */
export const queryPart: BundlePart = {
  tables: ['queries'],
  sources: (db, { id, label, removedAt }) =>
    removedAt !== null
      ? []
      : frozenQuery(db, id).inputs.flatMap(({ exhibitLabel: from }) =>
          from === null ? [] : [{ label: from, because: `${label} was computed from it` }],
        ),
  documents: ({ exhibits }) =>
    exhibits.map(({ number }) => ({ name: entry(number), required: true, schema: BundledQuery })),
  gather: ({ db, exhibits }) =>
    exhibits.map(({ id, number, sha256 }) => ({
      name: entry(number),
      value: BundledQuery.parse({ ...frozenQuery(db, id), resultSha256: sha256 }),
    })),
  restore: ({ write, exhibits, references, document }) => {
    let queries = 0;
    for (const { id, number } of exhibits) {
      const query = document(entry(number), BundledQuery);
      if (!query) continue;
      // Exhibits are numbered as they come: so no query reads itself, in a circle.
      for (const { exhibitLabel: from } of query.inputs)
        if (from !== null && Number(LABEL.exec(from)?.[1] ?? Infinity) >= number)
          throw new Fault(
            'damaged',
            `The bundle is refused: ${exhibitLabel(number)} is said to be computed from an exhibit that did not come before it. Nothing was stored.`,
          );
      // The tables it read have other ids here; their labels stay.
      const inputs = query.inputs.map((input) => ({ ...input, datasetId: null }));
      insertFrozen(write.db, references.find('exhibit', id), { ...query, inputs }, query.ranAt);
      queries++;
    }
    return { queries };
  },
};
