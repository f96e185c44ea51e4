import type { ExhibitId } from '../../../shared/contract/values.ts';
import type { WriteDb } from '../db/open.ts';
import { identifier, sql } from '../db/sql.ts';

/** Removes the dataset of an exhibit with its table and rejected rows, in the caller's transaction. Nothing when there is none. */
export function dropDataset(db: WriteDb, exhibitId: ExhibitId): void {
  const found = db.get<{ id: string; number: number }>(
    sql`SELECT id, number FROM datasets WHERE exhibit_id = ${exhibitId}`,
  );
  if (!found) return;
  db.run(sql`DELETE FROM datasets WHERE id = ${found.id}`);
  db.run(sql`DROP TABLE ${identifier(`ds_${found.number}`)}`);
}
