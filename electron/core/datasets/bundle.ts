import { z } from 'zod';
import { Certificate, Origin } from '../../../shared/contract/datasets.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { CaseId, DatasetId } from '../../../shared/contract/values.ts';
import { exhibitLabel } from '../../../shared/domain/labels.ts';
import type { BundlePart, Table } from '../bundle-part.ts';
import type { ReadDb } from '../db/open.ts';
import { certificateOf, datasetsOfExhibit, listCombined } from './reads.ts';

const BundledDatasets = z
  .array(
    z.strictObject({
      view: z.string().max(63),
      part: z.string().max(200),
      certificate: Certificate,
      origin: Origin.nullable().default(null),
      among: z
        .strictObject({ view: z.string().max(63), first: z.string().max(63) })
        .nullable()
        .default(null),
    }),
  )
  .min(1)
  .max(1000);
const entry = (number: number): string => `datasets/${exhibitLabel(number)}.json`;

/** How tables were read. Their rows are made again from the originals once the case is there. */
export const datasetsPart: BundlePart = {
  tables: ['datasets', 'dataset_columns', 'rejected_rows', 'skipped_rows', 'combined_datasets', 'combined_members'],
  documents: ({ exhibits }) =>
    exhibits.map(({ number }) => ({ name: entry(number), required: false, schema: BundledDatasets })),
  gather: ({ db, caseId, exhibits }) => {
    const among = membersGoing(db, caseId, exhibits);
    return exhibits.flatMap(({ id, number }) => {
      const datasets = datasetsOfExhibit(db, id);
      if (datasets.length === 0) return [];
      const value = datasets.map(({ id: datasetId, view, part, origin }) => ({
        view,
        part,
        certificate: certificateOf(db, datasetId),
        origin,
        among: among.get(datasetId) ?? null,
      }));
      return [{ name: entry(number), value: BundledDatasets.parse(value) }];
    });
  },
  restore: ({ exhibits, references, document, readAsTable }) => {
    let tables = 0;
    for (const { id, number } of exhibits) {
      const datasets = document(entry(number), BundledDatasets);
      const exhibitId = references.find('exhibit', id);
      if (!datasets) continue;
      for (const { view, part, certificate, origin, among } of datasets) {
        const { dialect } = certificate;
        readAsTable(exhibitId, { view, part, dialect, origin, among, readings: chosenOf(certificate) });
        tables++;
      }
    }
    return { tables };
  },
};

/** Of combined datasets those of which two members or more go, by member. */
function membersGoing(
  db: ReadDb,
  caseId: CaseId,
  exhibits: readonly Pick<Exhibit, 'id'>[],
): ReadonlyMap<DatasetId, Table['among']> {
  const going = new Map(
    exhibits.flatMap(({ id }) =>
      datasetsOfExhibit(db, id).map(({ id: datasetId, view }) => [datasetId, view] as const),
    ),
  );
  return new Map(
    listCombined(db, caseId).flatMap(({ view, members }) => {
      const here = members.filter(({ datasetId }) => going.has(datasetId));
      // In the order in which they are read there.
      const first = [...going].find(([id]) => here.some(({ datasetId }) => datasetId === id))?.[1] ?? '';
      return here.length < 2 ? [] : here.map(({ datasetId }) => [datasetId, { view, first }] as const);
    }),
  );
}

/** What the values alone do not tell the receiver's program, which decides the rest as the sender's did. */
const chosenOf = ({ columns }: Certificate) =>
  columns.flatMap(({ name, reading }) =>
    reading?.sure === 'by a person' || reading?.sure === 'by profile'
      ? [{ column: name, reading: reading.reading, takenFrom: reading.takenFrom }]
      : [],
  );
