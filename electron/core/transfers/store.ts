import { TransferCounts } from '../../../shared/contract/transfers.ts';
import type { DatasetId } from '../../../shared/contract/values.ts';
import { TransferMapping } from '../../../shared/domain/tracing/transfer-mapping.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { type Sql, sql } from '../db/sql.ts';

export interface TransferMap {
  readonly datasetId: DatasetId;
  readonly mapping: TransferMapping;
  readonly profile: string;
  readonly counts: TransferCounts;
}

/** Every mapping of the store; datasets tell their case. */
export const transferMaps = (db: ReadDb | WriteDb): TransferMap[] =>
  db
    .all<{ datasetId: DatasetId; mapping: string; profile: string; counts: string }>(
      sql`SELECT dataset_id AS datasetId, mapping, profile, counts FROM transfer_maps`,
    )
    .map(({ mapping, counts, ...row }) => ({
      ...row,
      mapping: TransferMapping.parse(JSON.parse(mapping)),
      counts: TransferCounts.parse(JSON.parse(counts)),
    }));

export function putMap(db: WriteDb, { datasetId, mapping, profile, counts }: TransferMap): void {
  db.run(sql`
    INSERT INTO transfer_maps (dataset_id, mapping, profile, counts)
    VALUES (${datasetId}, ${JSON.stringify(mapping)}, ${profile}, ${JSON.stringify(counts)})
    ON CONFLICT (dataset_id) DO UPDATE SET mapping = excluded.mapping, profile = excluded.profile, counts = excluded.counts`);
}

export const removeMap = (db: WriteDb, datasetId: DatasetId): void =>
  void db.run(sql`DELETE FROM transfer_maps WHERE dataset_id = ${datasetId}`);

/** How many transfers datasets have, as an expression. @param datasets a statement that gives their ids */
export const countTransfers = (datasets: Sql): Sql => sql`
  (SELECT coalesce(sum(json_extract(counts, '$.transfers')), 0) FROM main.transfer_maps WHERE dataset_id IN (${datasets}))`;
