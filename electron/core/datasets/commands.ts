import { Fault } from '../../../shared/contract/errors.ts';
import type { Handlers } from '../context.ts';
import { exhibitById } from '../evidence/exhibits.ts';
import { folded } from './columns.ts';
import { datasetById, listDatasets } from './datasets.ts';
import { parseDataset } from './parse.ts';
import { previewDataset } from './preview.ts';
import { certificateOf, countRejected, listRejected, renameView } from './store.ts';
import { isReserved } from './view-name.ts';

export const datasetHandlers: Handlers<'dataset'> = {
  'dataset.list': ({ db }, { caseId }) => listDatasets(db, caseId),
  'dataset.certificate': ({ db }, { datasetId }) => certificateOf(db, datasetId),
  'dataset.rejected': ({ db }, { datasetId, offset, limit }) => {
    datasetById(db, datasetId);
    return { total: countRejected(db, datasetId), rows: listRejected(db, datasetId, offset, limit) };
  },
  'dataset.preview': ({ db }, { exhibitId, dialect }) => previewDataset(db, exhibitId, dialect),
  'dataset.parse': (context, { exhibitId, dialect }) => {
    context.label(`Reading ${exhibitById(context.db, exhibitId).originalName} as a table`);
    return parseDataset(context, exhibitId, dialect);
  },
  'dataset.rename': ({ db, record }, { datasetId, view }) => {
    const dataset = datasetById(db, datasetId);
    if (isReserved(view))
      throw new Fault('conflict', `"${view}" is a name that every case has already. Choose another.`);
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
  },
};
