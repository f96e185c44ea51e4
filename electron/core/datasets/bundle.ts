import { z } from 'zod';
import { Certificate } from '../../../shared/contract/evidence.ts';
import { exhibitLabel } from '../../../shared/domain/labels.ts';
import type { BundlePart } from '../bundle-part.ts';
import { certificateOf, datasetOfExhibit } from './reads.ts';

const BundledDataset = z.strictObject({ view: z.string().max(63), certificate: Certificate });
const entry = (number: number): string => `datasets/${exhibitLabel(number)}.json`;

/** How tables were read. Their rows are made again from the originals once the case is there. */
export const datasetsPart: BundlePart = {
  tables: ['datasets', 'dataset_columns', 'rejected_rows'],
  documents: ({ exhibits }) =>
    exhibits
      .filter(({ kind, removedAt }) => kind === 'file' && !removedAt)
      .map(({ number }) => ({ name: entry(number), required: false })),
  gather: ({ db, exhibits }) =>
    exhibits.flatMap(({ id, number, removedAt }) => {
      const dataset = removedAt ? null : datasetOfExhibit(db, id);
      if (!dataset) return [];
      const { view } = dataset;
      return [
        { name: entry(number), value: BundledDataset.parse({ view, certificate: certificateOf(db, dataset.id) }) },
      ];
    }),
  restore: ({ exhibits, references, document, readAsTable }) => {
    let tables = 0;
    for (const { id, number } of exhibits) {
      const dataset = document(entry(number), BundledDataset);
      const exhibitId = references.find('exhibit', id);
      if (!dataset || !exhibitId) continue;
      readAsTable(exhibitId, { dialect: dataset.certificate.dialect, view: dataset.view });
      tables++;
    }
    return { tables };
  },
};
