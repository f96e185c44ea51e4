import { Button, HTMLSelect, InputGroup } from '@blueprintjs/core';
import { type FormEvent, useState } from 'react';
import type { CaseId, TaskId } from '../../../shared/contract/values.ts';
import { type Task, TaskState } from '../../../shared/contract/work.ts';
import { spanWords } from '../../../shared/domain/clocks/request-clock.ts';
import { useRead, useWrite } from '../../client/hooks.ts';
import { instantOf, untilDue, useNow, wallOf } from '../../parts/due-text.tsx';
import { Time } from '../../ui/hash.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Changes, SavedLine } from '../../ui/saved-field.tsx';
import { showError } from '../../ui/toaster.ts';

const PACIFIC = 'America/Los_Angeles';
const NONE: never[] = [];
const STATES: Record<TaskState, string> = { open: 'Open', doing: 'In progress', done: 'Done' };
const hours = (minutes: number): string => spanWords(minutes * 60_000, Number.POSITIVE_INFINITY);

/** What is to be done in the case, by whom and after what, and the time that went into it. */
export function Tasks({ caseId }: { caseId: CaseId }) {
  const { data: tasks = NONE } = useRead('work.tasks', { caseId });
  const { data: checklist = NONE } = useRead('checklist.list', { caseId });
  const take = useWrite('work.addFromChecklist');
  const known = new Set(tasks.map(({ text }) => text));
  const left = checklist.filter(({ state, text }) => state === 'open' && !known.has(text.slice(0, 500))).length;
  const total = tasks.filter(({ state }) => state !== 'done').length;
  return (
    <Panel
      title={tasks.length === 0 ? 'Tasks' : `Tasks: ${total} of ${tasks.length} open`}
      actions={
        left > 0 && (
          <Changes>
            <Button
              size="small"
              icon="add-to-artifact"
              text={`Add ${left} from the checklist`}
              loading={take.isPending}
              onClick={() => take.mutate({ caseId }, { onError: showError })}
            />
          </Changes>
        )
      }
    >
      {tasks.length === 0 && (
        <p className="rt-panel-note rt-muted">
          None yet. A task has an owner, a due time and tasks that come before it; the open entries of a checklist
          become tasks with one click.
        </p>
      )}
      <ul className="rt-list" aria-label="Tasks of the case">
        {tasks.map((task) => (
          <TaskLine key={task.id} of={task} all={tasks} />
        ))}
      </ul>
      <AddTask caseId={caseId} />
      <WorkLog caseId={caseId} tasks={tasks} />
    </Panel>
  );
}

function TaskLine({ of, all }: { of: Task; all: readonly Task[] }) {
  const change = useWrite('work.changeTask');
  const remove = useWrite('work.removeTask');
  const now = useNow();
  const label = `T-${of.number}`;
  const before = all.filter(({ id }) => of.after.includes(id));
  const late = of.dueAt !== null && of.state !== 'done' && Date.parse(of.dueAt) < now;
  const set = (given: Omit<Parameters<typeof change.mutate>[0], 'id'>): void =>
    change.mutate({ id: of.id, ...given }, { onError: showError });
  return (
    <li className="rt-line rt-request-task">
      <span className="rt-mono">{label}</span>
      <span className="rt-grow rt-break">
        {of.text}
        <span className="rt-line-detail">
          {[
            of.typology,
            before.length > 0 &&
              `after ${before.map(({ number }) => `T-${number}`).join(', ')}${of.waits ? ', not done yet' : ''}`,
            of.minutes > 0 && `${hours(of.minutes)} logged`,
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </span>
      <Changes>
        <HTMLSelect
          aria-label={`State of ${label}`}
          value={of.state}
          onChange={(event) => set({ state: event.target.value as TaskState })}
          options={TaskState.options.map((value) => ({ value, label: STATES[value] }))}
        />
        <label className="rt-request-task-owner" htmlFor={`owner-${of.id}`}>
          <span className="rt-visually-hidden">Owner of {label}</span>
          <SavedLine
            id={`owner-${of.id}`}
            value={of.owner}
            maxLength={500}
            onSave={(owner) => change.mutateAsync({ id: of.id, owner })}
          />
        </label>
        <input
          type="datetime-local"
          aria-label={`Due time of ${label} (Pacific)`}
          title={of.dueAt === null ? 'Due, Pacific' : `${untilDue(of.dueAt, now)}, Pacific`}
          className={late ? 'bp6-input bp6-intent-danger' : 'bp6-input'}
          value={of.dueAt === null ? '' : wallOf(of.dueAt, PACIFIC)}
          onChange={(event) =>
            set({ dueAt: event.target.value === '' ? null : instantOf(event.target.value, PACIFIC) })
          }
        />
        <HTMLSelect
          aria-label={`${label} comes after`}
          value={of.after[0] ?? ''}
          onChange={(event) => set({ after: event.target.value === '' ? [] : [event.target.value as TaskId] })}
          options={[
            { value: '', label: 'After none' },
            ...all
              .filter(({ id }) => id !== of.id)
              .map(({ id, number }) => ({ value: id, label: `After T-${number}` })),
          ]}
        />
        <Button
          variant="minimal"
          icon="trash"
          aria-label={`Remove ${label}`}
          title={of.minutes > 0 ? 'It has time in the work log and stays' : 'Remove the task'}
          disabled={of.minutes > 0}
          onClick={() => remove.mutate({ id: of.id }, { onError: showError })}
        />
      </Changes>
    </li>
  );
}

function AddTask({ caseId }: { caseId: CaseId }) {
  const add = useWrite('work.addTask');
  const [text, setText] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (text.trim() !== '') add.mutate({ caseId, text }, { onSuccess: () => setText(''), onError: showError });
  };
  return (
    <Changes>
      <form className="rt-row rt-request-task-add" onSubmit={submit}>
        <InputGroup
          className="rt-grow"
          aria-label="Another task"
          placeholder="Another task"
          maxLength={500}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Button type="submit" icon="plus" text="Add task" disabled={text.trim() === ''} loading={add.isPending} />
      </form>
    </Changes>
  );
}

function WorkLog({ caseId, tasks }: { caseId: CaseId; tasks: readonly Task[] }) {
  const { data: entries = NONE } = useRead('work.log', { caseId });
  const add = useWrite('work.addEntry');
  const [text, setText] = useState('');
  const [minutes, setMinutes] = useState(15);
  const [taskId, setTaskId] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    add.mutate(
      { caseId, taskId: taskId === '' ? null : (taskId as TaskId), minutes, text },
      { onSuccess: () => setText(''), onError: showError },
    );
  };
  const numbers = new Map(tasks.map(({ id, number }) => [id, `T-${number}`]));
  const sum = entries.reduce((all, each) => all + each.minutes, 0);
  return (
    <section aria-label="Work log">
      <h3 className="rt-panel-note">Work log{sum > 0 && `: ${hours(sum)}`}</h3>
      <Changes>
        <form className="rt-row rt-request-task-add" onSubmit={submit}>
          <input
            type="number"
            className="bp6-input rt-request-task-minutes"
            aria-label="Minutes"
            min={1}
            max={10_000}
            value={minutes}
            onChange={(event) => setMinutes(Math.max(1, Math.min(10_000, Math.round(Number(event.target.value)) || 1)))}
          />
          <span className="rt-muted">min</span>
          <HTMLSelect
            aria-label="Task that it went into"
            value={taskId}
            onChange={(event) => setTaskId(event.target.value)}
            options={[
              { value: '', label: 'No task' },
              ...tasks.map(({ id, number }) => ({ value: id, label: `T-${number}` })),
            ]}
          />
          <InputGroup
            className="rt-grow"
            aria-label="What was done"
            placeholder="What was done"
            maxLength={2000}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <Button type="submit" icon="plus" text="Log" disabled={text.trim() === ''} loading={add.isPending} />
        </form>
      </Changes>
      <ul className="rt-list">
        {entries.slice(0, 100).map((entry) => (
          <li key={entry.id} className="rt-line">
            <span className="rt-muted">
              <Time at={entry.at} />
            </span>
            <span className="rt-grow rt-break">
              {entry.text}
              <span className="rt-line-detail">
                {[entry.taskId && numbers.get(entry.taskId), entry.by].filter(Boolean).join(' · ')}
              </span>
            </span>
            <span>{hours(entry.minutes)}</span>
          </li>
        ))}
      </ul>
      {entries.length > 100 && (
        <p className="rt-panel-note rt-muted">{entries.length - 100} earlier entries are not shown.</p>
      )}
    </section>
  );
}
