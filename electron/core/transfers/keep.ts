import { Fault } from '../../../shared/contract/errors.ts';
import type { DatasetId } from '../../../shared/contract/values.ts';
import { counted } from '../../../shared/domain/counted.ts';
import type { TransferMapping } from '../../../shared/domain/tracing/transfer-mapping.ts';
import type { JobContext } from '../context.ts';
import type { StoredColumn } from '../datasets/columns.ts';
import { datasetById, tableOf } from '../datasets/reads.ts';
import { countTransfersOf, momentColumns } from './count.ts';
import { putMap, type TransferMap } from './store.ts';

/**
 * Maps the rows of a dataset to transfers, and records it. @param settled whether a reading that it needs may not be open
 * @throws Fault `bad-request` for a mapping that the dataset does not fit, or that does not say what a status means
 */
export async function keepMapping(
  context: JobContext,
  datasetId: DatasetId,
  { mapping, profile }: Pick<TransferMap, 'mapping' | 'profile'>,
  settled = false,
): Promise<Pick<TransferMap, 'mapping' | 'profile' | 'counts'>> {
  const { db } = context;
  const { caseId, view, exhibitLabel } = datasetById(db, datasetId);
  requireColumns(mapping, view, tableOf(db, datasetId).columns);
  const { counts } = await countTransfersOf(context, datasetId, mapping);
  if (settled && counts.open[0])
    throw new Fault(
      'bad-request',
      `${view} is not mapped: of its column "${counts.open[0].column}" the import asks: ${counts.open[0].question}. Answer that in Data, or map it by hand.`,
    );
  const asked = counts.statuses.filter((each) => each.asked);
  if (asked.length > 0)
    throw new Fault(
      'bad-request',
      `${view} is not mapped: its status says ${asked.map(({ word, rows }) => `${word === '' ? 'nothing' : `"${word}"`} (${counted(rows, 'row')})`).join(', ')}, and nothing tells whether money moved. Put each word, in lower case, into "succeeds" or "fails" of the mapping, or choose in Money.`.slice(
        0,
        1900,
      ),
    );
  if (counts.transfers === 0)
    throw new Fault(
      'bad-request',
      `No row of ${view} is a transfer by this mapping: ${counts.firstRefused[0]?.why ?? 'it has no rows'}.`,
    );
  context.write((write) => {
    putMap(write.db, { datasetId, mapping, profile, counts });
    const { rows, transfers, refused, failed } = counts;
    write.record({
      ...{ caseId, action: 'transfer.map', subject: exhibitLabel },
      detail: { view, mapping, profile, rows, transfers, refused, failed },
    });
  });
  return { mapping, profile, counts };
}

/** @throws Fault `bad-request` naming a column that the dataset does not have */
export function requireColumns(
  { columns: chosen, booked = [], internal, otherLeg, legAsset, exchanges }: TransferMapping,
  view: string,
  columns: readonly StoredColumn[],
): void {
  const moments = momentColumns(columns);
  const others = [...booked, internal?.column, otherLeg, legAsset, exchanges?.column].filter(
    (name) => name !== undefined,
  );
  const stranger = others.find((name) => !columns.some((column) => column.name === name));
  if (stranger !== undefined) throw new Fault('bad-request', `${view} has no column "${stranger}".`);
  const unknown = Object.entries(chosen).find(
    ([role, name]) =>
      typeof name === 'string' &&
      ![...columns, ...(role === 'time' ? moments : [])].some((column) => column.name === name),
  )?.[1];
  if (unknown) throw new Fault('bad-request', `${view} has no column "${unknown}".`);
}
