import type { CaseId, DatasetId } from '../../../shared/contract/values.ts';
import type { TransferMapping } from '../../../shared/domain/tracing/transfer-mapping.ts';
import { exactText } from '../datasets/readings/numbers.ts';
import { cellsOf, columnTexts, type DatasetTable, datasetTables, isStored } from '../datasets/reads.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { rowReader, type Transfer } from './row-reader.ts';
import { transferMaps } from './store.ts';

const ROWS_A_READ = 2000;

/** A dataset of a case whose rows are transfers. */
export interface Mapped {
  readonly table: DatasetTable;
  readonly mapping: TransferMapping;
  readonly profile: string;
}
export interface CaseTransfer extends Transfer {
  readonly of: Mapped;
  /** Another file of the case has it too, and comes before: it counts once. */
  readonly duplicate: boolean;
}

/** The datasets of a case that hold transfers, in the order of their exhibits. */
export function mappedDatasets(db: ReadDb | WriteDb, caseId: CaseId): Mapped[] {
  const maps = new Map(transferMaps(db).map((each) => [each.datasetId, each]));
  return datasetTables(db, caseId).flatMap((table) => {
    const map = maps.get(table.datasetId);
    return map && isStored(db, table) ? [{ table, mapping: map.mapping, profile: map.profile }] : [];
  });
}

/** Codes of assets as the transfers of a case name them, of two to six capitals: "PEPE", "ARB". */
export const assetCodesOf = (db: ReadDb, caseId: CaseId): string[] => [
  ...new Set(
    mappedDatasets(db, caseId).flatMap(({ table, mapping: { columns, asset, feeAsset, legAsset } }) => {
      const named = [columns.asset, columns.feeAsset, legAsset];
      const at = table.columns.flatMap(({ name }, index) => (named.includes(name) ? [index] : []));
      return [asset, feeAsset, ...at.flatMap((index) => [...columnTexts(db, table, index)])]
        .map((code) => code.trim().toUpperCase())
        .filter((code) => /^[A-Z]{2,6}$/.test(code));
    }),
  ),
];

/** One asset: its chain, and its contract or symbol. */
export const assetKey = (chain: string, symbol: string, contract: string): string =>
  `${chain}|${contract === '' ? symbol.toUpperCase() : contract}`;

/** Files of both ends of a payment both have it. Within one file no row is the other: a person may pay the same twice. */
function duplicates(several: boolean): (transfer: Transfer, of: Mapped) => boolean {
  const seen = new Map<string, Map<DatasetId, number>>();
  return (transfer, { table }) => {
    const { transaction, log, from, to, asset, chain, contract, amount } = transfer;
    if (!several || transaction === '') return false;
    const what = log === null ? `${from}|${to}|${exactText(amount)}` : `#${log}`;
    const key = `${chain}|${transaction}|${asset.toUpperCase()}|${contract}|${what}`;
    const counts = seen.get(key) ?? new Map<DatasetId, number>();
    seen.set(key, counts);
    const own = (counts.get(table.datasetId) ?? 0) + 1;
    counts.set(table.datasetId, own);
    return [...counts].some(([dataset, count]) => dataset !== table.datasetId && count >= own);
  };
}

/** Every transfer of a case. Rows that are none are left out here: they were counted when the dataset was mapped. */
export function* eachTransfer(db: ReadDb, caseId: CaseId): Generator<CaseTransfer> {
  const mapped = mappedDatasets(db, caseId);
  const known = duplicates(mapped.length > 1);
  for (const of of mapped) {
    const read = rowReader(of.mapping, of.table.columns);
    for (let offset = 0; ; offset += ROWS_A_READ) {
      const rows = cellsOf(db, of.table, offset, ROWS_A_READ);
      for (const [at, cells] of rows.entries()) {
        const transfers = read(cells, offset + at + 1);
        if ('refused' in transfers) continue;
        for (const transfer of transfers) yield { ...transfer, of, duplicate: known(transfer, of) };
      }
      if (rows.length < ROWS_A_READ) break;
    }
  }
}

/** One row of a dataset as the transfers that it is: two where it exchanges one asset for another. */
export function transfersAt(db: ReadDb | WriteDb, { table, mapping }: Mapped, row: number): readonly Transfer[] {
  const [cells] = cellsOf(db, table, row - 1, 1);
  const read = cells && rowReader(mapping, table.columns)(cells, row);
  return read && !('refused' in read) ? read : [];
}
