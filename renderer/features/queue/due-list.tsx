import { Button } from '@blueprintjs/core';
import { useQueries } from '@tanstack/react-query';
import type { Case } from '../../../shared/contract/cases.ts';
import type { Calendar, Request } from '../../../shared/contract/requests.ts';
import { awaited, spanWords } from '../../../shared/domain/clocks/request-clock.ts';
import { caseLabel, requestLabel } from '../../../shared/domain/labels.ts';
import { DUE_GROUPS, dueList, dueTasks, handOverNote } from '../../../shared/domain/requests/due-list.ts';
import { call } from '../../client/call.ts';
import { copyText } from '../../client/clipboard.ts';
import { keyOf, useRead } from '../../client/hooks.ts';
import { untilDue } from '../../parts/due-text.tsx';
import { useWorkspace } from '../../state/navigation.tsx';
import { useSession } from '../../state/session.ts';
import { formatInZone } from '../../ui/format.ts';
import { EmptyState, Panel } from '../../ui/panel.tsx';
import { showError, showToast } from '../../ui/toaster.ts';

const NONE: never[] = [];
const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;
interface Props {
  readonly cases: readonly Case[];
  /** Whose tasks are listed. */
  readonly caseIds: ReadonlySet<string>;
  readonly requests: readonly Request[];
  readonly calendars: readonly Calendar[];
  readonly now: number;
}

/** What waits in all cases, by when it falls due on the clocks of this computer. */
export function DueList({ cases, caseIds, requests, calendars, now }: Props) {
  const { openCase } = useWorkspace();
  const { vault } = useSession();
  const entries = dueList(requests, calendars, now, HERE);
  const { data: openTasks = NONE } = useRead('work.open', {});
  // Those of the cases that the filter of the queue lets pass.
  const tasks = dueTasks(
    openTasks.filter(({ caseId }) => caseIds.has(caseId)),
    now,
    HERE,
  );
  const open = [...new Set(entries.map(({ request }) => request.caseId))];
  const asked = useQueries({
    queries: open.map((caseId) => ({
      queryKey: keyOf('question.list', { caseId }),
      queryFn: () => call('question.list', { caseId }),
    })),
  });
  const questions = asked.flatMap(({ data }) => data ?? []);
  const nameOf = (id: string): string => {
    const found = cases.find((each) => each.id === id);
    return found ? `${caseLabel(found.number)} ${found.title}` : '';
  };
  const copy = (): void => {
    const note = handOverNote({
      ...{ entries, tasks, caseName: nameOf, zone: HERE, now, by: vault?.investigator ?? '' },
      questions: (requestId) => questions.filter((each) => each.requestId === requestId),
    });
    copyText(note).then(
      () => showToast({ message: 'The hand-over note is on the clipboard.', intent: 'success' }),
      showError,
    );
  };
  if (entries.length + tasks.length === 0)
    return (
      <EmptyState icon="tick-circle" title="Nothing is due">
        Requests that wait for an acknowledgement or an answer are listed here, by working time and by when their
        requesters need them, and open tasks of all cases.
      </EmptyState>
    );
  return (
    <div className="rt-column">
      <div className="rt-row">
        <span className="rt-grow rt-muted">By the clocks of {HERE}. A week ends on Sunday.</span>
        <Button icon="clipboard" text="Copy the hand-over note" onClick={copy} />
      </div>
      {DUE_GROUPS.map((group) => {
        const of = entries.filter((entry) => entry.group === group);
        if (of.length === 0) return null;
        return (
          <Panel key={group} title={`${group[0]?.toUpperCase()}${group.slice(1)}: ${of.length}`}>
            <ul className="rt-list">
              {of.map(({ request, next, due }) => {
                const instant = due === null ? null : new Date(due).toISOString();
                const left = questions.filter(
                  ({ requestId, state }) => requestId === request.id && (state === 'unanswered' || state === 'draft'),
                ).length;
                return (
                  <li key={request.id}>
                    <button
                      type="button"
                      className="rt-line"
                      onClick={() => openCase(request.caseId, { screen: 'requests', focus: request.id })}
                    >
                      <span className="rt-mono">{requestLabel(request.number)}</span>
                      <span className="rt-grow">
                        {request.subject}
                        <span className="rt-line-detail">
                          {[nameOf(request.caseId), request.team, request.owner, `${left} open`]
                            .filter(Boolean)
                            .join(' · ')}
                        </span>
                      </span>
                      <span className="rt-queue-due">
                        {awaited(next.milestone)}
                        <span className="rt-line-detail">
                          {instant === null
                            ? 'no due time'
                            : `${untilDue(instant, now)} · ${formatInZone(instant, HERE)}`}
                        </span>
                      </span>
                      <span className="rt-muted rt-queue-hours">
                        {spanWords(next.business, Number.POSITIVE_INFINITY)} of{' '}
                        {spanWords(next.goal, Number.POSITIVE_INFINITY)}
                        <span className="rt-line-detail">working time</span>
                      </span>
                    </button>
                  </li>
                );
              })}
            </ul>
          </Panel>
        );
      })}
      {tasks.length > 0 && (
        <Panel title={`Tasks: ${tasks.length}`}>
          <ul className="rt-list">
            {tasks.map(({ task, group }) => (
              <li key={task.id}>
                <button type="button" className="rt-line" onClick={() => openCase(task.caseId, { screen: 'requests' })}>
                  <span className="rt-mono">T-{task.number}</span>
                  <span className="rt-grow">
                    {task.text}
                    <span className="rt-line-detail">
                      {[nameOf(task.caseId), task.owner, task.waits && 'waits for another task']
                        .filter(Boolean)
                        .join(' · ')}
                    </span>
                  </span>
                  <span className={group === 'overdue' ? 'rt-danger rt-queue-due' : 'rt-queue-due'}>
                    {task.dueAt === null
                      ? 'no due time'
                      : `${untilDue(task.dueAt, now)} · ${formatInZone(task.dueAt, HERE)}`}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </div>
  );
}
