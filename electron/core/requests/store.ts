import type { LogEntry, Request } from '../../../shared/contract/requests.ts';
import type { CaseId, RequestId } from '../../../shared/contract/values.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { type Sql, sql } from '../db/sql.ts';

type Db = ReadDb | WriteDb;
/** What is stated of a request, and may be changed. */
export type Stated = Omit<
  Request,
  'id' | 'caseId' | 'number' | 'joined' | 'exhibitId' | 'outcome' | 'log' | 'createdAt'
>;
type Row = Omit<Request, 'tags' | 'log' | 'outcome'> & { readonly tags: string; readonly log: string };

const SELECT = sql`
  SELECT id, case_id AS caseId, number, requester, team, channel, subject, asked, why, legal_basis AS legalBasis, sensitivity,
    priority, priority_reason AS priorityReason, needed_by AS neededBy, zone, received_at AS receivedAt, owner, tags,
    calendar_id AS calendarId, joined, exhibit_id AS exhibitId, created_at AS createdAt,
    (SELECT json_group_array(json_object('id', id, 'kind', kind, 'at', at, 'note', note, 'by', by_whom, 'recordedAt', recorded_at)
      ORDER BY at, recorded_at, id) FROM request_log WHERE request_id = requests.id) AS log
  FROM requests`;
const MISSING = 'That request is not in this vault.';

function fromRow({ tags, log, ...row }: Row): Request {
  const entries = JSON.parse(log) as LogEntry[];
  const last = entries.findLast(({ kind }) => kind === 'closed' || kind === 'reopened');
  return {
    ...row,
    tags: JSON.parse(tags) as string[],
    log: entries,
    outcome: last?.kind === 'closed' ? last.note : '',
  };
}

/** By number within a case; of all cases when none is given. */
export const listRequests = (db: Db, caseId: CaseId | undefined): Request[] =>
  db
    .all<Row>(
      caseId === undefined
        ? sql`${SELECT} ORDER BY created_at, id`
        : sql`${SELECT} WHERE case_id = ${caseId} ORDER BY number`,
    )
    .map(fromRow);

/** @throws Fault `not-found` */
export const requestById = (db: Db, id: RequestId): Request =>
  fromRow(db.one<Row>(sql`${SELECT} WHERE id = ${id}`, MISSING));

export const requestHead = (db: Db, id: string): { number: number; subject: string; caseId: CaseId } | undefined =>
  db.get(sql`SELECT number, subject, case_id AS caseId FROM requests WHERE id = ${id}`);

export const nextNumber = (db: Db, caseId: CaseId): number =>
  db.one<{ next: number }>(sql`SELECT coalesce(max(number), 0) + 1 AS next FROM requests WHERE case_id = ${caseId}`, '')
    .next;

export function insertRequest(db: WriteDb, { log: _log, outcome: _outcome, ...request }: Request): void {
  const { id, caseId, number, joined, exhibitId, createdAt } = request;
  db.run(sql`
    INSERT INTO requests (id, case_id, number, requester, team, channel, subject, asked, why, legal_basis, sensitivity, priority,
      priority_reason, needed_by, zone, received_at, owner, tags, calendar_id, joined, exhibit_id, created_at)
    VALUES (${id}, ${caseId}, ${number}, ${request.requester}, ${request.team}, ${request.channel}, ${request.subject},
      ${request.asked}, ${request.why}, ${request.legalBasis}, ${request.sensitivity}, ${request.priority},
      ${request.priorityReason}, ${request.neededBy}, ${request.zone}, ${request.receivedAt}, ${request.owner},
      ${JSON.stringify(request.tags)}, ${request.calendarId}, ${joined}, ${exhibitId}, ${createdAt})`);
}

export function updateRequest(db: WriteDb, id: RequestId, set: Stated): void {
  const change: Sql = sql`
    UPDATE requests SET requester = ${set.requester}, team = ${set.team}, channel = ${set.channel}, subject = ${set.subject},
      asked = ${set.asked}, why = ${set.why}, legal_basis = ${set.legalBasis}, sensitivity = ${set.sensitivity},
      priority = ${set.priority}, priority_reason = ${set.priorityReason}, needed_by = ${set.neededBy}, zone = ${set.zone},
      received_at = ${set.receivedAt}, owner = ${set.owner}, tags = ${JSON.stringify(set.tags)}, calendar_id = ${set.calendarId}
    WHERE id = ${id}`;
  db.runOne(change, MISSING);
}

export const insertLog = (db: WriteDb, requestId: RequestId, { id, kind, at, note, by, recordedAt }: LogEntry): void =>
  void db.run(sql`INSERT INTO request_log (id, request_id, kind, at, note, by_whom, recorded_at)
    VALUES (${id}, ${requestId}, ${kind}, ${at}, ${note}, ${by}, ${recordedAt})`);
