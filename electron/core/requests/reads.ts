import { questionLabel, requestLabel } from '../../../shared/domain/labels.ts';
import type { Contributed } from '../case-table.ts';
import type { ReadDb } from '../db/open.ts';
import { sql } from '../db/sql.ts';
import * as calendars from './calendars.ts';
import * as commands from './commands.ts';
import * as keys from './entity-keys.ts';
import * as looks from './look.ts';
import * as questions from './questions.ts';
import * as store from './store.ts';

/** Requests of a case, or of all, with what happened to each. */
export const { listRequests, requestById } = store;
export const { listQuestions, markDelivered } = questions;
export const { calendarById } = calendars;
/** The values that a look asks for. */
export const { valuesIn } = looks;
/** Readies the look-up over all cases ahead of the first look. */
export const { prepareKeys } = keys;
/** Notes a step of a request that another area brought about. */
export const { logStep } = commands;

/** How a person names a request or a question; null when it is neither. */
export function requestNaming(db: ReadDb, id: string): { label: string; title: string } | null {
  const request = store.requestHead(db, id);
  if (request) return { label: requestLabel(request.number), title: request.subject };
  const question = db.get<{ number: number; text: string }>(sql`SELECT number, text FROM questions WHERE id = ${id}`);
  return question ? { label: questionLabel(question.number), title: question.text } : null;
}

/** When a request came to its end: its final answer or its closing, unless it was opened again after it. */
const endOf = sql`(
  SELECT CASE WHEN l.kind != 'reopened' THEN l.at END FROM main.request_log AS l
  WHERE l.request_id = r.id AND l.kind IN ('final answer', 'closed', 'reopened')
  ORDER BY l.at DESC, l.recorded_at DESC, l.id DESC LIMIT 1)`;
/** When the last request of a case came to its end; NULL while one is open, and where there is none. */
export const answeredAt: Contributed = (caseId) => sql`(
  SELECT CASE WHEN count(*) = count(ended) THEN max(ended) END
  FROM (SELECT ${endOf} AS ended FROM main.requests AS r WHERE r.case_id = ${caseId}))`;
