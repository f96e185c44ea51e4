import { Fault } from '../../../shared/contract/errors.ts';
import type { DatasetId } from '../../../shared/contract/values.ts';
import type { Handlers, WriteContext } from '../context.ts';
import { exhibitById } from '../evidence/reads.ts';
import { folded } from './columns.ts';
import { parseDataset } from './parse.ts';
import { certificateOf, countRejected, datasetById, isReserved, listDatasets, listRejected } from './reads.ts';
import { previewDataset } from './sniff-exhibit.ts';
import { renameView } from './store.ts';

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

/** Gives a dataset another name in SQL, and records it. @throws Fault `conflict` for a name that is taken */
function renameDataset({ db, record }: WriteContext, datasetId: DatasetId, view: string) {
  const dataset = datasetById(db, datasetId);
  if (isReserved(view))
    throw new Fault('conflict', `"${view}" is a name that every case keeps for a table of its own. Choose another.`);
  const clash = listDatasets(db, dataset.caseId).find(
    (each) => each.id !== datasetId && folded(each.view) === folded(view),
  );
  if (clash)
    throw new Fault('conflict', `${clash.exhibitLabel} is called "${clash.view}" already. Choose another name.`);
  renameView(db, datasetId, view);
  record({
    caseId: dataset.caseId,
    action: 'dataset.rename',
    subject: dataset.exhibitLabel,
    detail: { from: dataset.view, to: view },
  });
  return datasetById(db, datasetId);
}
