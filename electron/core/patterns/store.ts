import type { DatasetId } from '../../../shared/contract/values.ts';
import type { Role } from '../../../shared/domain/patterns/roles.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { sql } from '../db/sql.ts';

/** Roles that a person set for a dataset; '' stands for none. */
export const chosenRoles = (db: ReadDb | WriteDb, datasetId: DatasetId): { role: string; column: string }[] =>
  db.all(sql`SELECT role, column_name AS "column" FROM column_roles WHERE dataset_id = ${datasetId} ORDER BY role`);

export function setRole(db: WriteDb, datasetId: DatasetId, role: Role, column: string): void {
  db.run(sql`
    INSERT INTO column_roles (dataset_id, role, column_name) VALUES (${datasetId}, ${role}, ${column})
    ON CONFLICT (dataset_id, role) DO UPDATE SET column_name = excluded.column_name`);
}
