import { randomUUID } from 'node:crypto';
import type { Parsed } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { type CaseId, TaskId } from '../../../shared/contract/values.ts';
import type { CaseStanding, Task } from '../../../shared/contract/work.ts';
import { caseLabel } from '../../../shared/domain/labels.ts';
import { allCases, askOfHolds, caseFacts, caseNumber, requireCase } from '../cases/reads.ts';
import type { Handlers, WriteContext } from '../context.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { checklistOf } from '../typologies/reads.ts';
import { keepByRule } from './retention-rules.ts';
import {
  deleteTask,
  endsOf,
  entriesOf,
  insertEnd,
  insertEntry,
  parentOf,
  putParent,
  putTask,
  standingsOf,
  taskById,
  tasksOf,
} from './store.ts';

type CloseCase = (context: WriteContext, caseId: CaseId, despiteHold: boolean) => void;
const taskLabel = (number: number): string => `T-${number}`;

/** @param closeCase gives a case its closed status, by the command that changes cases */
export const workHandlers = (closeCase: CloseCase): Handlers<'work'> => ({
  'work.tasks': ({ db }, { caseId }) => tasksOf(db, caseId),
  'work.open': ({ db }) =>
    allCases(db)
      .filter(({ id }) => caseFacts(db, id).status !== 'closed')
      .flatMap(({ id }) => tasksOf(db, id))
      .filter(({ state }) => state !== 'done'),
  'work.addTask': (context, input) => addTask(context, input, ''),
  'work.addFromChecklist': (context, { caseId, owner }) => {
    const known = new Set(tasksOf(context.db, caseId).map(({ text }) => text));
    // A checklist of the case as it was before this write: nothing of it changes here.
    const open = checklistOf(context.session.reader, caseId).filter(
      ({ state, text }) => state === 'open' && !known.has(text.slice(0, 500)),
    );
    if (open.length === 0)
      throw new Fault('conflict', 'Every open entry of the checklist is a task already, or the case has no checklist.');
    return open.map(({ text, typology }) =>
      addTask(context, { caseId, text: text.slice(0, 500), ...(owner !== undefined && { owner }) }, typology),
    );
  },
  'work.changeTask': changeTask,
  'work.removeTask': ({ db, record }, { id }) => {
    const { caseId, number, text, minutes } = taskById(db, id);
    if (minutes > 0) throw new Fault('conflict', `${taskLabel(number)} has time in the work log; it stays.`);
    for (const other of tasksOf(db, caseId))
      if (other.after.includes(id)) putTask(db, { ...other, after: other.after.filter((each) => each !== id) });
    deleteTask(db, id);
    record({ caseId, action: 'work.removeTask', subject: taskLabel(number), detail: { text } });
    return null;
  },
  'work.log': ({ db }, { caseId }) => entriesOf(db, caseId),
  'work.addEntry': ({ db, at: now, session, record }, { caseId, taskId, minutes, text, at = now }) => {
    requireCase(db, caseId);
    if (at > now) throw new Fault('bad-request', `${at} has not come yet.`);
    if (text.trim() === '') throw new Fault('bad-request', 'Say what was done.');
    const task = taskId === null ? null : taskById(db, taskId);
    if (task && task.caseId !== caseId) throw new Fault('not-found', 'That task is of another case.');
    const entry = { id: randomUUID(), caseId, taskId, at, minutes, text: text.trim(), by: session.investigator };
    insertEntry(db, entry, now);
    const subject = task ? taskLabel(task.number) : caseLabel(caseNumber(db, caseId));
    record({ caseId, action: 'work.addEntry', subject, detail: { minutes, at, text: entry.text } });
    return entry;
  },
  'work.standings': ({ db }) => standingsOf(db),
  'work.close': (context, { caseId, outcome, reason, despiteHold }) => {
    const { db, at, session, record } = context;
    requireCase(db, caseId);
    const held = askOfHolds(db, caseId, despiteHold);
    closeCase(context, caseId, despiteHold);
    insertEnd(db, { id: randomUUID(), caseId, outcome, reason: reason.trim(), at, by: session.investigator });
    const detail = {
      outcome,
      reason: reason.trim(),
      tasksOpen: openIn(tasksOf(db, caseId)),
      ended: endsOf(db, caseId).length,
      ...(held.length > 0 && { held }),
    };
    keepByRule(context, caseId);
    record({ caseId, action: 'work.close', subject: caseLabel(caseNumber(db, caseId)), detail });
    return standing(db, caseId);
  },
  'work.setParent': ({ db, at, session, record }, { caseId, parent, reason }) => {
    requireCase(db, caseId);
    if (parent !== null) {
      requireCase(db, parent);
      if (reason.trim() === '') throw new Fault('bad-request', 'Say why the one case is a part of the other.');
      for (let above: CaseId | undefined = parent; above !== undefined; above = parentOf(db, above))
        if (above === caseId)
          throw new Fault('conflict', 'A case cannot be a part of itself, or of one that is a part of it.');
    }
    putParent(db, caseId, parent, { reason: reason.trim(), at, by: session.investigator });
    const detail = { parent: parent === null ? null : caseLabel(caseNumber(db, parent)), reason: reason.trim() };
    record({ caseId, action: 'work.setParent', subject: caseLabel(caseNumber(db, caseId)), detail });
    return standing(db, caseId);
  },
});

const openIn = (tasks: readonly Task[]): number => tasks.filter(({ state }) => state !== 'done').length;

const standing = (db: ReadDb | WriteDb, caseId: CaseId): CaseStanding =>
  standingsOf(db).find((each) => each.caseId === caseId) ?? {
    ...{ caseId, outcome: null, reason: '', endedAt: null, parent: null, parentReason: '', minutes: 0, tasksOpen: 0 },
  };

function addTask({ db, at, session, record }: WriteContext, given: Parsed<'work.addTask'>, typology: string): Task {
  const { caseId, text, owner = session.investigator, dueAt = null, after = [] } = given;
  requireCase(db, caseId);
  const tasks = tasksOf(db, caseId);
  requireOfCase(tasks, after);
  const id = TaskId.parse(randomUUID());
  const number = (tasks.at(-1)?.number ?? 0) + 1;
  const base = { id, caseId, number, text: text.trim(), owner, dueAt, after, typology };
  putTask(db, { ...base, state: 'open', createdAt: at, doneAt: null });
  const detail = { text: text.trim(), owner, dueAt, ...(typology && { typology }) };
  record({ caseId, action: 'work.addTask', subject: taskLabel(number), detail });
  return taskById(db, id);
}

function changeTask({ db, at, record }: WriteContext, { id, ...given }: Parsed<'work.changeTask'>): Task {
  const before = taskById(db, id);
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<Task>;
  const tasks = tasksOf(db, before.caseId);
  if (set.after) requireOrder(tasks, id, set.after);
  if (set.state !== undefined && set.state !== 'open' && before.waits && set.after === undefined) {
    const first = tasks.filter((each) => before.after.includes(each.id) && each.state !== 'done');
    const names = first.map(({ number }) => taskLabel(number)).join(', ');
    throw new Fault('conflict', `${taskLabel(before.number)} comes after ${names}, which is not done.`);
  }
  const doneAt = set.state === undefined ? before.doneAt : set.state === 'done' ? (before.doneAt ?? at) : null;
  putTask(db, { ...before, ...set, doneAt });
  const detail = Object.fromEntries(
    (Object.keys(set) as (keyof Task)[]).map((key) => [key, { from: before[key], to: set[key] }]),
  );
  record({ caseId: before.caseId, action: 'work.changeTask', subject: taskLabel(before.number), detail });
  return taskById(db, id);
}

function requireOfCase(tasks: readonly Task[], after: readonly TaskId[]): void {
  if (after.some((id) => !tasks.some((each) => each.id === id)))
    throw new Fault('not-found', 'A task that comes before is not in this case.');
}

/** @throws Fault `conflict` for an order that comes back to the task */
function requireOrder(tasks: readonly Task[], id: TaskId, after: readonly TaskId[]): void {
  requireOfCase(tasks, after);
  const seen = new Set<TaskId>();
  const walk = (at: TaskId): void => {
    if (at === id) throw new Fault('conflict', 'The task would come before itself.');
    if (seen.has(at)) return;
    seen.add(at);
    for (const next of tasks.find((each) => each.id === at)?.after ?? []) walk(next);
  };
  for (const each of after) walk(each);
}
