import type { CaseId, ExhibitId } from '../../../shared/contract/values.ts';
import { exhibitLabel } from '../../../shared/domain/labels.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { sql } from '../db/sql.ts';

type Db = ReadDb | WriteDb;

/** A number in the words and bytes that came with an exhibit, and the one that it stands for here. */
export interface Renumbered {
  readonly exhibitId: ExhibitId;
  readonly was: number;
  readonly becomes: number;
}

export const insertRenumbered = (db: WriteDb, { exhibitId, was, becomes }: Renumbered): void =>
  void db.run(sql`INSERT INTO renumbered (exhibit_id, was, becomes) VALUES (${exhibitId}, ${was}, ${becomes})
    ON CONFLICT (exhibit_id, was) DO UPDATE SET becomes = excluded.becomes`);

export const renumberedIn = (db: Db, caseId: CaseId): Renumbered[] =>
  db.all(sql`SELECT exhibit_id AS exhibitId, was, becomes FROM renumbered JOIN exhibits ON exhibits.id = exhibit_id
    WHERE case_id = ${caseId} ORDER BY exhibit_id, was`);

/**
 * What labels in the bytes of an exhibit stand for here: those of one that a colleague sent are the colleague's. One that is not
 * named stands for itself.
 */
export function meantBy(db: Db, exhibitId: ExhibitId): (label: string) => string {
  const rows = db.all<{ was: number; becomes: number }>(
    sql`SELECT was, becomes FROM renumbered WHERE exhibit_id = ${exhibitId}`,
  );
  const known = new Map(rows.map(({ was, becomes }) => [exhibitLabel(was), exhibitLabel(becomes)]));
  return (label) => known.get(label) ?? label;
}
