import type { DatasetProfile } from '../../../shared/contract/analysis.ts';
import type { DatasetId } from '../../../shared/contract/values.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { sql } from '../db/sql.ts';

/** @param readAs digest of the table and the readings that the profile rests on */
export function putProfile(db: WriteDb, datasetId: DatasetId, readAs: string, profile: DatasetProfile): void {
  db.run(sql`
    INSERT INTO dataset_profiles (dataset_id, read_as, profile, made_at)
    VALUES (${datasetId}, ${readAs}, ${JSON.stringify(profile)}, ${profile.madeAt})
    ON CONFLICT (dataset_id) DO UPDATE SET read_as = excluded.read_as, profile = excluded.profile, made_at = excluded.made_at`);
}

/** null when there is none, or one of other readings: it goes when the next is made. */
export function keptProfile(db: ReadDb, datasetId: DatasetId, readAs: string): DatasetProfile | null {
  const row = db.get<{ profile: string }>(
    sql`SELECT profile FROM dataset_profiles WHERE dataset_id = ${datasetId} AND read_as = ${readAs}`,
  );
  return row ? (JSON.parse(row.profile) as DatasetProfile) : null;
}
