import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { TaskId } from '../../../shared/contract/values.ts';
import { Outcome, Task, WorkEntry } from '../../../shared/contract/work.ts';
import { caseLabel } from '../../../shared/domain/labels.ts';
import type { BundlePart } from '../bundle-part.ts';
import { caseNumber } from '../cases/reads.ts';
import { endsOf, entriesOf, insertEnd, insertEntry, parentOf, putParent, putTask, tasksOf } from './store.ts';

/** The case that one is a part of, which a bundle names and does not hold. */
export const parentCase = { of: parentOf, put: putParent };

const WORK = 'case/work.json';
const BundledWork = z.strictObject({
  tasks: z.array(Task.omit({ caseId: true, waits: true, minutes: true }).strict()).max(10_000),
  log: z.array(WorkEntry.omit({ caseId: true }).strict()).max(100_000),
  ends: z
    .array(z.strictObject({ id: z.string(), outcome: Outcome, reason: z.string(), at: z.string(), by: z.string() }))
    .max(1000),
});

/** Tasks, the work log and how a whole case ended. Of which case it is a part, `bundles/exchange-part.ts` tells: the other case does not go with it. */
export const workPart: BundlePart = {
  tables: ['tasks', 'work_log', 'case_ends', 'case_parents'],
  documents: () => [{ name: WORK, required: false, schema: BundledWork }],
  gather: ({ db, caseId, scope }) => {
    if (scope !== 'case') return [];
    const tasks = tasksOf(db, caseId).map(({ caseId: _case, waits: _waits, minutes: _minutes, ...task }) => task);
    const log = entriesOf(db, caseId).map(({ caseId: _case, ...entry }) => entry);
    const ends = endsOf(db, caseId).map(({ caseId: _case, ...end }) => end);
    if (tasks.length + log.length + ends.length === 0) return [];
    return [{ name: WORK, value: BundledWork.parse({ tasks, log, ends }) }];
  },
  restore: ({ write: { db, at, record }, references, document }) => {
    const held = document(WORK, BundledWork);
    if (!held) return {};
    const { caseId } = references;
    for (const { id } of held.tasks) references.add('task', id, TaskId.parse(randomUUID()));
    const here = (id: TaskId): TaskId[] => (references.has(id) ? [references.find('task', id)] : []);
    for (const task of held.tasks)
      putTask(db, { ...task, id: here(task.id)[0] as TaskId, caseId, after: task.after.flatMap(here) });
    for (const entry of held.log) {
      const taskId = entry.taskId === null ? null : (here(entry.taskId)[0] ?? null);
      insertEntry(db, { ...entry, id: randomUUID(), caseId, taskId }, at);
    }
    for (const end of held.ends) insertEnd(db, { ...end, id: randomUUID(), caseId });
    const detail = { tasks: held.tasks.length, entries: held.log.length, ends: held.ends.length };
    record({ caseId, action: 'work.addTask', subject: caseLabel(caseNumber(db, caseId)), detail });
    return {};
  },
};
