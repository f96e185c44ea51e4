import type { ManualEvent } from '../../../shared/contract/timeline.ts';
import type { CaseId, EventId, ExhibitId } from '../../../shared/contract/values.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { sql } from '../db/sql.ts';

type Db = ReadDb | WriteDb;
type Row = Omit<ManualEvent, 'exhibits'> & { readonly exhibits: string };

const SELECT = sql`
  SELECT id, case_id AS caseId, title, note, starts, until, zone, discovered, created_at AS createdAt,
    (SELECT json_group_array(exhibit_id ORDER BY position) FROM event_exhibits WHERE event_id = events.id) AS exhibits
  FROM events`;
const MISSING = 'That event is not in this vault. It may have been deleted.';

const fromRow = (row: Row): ManualEvent => ({ ...row, exhibits: JSON.parse(row.exhibits) as ExhibitId[] });

/** In the order in which they were entered. */
export const listEvents = (db: Db, caseId: CaseId): ManualEvent[] =>
  db.all<Row>(sql`${SELECT} WHERE case_id = ${caseId} ORDER BY created_at, id`).map(fromRow);

/** @throws Fault `not-found` */
export const eventById = (db: Db, id: EventId): ManualEvent =>
  fromRow(db.one<Row>(sql`${SELECT} WHERE id = ${id}`, MISSING));

export const isEvent = (db: Db, id: EventId): boolean =>
  db.get(sql`SELECT 1 FROM events WHERE id = ${id}`) !== undefined;

export function insertEvent(
  db: WriteDb,
  { id, caseId, title, note, starts, until, zone, discovered, createdAt, exhibits }: ManualEvent,
): void {
  db.run(sql`INSERT INTO events (id, case_id, title, note, starts, until, zone, discovered, created_at)
    VALUES (${id}, ${caseId}, ${title}, ${note}, ${starts}, ${until}, ${zone}, ${discovered}, ${createdAt})`);
  setExhibits(db, id, exhibits);
}

export function updateEvent(
  db: WriteDb,
  { id, title, note, starts, until, zone, discovered, exhibits }: Omit<ManualEvent, 'caseId' | 'createdAt'>,
): void {
  db.runOne(
    sql`UPDATE events SET title = ${title}, note = ${note}, starts = ${starts}, until = ${until}, zone = ${zone},
      discovered = ${discovered} WHERE id = ${id}`,
    MISSING,
  );
  setExhibits(db, id, exhibits);
}

export function deleteEvent(db: WriteDb, id: EventId): void {
  db.run(sql`DELETE FROM event_exhibits WHERE event_id = ${id}`);
  db.runOne(sql`DELETE FROM events WHERE id = ${id}`, MISSING);
}

function setExhibits(db: WriteDb, id: EventId, exhibits: readonly ExhibitId[]): void {
  db.run(sql`DELETE FROM event_exhibits WHERE event_id = ${id}`);
  for (const [position, exhibit] of exhibits.entries())
    db.run(sql`INSERT INTO event_exhibits (event_id, exhibit_id, position) VALUES (${id}, ${exhibit}, ${position})`);
}
