import { randomUUID } from 'node:crypto';
import type { Parsed } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Question, QuestionState } from '../../../shared/contract/requests.ts';
import { type CaseId, type ExhibitId, type FindingId, QuestionId } from '../../../shared/contract/values.ts';
import { exhibitLabel, findingLabel, questionLabel } from '../../../shared/domain/labels.ts';
import { labelsIn } from '../../../shared/domain/references.ts';
import { judgedBy } from '../../../shared/domain/requests/judged.ts';
import type { CustodyRecord, Handlers, WriteContext } from '../context.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { type Sql, sql } from '../db/sql.ts';
import { exhibitNumbers, requireExhibitsOfCase } from '../evidence/support.ts';
import { listFindings } from '../findings/reads.ts';
import { requestById } from './store.ts';

type Db = ReadDb | WriteDb;
export const questionHandlers: Handlers<'question'> = {
  'question.list': ({ db }, { caseId }) => questionsOf(db, sql`case_id = ${caseId}`, caseId),
  'question.create': askQuestion,
  'question.update': changeQuestion,
  'question.remove': ({ db, record }, { questionId }) => {
    const gone = questionById(db, questionId);
    if (gone.delivered)
      throw new Fault('conflict', `${questionLabel(gone.number)} was answered and delivered; it stays.`);
    db.run(sql`DELETE FROM questions WHERE id = ${questionId}`);
    record(entry('remove', gone, { text: gone.text, answer: gone.answer }));
    return null;
  },
};

type Row = Omit<
  Question,
  'findings' | 'findingLabels' | 'exhibits' | 'exhibitLabels' | 'ready' | 'state' | 'delivered' | 'taken' | 'byFindings'
> & {
  readonly support: string;
  readonly ready: number;
  readonly deliveredAt: string | null;
  readonly deliveredTo: string;
  readonly deliveredAnswer: string;
};
const SELECT = sql`
  SELECT id, case_id AS caseId, request_id AS requestId, number, text, owner, due_at AS dueAt, answer, likelihood, confidence, ready,
    delivered_at AS deliveredAt, delivered_to AS deliveredTo, delivered_answer AS deliveredAnswer,
    (SELECT json_group_array(json_array(kind, subject_id) ORDER BY position) FROM question_support WHERE question_id = questions.id) AS support
  FROM questions`;
/** Of which of them nobody chose one: the column holds `not-judged`, and the answer says what its findings say at the time. */
const JUDGED = ['likelihood', 'confidence'] as const;
const MISSING = 'That question is not in this vault. It may have been removed.';

function questionsOf(db: Db, where: Sql, caseId: CaseId): Question[] {
  const rows = db.all<Row>(sql`${SELECT} WHERE ${where} ORDER BY number`);
  if (rows.length === 0) return [];
  const findings = new Map(listFindings(db, caseId).map((each) => [each.id as string, each]));
  const labels = new Map([...exhibitNumbers(db, caseId)].map(([id, number]) => [id as string, exhibitLabel(number)]));
  const there = new Set(labels.values());
  return rows.map(({ support, ready, deliveredAt, deliveredTo, deliveredAnswer, ...row }) => {
    const of = JSON.parse(support) as [string, string][];
    const [built, own] = ['finding', 'exhibit'].map((kind) => of.flatMap(([each, id]) => (each === kind ? [id] : [])));
    const resting = (built ?? []).flatMap((id) => findings.get(id) ?? []);
    const named = labelsIn(row.answer).filter((label) => there.has(label));
    const exhibits = (own ?? []) as ExhibitId[];
    const all = [
      ...exhibits.map((id) => labels.get(id) ?? ''),
      ...resting.flatMap((each) => each.exhibitLabels),
      ...named,
    ];
    const delivered =
      deliveredAt === null
        ? null
        : { at: deliveredAt, to: deliveredTo, answer: deliveredAnswer, changed: deliveredAnswer !== row.answer };
    const byFindings = resting.length === 0 ? null : judgedBy(resting);
    const taken = byFindings ? JUDGED.filter((each) => row[each] === 'not-judged') : [];
    return {
      ...row,
      ...(byFindings && taken.includes('likelihood') && { likelihood: byFindings.likelihood }),
      ...(byFindings && taken.includes('confidence') && { confidence: byFindings.confidence }),
      taken: [...taken],
      byFindings,
      findings: resting.map(({ id }) => id),
      findingLabels: resting.map(({ number }) => findingLabel(number)),
      exhibits,
      exhibitLabels: [...new Set(all)],
      ready: ready === 1,
      delivered,
      state: stateOf(row.answer, ready === 1, delivered),
    };
  });
}

/** One whose answer was changed since it went out is no longer delivered. */
function stateOf(answer: string, ready: boolean, delivered: Question['delivered']): QuestionState {
  if (delivered && !delivered.changed) return 'delivered';
  if (answer.trim() === '') return 'unanswered';
  return ready ? 'answered' : 'draft';
}

/** By number. */
export const listQuestions = (db: Db, caseId: CaseId): Question[] => questionsOf(db, sql`case_id = ${caseId}`, caseId);

/** @throws Fault `not-found` */
export function questionById(db: Db, id: QuestionId): Question {
  const { caseId } = db.one<{ caseId: CaseId }>(sql`SELECT case_id AS caseId FROM questions WHERE id = ${id}`, MISSING);
  return questionsOf(db, sql`id = ${id}`, caseId)[0] as Question;
}

/** @param number the one that it had in the case it comes from; the next of this case when left out */
export function askQuestion(
  { db, at, record }: WriteContext,
  { requestId, text, ...given }: Parsed<'question.create'>,
  number?: number,
): Question {
  const { caseId, owner } = requestById(db, requestId);
  const id = QuestionId.parse(randomUUID());
  const next = db.one<{ next: number }>(
    sql`SELECT coalesce(max(number), 0) + 1 AS next FROM questions WHERE case_id = ${caseId}`,
    '',
  ).next;
  db.run(sql`
    INSERT INTO questions (id, case_id, request_id, number, text, owner, due_at, answer, likelihood, confidence, ready, delivered_at,
      delivered_to, delivered_answer, created_at)
    VALUES (${id}, ${caseId}, ${requestId}, ${number ?? next}, ${text.trim()}, ${given.owner ?? owner}, ${given.dueAt ?? null},
      ${given.answer ?? ''}, ${given.likelihood ?? 'not-judged'}, ${given.confidence ?? 'not-judged'}, ${given.ready ?? false},
      NULL, '', '', ${at})`);
  setSupport(db, caseId, id, given);
  const made = questionById(db, id);
  record(entry('create', made, { text: made.text, owner: made.owner, dueAt: made.dueAt }));
  return made;
}

const TOLD = [
  'text',
  'owner',
  'dueAt',
  'answer',
  'likelihood',
  'confidence',
  'taken',
  'findingLabels',
  'exhibitLabels',
  'ready',
] as const;

function changeQuestion({ db, record }: WriteContext, { questionId, ...given }: Parsed<'question.update'>): Question {
  const before = questionById(db, questionId);
  const said = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const set = { ...before, ...chosen(before), ...said };
  if (set.ready && set.answer.trim() === '')
    throw new Fault('bad-request', `${questionLabel(before.number)} has no answer yet, so that it cannot be ready.`);
  // What goes out is what somebody said may go out: another answer has to be said so anew.
  const ready = given.ready ?? (before.ready && set.answer === before.answer);
  db.runOne(
    sql`UPDATE questions SET text = ${set.text.trim()}, owner = ${set.owner}, due_at = ${set.dueAt}, answer = ${set.answer},
      likelihood = ${set.likelihood}, confidence = ${set.confidence}, ready = ${ready} WHERE id = ${questionId}`,
    MISSING,
  );
  setSupport(db, before.caseId, questionId, given);
  // So has one that says something else because it is built from other findings.
  if (ready && given.ready === undefined) {
    const now = questionById(db, questionId);
    if (JUDGED.some((each) => given[each] === undefined && now[each] !== before[each]))
      db.runOne(sql`UPDATE questions SET ready = ${false} WHERE id = ${questionId}`, MISSING);
  }
  const after = questionById(db, questionId);
  const changed = TOLD.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
  record(
    entry(
      'update',
      after,
      Object.fromEntries(changed.map((field) => [field, { from: before[field], to: after[field] }])),
    ),
  );
  return after;
}

/** What somebody chose of the judgement of an answer; `not-judged` for what is taken from its findings. */
export const chosen = ({ likelihood, confidence, taken }: Question): Pick<Question, 'likelihood' | 'confidence'> => ({
  likelihood: taken.includes('likelihood') ? 'not-judged' : likelihood,
  confidence: taken.includes('confidence') ? 'not-judged' : confidence,
});

/** @throws Fault `not-found` for what is not of the case */
function setSupport(
  db: WriteDb,
  caseId: CaseId,
  id: QuestionId,
  { findings, exhibits }: { readonly findings?: FindingId[] | undefined; readonly exhibits?: ExhibitId[] | undefined },
): void {
  const known = new Set(findings && listFindings(db, caseId).map((each) => each.id));
  if (findings?.some((each) => !known.has(each)))
    throw new Fault('not-found', 'A finding that the answer is built from is not in this case.');
  const put = (kind: string, ids: readonly string[]): void => {
    db.run(sql`DELETE FROM question_support WHERE question_id = ${id} AND kind = ${kind}`);
    for (const [position, subject] of [...new Set(ids)].entries())
      db.run(
        sql`INSERT INTO question_support (question_id, kind, subject_id, position) VALUES (${id}, ${kind}, ${subject}, ${position})`,
      );
  };
  if (findings) put('finding', findings);
  if (exhibits) put('exhibit', requireExhibitsOfCase(db, caseId, exhibits));
}

/** Keeps the version of an answer that went out, with the judgement that went with it: its findings change that no more. */
export function markDelivered(db: WriteDb, id: QuestionId, answer: string, at: string, to: string): void {
  const { likelihood, confidence } = questionById(db, id);
  db.runOne(
    sql`UPDATE questions SET delivered_at = ${at}, delivered_to = ${to}, delivered_answer = ${answer},
      likelihood = ${likelihood}, confidence = ${confidence} WHERE id = ${id}`,
    MISSING,
  );
}

const entry = (
  verb: 'create' | 'update' | 'remove',
  { caseId, number }: Question,
  detail: Record<string, unknown>,
): CustodyRecord => ({
  caseId,
  action: `question.${verb}`,
  subject: questionLabel(number),
  detail,
});
