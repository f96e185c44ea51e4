import { z } from 'zod';
import { Certificate, Origin } from '../../../shared/contract/datasets.ts';
import { exhibitLabel } from '../../../shared/domain/labels.ts';
import type { BundlePart } from '../bundle-part.ts';
import { certificateOf, datasetsOfExhibit } from './reads.ts';

const BundledDatasets = z
  .array(
    z.strictObject({
      view: z.string().max(63),
      part: z.string().max(200),
      certificate: Certificate,
      origin: Origin.nullable().default(null),
    }),
  )
  .min(1)
  .max(1000);
const entry = (number: number): string => `datasets/${exhibitLabel(number)}.json`;

/** How tables were read. Their rows are made again from the originals once the case is there. */
export const datasetsPart: BundlePart = {
  tables: ['datasets', 'dataset_columns', 'rejected_rows', 'skipped_rows'],
  documents: ({ exhibits }) => exhibits.map(({ number }) => ({ name: entry(number), required: false })),
  gather: ({ db, exhibits }) =>
    exhibits.flatMap(({ id, number }) => {
      const datasets = datasetsOfExhibit(db, id);
      if (datasets.length === 0) return [];
      const value = datasets.map(({ id: datasetId, view, part, origin }) => ({
        view,
        part,
        certificate: certificateOf(db, datasetId),
        origin,
      }));
      return [{ name: entry(number), value: BundledDatasets.parse(value) }];
    }),
  restore: ({ exhibits, references, document, readAsTable }) => {
    let tables = 0;
    for (const { id, number } of exhibits) {
      const datasets = document(entry(number), BundledDatasets);
      const exhibitId = references.find('exhibit', id);
      if (!datasets) continue;
      for (const { view, part, certificate, origin } of datasets) {
        readAsTable(exhibitId, { view, part, dialect: certificate.dialect, origin, readings: chosenOf(certificate) });
        tables++;
      }
    }
    return { tables };
  },
};

/** What the values alone do not tell the receiver's program, which decides the rest as the sender's did. */
const chosenOf = ({ columns }: Certificate) =>
  columns.flatMap(({ name, reading }) =>
    reading?.sure === 'by a person' || reading?.sure === 'by profile'
      ? [{ column: name, reading: reading.reading }]
      : [],
  );
