import { z } from 'zod';
import { type BundlePart, type Restoring, type Table, TransfersOfTable } from '../bundle-part.ts';
import { certificateOf, datasetsOfExhibit } from '../datasets/reads.ts';
import { transferMaps } from './store.ts';

const DOCUMENT = 'transfers.json';
const BundledTransfers = z
  .array(z.strictObject({ exhibit: z.string().max(100), view: z.string().max(63), ...TransfersOfTable.shape }))
  .max(100_000);

/** How rows of tables are transfers. They are mapped once the tables are read there, so that a trace over them runs again. */
export const transfersPart: BundlePart = {
  tables: ['transfer_maps'],
  documents: () => [{ name: DOCUMENT, required: false, schema: BundledTransfers }],
  gather: ({ db, exhibits }) => {
    const maps = new Map(transferMaps(db).map((each) => [each.datasetId, each]));
    const value = exhibits
      .filter(({ removedAt }) => removedAt === null)
      .flatMap(({ id: exhibit }) =>
        datasetsOfExhibit(db, exhibit).flatMap(({ id, view }) => {
          const { mapping, profile } = maps.get(id) ?? {};
          return mapping && profile !== undefined ? [{ exhibit, view, mapping, profile }] : [];
        }),
      );
    return value.length === 0 ? [] : [{ name: DOCUMENT, value: BundledTransfers.parse(value) }];
  },
  restore: (restoring) => {
    const { references, document, giveTransfers } = restoring;
    for (const { exhibit, view, ...transfers } of document(DOCUMENT, BundledTransfers) ?? []) {
      const id = references.find('exhibit', exhibit);
      giveTransfers(id, view, transfers, tableHere(restoring, id, view));
    }
    return {};
  },
};

/** A table that is here already, as one that a bundle brings: it is found by its name, and is not read again. */
function tableHere(
  { write: { db } }: Restoring,
  exhibitId: Parameters<Restoring['giveTransfers']>[0],
  view: string,
): Table | null {
  const found = datasetsOfExhibit(db, exhibitId).find((each) => each.view === view);
  if (!found) return null;
  const { part, origin } = found;
  return { view, part, origin, dialect: certificateOf(db, found.id).dialect, among: null, readings: [] };
}
