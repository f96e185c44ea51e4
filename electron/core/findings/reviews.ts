import { randomUUID } from 'node:crypto';
import type { Parsed } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Finding, FindingComment, ReviewStep } from '../../../shared/contract/findings.ts';
import { type CaseId, CommentId, type FindingId } from '../../../shared/contract/values.ts';
import { anchorAt } from '../../../shared/domain/comment-anchor.ts';
import { findingLabel } from '../../../shared/domain/labels.ts';
import { reviewProblem, stateOf } from '../../../shared/domain/reviews.ts';
import type { WriteContext } from '../context.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { type Sql, sql } from '../db/sql.ts';
import { entry } from './create.ts';
import { findingById } from './store.ts';

/** @throws Fault `conflict` for one that is final */
export function mustBeOpen({ number, review }: Finding): void {
  if (stateOf(review) === 'final')
    throw new Fault('conflict', `${findingLabel(number)} is final: reopen it with a reason to change it.`);
}

export function insertStep(
  db: WriteDb,
  id: FindingId,
  step: number,
  { state, by, at, note, version }: ReviewStep,
): void {
  db.run(sql`INSERT INTO finding_reviews (finding_id, step, state, by_whom, at, note, version)
    VALUES (${id}, ${step}, ${state}, ${by}, ${at}, ${note}, ${version})`);
}

/** @throws Fault `conflict` for a step that cannot be taken */
export function review(context: WriteContext, { findingId, state, by, note }: Parsed<'finding.review'>): Finding {
  const { db, at, record } = context;
  const before = findingById(db, findingId);
  const problem = reviewProblem(before, state, { by, note });
  if (problem !== null) throw new Fault('conflict', problem);
  const { version } = before;
  insertStep(db, findingId, before.review.length + 1, { state, by: by.trim(), at, note: note.trim(), version });
  const after = findingById(db, findingId);
  const detail = { from: stateOf(before.review), to: state, by: by.trim(), note: note.trim(), version };
  record(entry('review', after, detail));
  return after;
}

const COMMENTS = sql`
  SELECT id, finding_id AS findingId, field, quote, position, text_before AS before, text_after AS after, text, by_whom AS by,
    at, resolved_by AS resolvedBy, resolved_at AS resolvedAt FROM finding_comments`;
interface Row {
  id: CommentId;
  findingId: FindingId;
  field: FindingComment['field'];
  quote: string;
  position: number;
  before: string;
  after: string;
  text: string;
  by: string;
  at: string;
  resolvedBy: string | null;
  resolvedAt: string | null;
}
const commentOf = ({ quote, position, before, after, resolvedBy, resolvedAt, ...row }: Row): FindingComment => ({
  ...row,
  anchor: { quote, at: position, before, after },
  resolved: resolvedBy === null || resolvedAt === null ? null : { by: resolvedBy, at: resolvedAt },
});
const comments = (db: ReadDb | WriteDb, where: Sql): FindingComment[] =>
  db.all<Row>(sql`${COMMENTS} WHERE ${where} ORDER BY at, id`).map(commentOf);

/** Oldest first, those that are resolved among them. */
export const commentsOn = (db: ReadDb | WriteDb, id: FindingId): FindingComment[] =>
  comments(db, sql`finding_id = ${id}`);

/** Those of a case that are open. */
export const openComments = (db: ReadDb | WriteDb, caseId: CaseId): FindingComment[] =>
  comments(db, sql`resolved_at IS NULL AND finding_id IN (SELECT id FROM findings WHERE case_id = ${caseId})`);

export function insertComment(
  db: WriteDb,
  { id, findingId, field, anchor, text, by, at, resolved }: FindingComment,
): void {
  db.run(sql`INSERT INTO finding_comments
      (id, finding_id, field, quote, position, text_before, text_after, text, by_whom, at, resolved_by, resolved_at)
    VALUES (${id}, ${findingId}, ${field}, ${anchor.quote}, ${anchor.at}, ${anchor.before}, ${anchor.after}, ${text},
      ${by}, ${at}, ${resolved?.by ?? null}, ${resolved?.at ?? null})`);
}

/** @throws Fault `conflict` for a finding that is final, and for words that are not in the field as it was saved */
export function comment(
  { db, at, session, record }: WriteContext,
  { findingId, field, at: from, length, text, by }: Parsed<'finding.comment'>,
): FindingComment {
  const finding = findingById(db, findingId);
  // What is agreed on is not talked about by the way: it is reopened with a reason.
  mustBeOpen(finding);
  const anchor = anchorAt(finding[field], from, length);
  if (anchor.quote.length < length || anchor.quote.trim() === '')
    throw new Fault('conflict', 'A comment is about words of the saved text: choose them again.');
  const id = CommentId.parse(randomUUID());
  const made = { id, findingId, field, anchor, text, by: by ?? session.investigator, at, resolved: null };
  insertComment(db, made);
  record(entry('comment', finding, { field, quote: anchor.quote, text, by: made.by }));
  return made;
}

/** @throws Fault `not-found` */
export function resolveComment(
  { db, at, session, record }: WriteContext,
  { commentId, resolved, by }: Parsed<'finding.resolveComment'>,
): FindingComment {
  const [before] = comments(db, sql`id = ${commentId}`);
  if (!before) throw new Fault('not-found', 'That comment is not in this vault.');
  const who = by ?? session.investigator;
  db.run(sql`UPDATE finding_comments SET resolved_by = ${resolved ? who : null}, resolved_at = ${resolved ? at : null}
    WHERE id = ${commentId}`);
  const { text, anchor } = before;
  record(entry('resolveComment', findingById(db, before.findingId), { resolved, quote: anchor.quote, text, by: who }));
  return { ...before, resolved: resolved ? { by: who, at } : null };
}
