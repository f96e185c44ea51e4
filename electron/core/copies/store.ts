import type { CopyStep } from '../../../shared/contract/copies.ts';
import { CopySteps } from '../../../shared/contract/copies.ts';
import type { ExhibitId } from '../../../shared/contract/values.ts';
import { caseLabel, exhibitLabel } from '../../../shared/domain/labels.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { sql } from '../db/sql.ts';

export interface WorkingCopy {
  readonly exhibitId: ExhibitId;
  readonly originalId: ExhibitId;
  readonly steps: CopyStep[];
}
type Row = Omit<WorkingCopy, 'steps'> & { steps: string };

const SELECT = sql`SELECT exhibit_id AS exhibitId, original_id AS originalId, steps FROM working_copies`;
const fromRow = (row: Row): WorkingCopy => ({ ...row, steps: CopySteps.parse(JSON.parse(row.steps)) });

export function insertCopy(db: WriteDb, { exhibitId, originalId, steps }: WorkingCopy): void {
  db.run(
    sql`INSERT INTO working_copies (exhibit_id, original_id, steps) VALUES (${exhibitId}, ${originalId}, ${JSON.stringify(steps)})`,
  );
}

export function copyById(db: ReadDb, exhibitId: ExhibitId): WorkingCopy | null {
  const row = db.get<Row>(sql`${SELECT} WHERE exhibit_id = ${exhibitId}`);
  return row ? fromRow(row) : null;
}

export const copiesOf = (db: ReadDb, originalId: ExhibitId): WorkingCopy[] =>
  db
    .all<Row>(
      sql`${SELECT} JOIN exhibits ON exhibits.id = exhibit_id WHERE original_id = ${originalId} ORDER BY exhibits.number`,
    )
    .map(fromRow);

export interface HeldCopy {
  readonly exhibitId: ExhibitId;
  /** "E-0003 of C-0001" */
  readonly label: string;
}
/** The copies that can be made again: neither they nor what they were made from was removed. */
export const heldCopies = (db: ReadDb): HeldCopy[] =>
  db
    .all<{ exhibitId: ExhibitId; number: number; of: number }>(sql`
      SELECT working_copies.exhibit_id AS exhibitId, copy.number, cases.number AS "of" FROM working_copies
      JOIN exhibits AS copy ON copy.id = working_copies.exhibit_id JOIN exhibits AS original ON original.id = original_id
      JOIN cases ON cases.id = copy.case_id
      WHERE copy.content_id IS NOT NULL AND original.content_id IS NOT NULL ORDER BY cases.number, copy.number`)
    .map(({ exhibitId, number, of }) => ({ exhibitId, label: `${exhibitLabel(number)} of ${caseLabel(of)}` }));
