import { z } from 'zod';
import { read, write } from './command.ts';
import { CaseId, Instant, Line, Nothing, TaskId, Text, Title } from './values.ts';

export const TaskState = z.enum(['open', 'doing', 'done']);
export type TaskState = z.infer<typeof TaskState>;
export const Task = z.object({
  id: TaskId,
  caseId: CaseId,
  number: z.int().describe('within the case'),
  text: z.string(),
  owner: z.string(),
  dueAt: Instant.nullable(),
  after: z.array(TaskId).describe('tasks that come before it'),
  state: TaskState,
  waits: z.boolean().describe('a task before it is not done'),
  typology: z.string().describe('whose checklist it comes from; empty for none'),
  createdAt: Instant,
  doneAt: Instant.nullable(),
  minutes: z.int().describe('of the work log'),
});
export type Task = z.infer<typeof Task>;

export const WorkEntry = z.object({
  id: z.string(),
  caseId: CaseId,
  taskId: TaskId.nullable(),
  at: Instant,
  minutes: z.int(),
  text: z.string(),
  by: z.string(),
});
export type WorkEntry = z.infer<typeof WorkEntry>;

export const OUTCOMES = ['confirmed', 'not confirmed', 'referred', 'duplicate', 'no action'] as const;
export const Outcome = z.enum(OUTCOMES);
export type Outcome = z.infer<typeof Outcome>;
/** How a case stands among the others. */
export const CaseStanding = z.object({
  caseId: CaseId,
  outcome: Outcome.nullable().describe('of the last time that it was closed with one'),
  reason: z.string(),
  endedAt: Instant.nullable(),
  parent: CaseId.nullable(),
  parentReason: z.string(),
  minutes: z.int().describe('of its work log'),
  tasksOpen: z.int(),
});
export type CaseStanding = z.infer<typeof CaseStanding>;

const said = {
  owner: Line.optional(),
  dueAt: Instant.nullable().optional(),
  after: z.array(TaskId).max(50).optional(),
};
export const workCommands = {
  'work.tasks': read({ caseId: CaseId }, z.array(Task), ['work']),
  /** What is open in all cases that are not closed. */
  'work.open': read({}, z.array(Task), ['work', 'case']),
  'work.addTask': write({ caseId: CaseId, text: Title, ...said }, Task),
  /** What is still open in the checklist of the case becomes tasks, each once. */
  'work.addFromChecklist': write({ caseId: CaseId, owner: Line.optional() }, z.array(Task)),
  'work.changeTask': write({ id: TaskId, text: Title.optional(), state: TaskState.optional(), ...said }, Task),
  'work.removeTask': write({ id: TaskId }, Nothing),
  'work.log': read({ caseId: CaseId }, z.array(WorkEntry), ['work']),
  'work.addEntry': write(
    {
      caseId: CaseId,
      taskId: TaskId.nullable().default(null),
      minutes: z.int().min(1).max(10_000),
      text: Text,
      at: Instant.optional(),
    },
    WorkEntry,
  ),
  /** Of every case. */
  'work.standings': read({}, z.array(CaseStanding), ['work', 'case']),
  /** Closes a case, and keeps how it ended and why. */
  'work.close': write(
    {
      caseId: CaseId,
      outcome: Outcome,
      reason: Title,
      despiteHold: z
        .boolean()
        .default(false)
        .describe('needed while a legal hold stands, which the closing leaves standing'),
    },
    CaseStanding,
    ['case', 'retention'],
  ),
  /** Makes a case a part of another one, or takes that back. Neither changes. */
  'work.setParent': write({ caseId: CaseId, parent: CaseId.nullable(), reason: Line }, CaseStanding),
};
