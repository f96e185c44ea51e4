import type { Handlers } from '../context.ts';
import { exhibitById } from '../evidence/reads.ts';
import { parseDataset } from './parse.ts';
import { previewDataset } from './preview.ts';
import { certificateOf, countRejected, datasetById, listDatasets, listRejected } from './reads.ts';
import { renameDataset } from './rename.ts';

export const datasetHandlers: Handlers<'dataset'> = {
  'dataset.list': ({ db }, { caseId }) => listDatasets(db, caseId),
  'dataset.certificate': ({ db }, { datasetId }) => certificateOf(db, datasetId),
  'dataset.rejected': ({ db }, { datasetId, offset, limit }) => {
    datasetById(db, datasetId);
    return { total: countRejected(db, datasetId), rows: listRejected(db, datasetId, offset, limit) };
  },
  'dataset.preview': ({ db }, { exhibitId, dialect }) => previewDataset(db, exhibitId, dialect),
  'dataset.parse': (context, { exhibitId, ...wanted }) => {
    context.label(`Reading ${exhibitById(context.db, exhibitId).originalName} as a table`);
    return parseDataset(context, exhibitId, wanted);
  },
  'dataset.rename': (context, { datasetId, view }) => renameDataset(context, datasetId, view),
};
