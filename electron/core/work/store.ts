import type { CaseId, TaskId } from '../../../shared/contract/values.ts';
import { CaseStanding, Task, WorkEntry } from '../../../shared/contract/work.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { type Sql, sql } from '../db/sql.ts';

type Db = ReadDb | WriteDb;
type Row = Omit<Task, 'after' | 'waits'> & { readonly after: string };

const tasksWhere = (db: Db, where: Sql): Row[] =>
  db.all<Row>(sql`
    SELECT id, case_id AS caseId, number, text, owner, due_at AS dueAt, after, state, typology, created_at AS createdAt, done_at AS doneAt,
      (SELECT coalesce(sum(minutes), 0) FROM work_log WHERE task_id = tasks.id) AS minutes
    FROM tasks WHERE ${where} ORDER BY number`);

/** By number. */
export function tasksOf(db: Db, caseId: CaseId): Task[] {
  const rows = tasksWhere(db, sql`case_id = ${caseId}`).map((row) => ({
    ...row,
    after: JSON.parse(row.after) as TaskId[],
  }));
  const open = new Set(rows.filter(({ state }) => state !== 'done').map(({ id }) => id));
  return rows.map((row) => Task.parse({ ...row, waits: row.state !== 'done' && row.after.some((id) => open.has(id)) }));
}

/** @throws Fault `not-found` */
export function taskById(db: Db, id: TaskId): Task {
  const { caseId } = db.one<{ caseId: CaseId }>(
    sql`SELECT case_id AS caseId FROM tasks WHERE id = ${id}`,
    'That task is not in this vault. It may have been removed.',
  );
  return tasksOf(db, caseId).find((each) => each.id === id) as Task;
}

export function putTask(db: WriteDb, task: Omit<Task, 'waits' | 'minutes'>): void {
  const { id, caseId, number, text, owner, dueAt, after, state, typology, createdAt, doneAt } = task;
  db.run(sql`
    INSERT INTO tasks (id, case_id, number, text, owner, due_at, after, state, typology, created_at, done_at)
    VALUES (${id}, ${caseId}, ${number}, ${text}, ${owner}, ${dueAt}, ${JSON.stringify(after)}, ${state}, ${typology}, ${createdAt}, ${doneAt})
    ON CONFLICT (id) DO UPDATE SET text = excluded.text, owner = excluded.owner, due_at = excluded.due_at, after = excluded.after,
      state = excluded.state, done_at = excluded.done_at`);
}

export const deleteTask = (db: WriteDb, id: TaskId): void => void db.run(sql`DELETE FROM tasks WHERE id = ${id}`);

/** The last first. */
export const entriesOf = (db: Db, caseId: CaseId): WorkEntry[] =>
  db
    .all(sql`
      SELECT id, case_id AS caseId, task_id AS taskId, at, minutes, text, by_whom AS "by" FROM work_log
      WHERE case_id = ${caseId} ORDER BY at DESC, id`)
    .map((row) => WorkEntry.parse(row));

export function insertEntry(db: WriteDb, entry: WorkEntry, recordedAt: string): void {
  const { id, caseId, taskId, at, minutes, text, by } = entry;
  db.run(sql`
    INSERT INTO work_log (id, case_id, task_id, at, minutes, text, by_whom, recorded_at)
    VALUES (${id}, ${caseId}, ${taskId}, ${at}, ${minutes}, ${text}, ${by}, ${recordedAt})`);
}

export interface CaseEnd {
  readonly id: string;
  readonly caseId: CaseId;
  readonly outcome: string;
  readonly reason: string;
  readonly at: string;
  readonly by: string;
}
export const endsOf = (db: Db, caseId: CaseId): CaseEnd[] =>
  db.all<CaseEnd>(sql`
    SELECT id, case_id AS caseId, outcome, reason, at, by_whom AS "by" FROM case_ends WHERE case_id = ${caseId} ORDER BY at, id`);

export function insertEnd(db: WriteDb, { id, caseId, outcome, reason, at, by }: CaseEnd): void {
  db.run(sql`
    INSERT INTO case_ends (id, case_id, outcome, reason, at, by_whom) VALUES (${id}, ${caseId}, ${outcome}, ${reason}, ${at}, ${by})`);
}

export function putParent(
  db: WriteDb,
  caseId: CaseId,
  parent: CaseId | null,
  facts: Pick<CaseEnd, 'reason' | 'at' | 'by'>,
) {
  db.run(sql`DELETE FROM case_parents WHERE case_id = ${caseId}`);
  if (parent === null) return;
  db.run(sql`
    INSERT INTO case_parents (case_id, parent_id, reason, at, by_whom) VALUES (${caseId}, ${parent}, ${facts.reason}, ${facts.at}, ${facts.by})`);
}

export const parentOf = (db: Db, caseId: CaseId): CaseId | undefined =>
  db.get<{ parent: CaseId }>(sql`SELECT parent_id AS parent FROM case_parents WHERE case_id = ${caseId}`)?.parent;

/** Of the cases that any of it is known of. */
export const standingsOf = (db: Db): CaseStanding[] =>
  db
    .all(sql`
      WITH known (id) AS (SELECT case_id FROM tasks UNION SELECT case_id FROM work_log UNION SELECT case_id FROM case_ends
        UNION SELECT case_id FROM case_parents),
      last AS (SELECT case_id, outcome, reason, at, row_number() OVER (PARTITION BY case_id ORDER BY at DESC, id) AS rank FROM case_ends)
      SELECT known.id AS caseId, last.outcome, coalesce(last.reason, '') AS reason, last.at AS endedAt, parents.parent_id AS parent,
        coalesce(parents.reason, '') AS parentReason,
        (SELECT coalesce(sum(minutes), 0) FROM work_log WHERE case_id = known.id) AS minutes,
        (SELECT count(*) FROM tasks WHERE case_id = known.id AND state <> 'done') AS tasksOpen
      FROM known LEFT JOIN last ON last.case_id = known.id AND last.rank = 1 LEFT JOIN case_parents AS parents ON parents.case_id = known.id
      ORDER BY known.id`)
    .map((row) => CaseStanding.parse(row));
