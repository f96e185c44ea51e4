import type { Output, Parsed } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { TransferSource } from '../../../shared/contract/transfers.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { suggestedTransfers } from '../../../shared/domain/tracing/suggested-transfers.ts';
import { UNMAPPED } from '../../../shared/domain/tracing/transfer-mapping.ts';
import { requireCase } from '../cases/reads.ts';
import type { Handlers, JobContext } from '../context.ts';
import { datasetById, isStored, listDatasets, tableOf } from '../datasets/reads.ts';
import type { ReadDb } from '../db/open.ts';
import { exhibitById } from '../evidence/reads.ts';
import { accountsOf } from './accounts.ts';
import { assetsOf } from './assets.ts';
import { countTransfersOf, momentColumns } from './count.ts';
import { keepMapping, requireColumns } from './keep.ts';
import { looksOf } from './looks.ts';
import { openReadings } from './open-readings.ts';
import { removeMap, transferMaps } from './store.ts';

export const transferHandlers: Handlers<'transfer'> = {
  'transfer.sources': ({ db }, { caseId }) => {
    requireCase(db, caseId);
    return sourcesOf(db, caseId);
  },
  'transfer.map': map,
  'transfer.preview': async (context, { datasetId, mapping }) => {
    const { view } = datasetById(context.db, datasetId);
    context.label(`Reading ${view} by a mapping`);
    requireColumns(mapping, view, tableOf(context.db, datasetId).columns);
    return countTransfersOf(context, datasetId, mapping);
  },
  'transfer.unmap': ({ db, record }, { datasetId }) => {
    const { caseId, view, exhibitLabel } = datasetById(db, datasetId);
    removeMap(db, datasetId);
    record({ caseId, action: 'transfer.unmap', subject: exhibitLabel, detail: { view } });
    return null;
  },
  'transfer.assets': async (context, { caseId }) => {
    requireCase(context.db, caseId);
    context.label('Adding up transfers');
    return assetsOf(context, caseId);
  },
  'transfer.accounts': async (context, asked) => {
    requireCase(context.db, asked.caseId);
    context.label('Listing accounts');
    return accountsOf(context, asked);
  },
};

function sourcesOf(db: ReadDb, caseId: CaseId): TransferSource[] {
  const maps = new Map(transferMaps(db).map((each) => [each.datasetId, each]));
  return listDatasets(db, caseId).map(({ id, view, exhibitLabel, exhibitId, rows, columns, profile }) => {
    const known = maps.get(id);
    const table = tableOf(db, id);
    const headers = columns.map(({ name, header }) => ({ name, header }));
    const suggested = known ? null : suggestedTransfers(headers, profile, exhibitById(db, exhibitId).originalName);
    return {
      ...{ datasetId: id, view, exhibitLabel, rows, columns: [...headers, ...momentColumns(table.columns)] },
      ...{
        mapping: known?.mapping ?? null,
        profile: known?.profile ?? suggested?.profile ?? '',
        counts: known?.counts ?? null,
      },
      open: openReadings(known?.mapping ?? suggested?.mapping ?? UNMAPPED, table.columns),
      ...{ suggested: suggested?.mapping ?? null, known: (suggested?.profile ?? '') !== '' },
      looks: known || suggested || !isStored(db, table) ? null : looksOf(db, table),
    };
  });
}

/** @throws Fault `bad-request` for a mapping that the dataset does not fit, or without one while a reading that it needs is open; `unsupported` where nothing says what its columns are */
async function map(
  context: JobContext,
  { datasetId, mapping: given }: Parsed<'transfer.map'>,
): Promise<Output<'transfer.map'>> {
  const { view, exhibitId, columns, profile } = datasetById(context.db, datasetId);
  context.label(`Reading the transfers of ${view}`);
  if (given) return keepMapping(context, datasetId, { mapping: given, profile: '' });
  const suggested = suggestedTransfers(columns, profile, exhibitById(context.db, exhibitId).originalName);
  if (!suggested)
    throw new Fault(
      'unsupported',
      `Nothing says which columns of ${view} are a transfer. Choose them: sender, receiver, amount.`,
    );
  return keepMapping(context, datasetId, suggested, true);
}
