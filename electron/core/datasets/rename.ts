import { Fault } from '../../../shared/contract/errors.ts';
import type { DatasetId } from '../../../shared/contract/values.ts';
import type { WriteContext } from '../context.ts';
import { folded } from './columns.ts';
import { datasetById, listDatasets } from './reads.ts';
import { renameView } from './store.ts';
import { isReserved } from './view-name.ts';

/** Gives a dataset another name in SQL, and records it. @throws Fault `conflict` for a name that is taken */
export function renameDataset({ db, record }: WriteContext, datasetId: DatasetId, view: string) {
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
