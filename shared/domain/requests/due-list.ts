import type { Calendar, Question, Request } from '../../contract/requests.ts';
import type { Task } from '../../contract/work.ts';
import { clocksOf, nextClock, nextDue } from '../clocks/of-request.ts';
import { awaited, type ClockReading } from '../clocks/request-clock.ts';
import { requestLabel } from '../labels.ts';
import { offsetOf } from '../zones.ts';

/** How soon something is due, on the clocks of one zone. */
export const DUE_GROUPS = ['overdue', 'today', 'this week', 'later', 'paused', 'no due time'] as const;
export type DueGroup = (typeof DUE_GROUPS)[number];
export interface DueEntry {
  readonly request: Request;
  readonly next: ClockReading;
  /** Milliseconds since 1970. */
  readonly due: number | null;
  readonly group: DueGroup;
}
const DAY_MS = 86_400_000;

/** @param due milliseconds since 1970 @param zone of the clocks by which a day ends; a week ends with its Sunday */
function groupOf(due: number | null, now: number, zone: string): DueGroup {
  if (due === null) return 'no due time';
  if (due < now) return 'overdue';
  const day = (at: number): number => Math.floor((at + offsetOf(at, zone)) / DAY_MS);
  const today = day(now);
  // 1970-01-01 was a Thursday.
  const sunday = today + ((((10 - ((today % 7) + 7)) % 7) + 7) % 7);
  return day(due) === today ? 'today' : day(due) <= sunday ? 'this week' : 'later';
}

export interface DueTask {
  readonly task: Task;
  readonly group: DueGroup;
}
/** Open tasks, those that are due first before the others. */
export const dueTasks = (tasks: readonly Task[], now: number, zone: string): DueTask[] =>
  tasks
    .map((task) => ({ task, group: groupOf(task.dueAt === null ? null : Date.parse(task.dueAt), now, zone) }))
    .toSorted(
      (a, b) =>
        DUE_GROUPS.indexOf(a.group) - DUE_GROUPS.indexOf(b.group) ||
        (a.task.dueAt ?? '9').localeCompare(b.task.dueAt ?? '9') ||
        a.task.number - b.task.number,
    );

/** Every open request that still waits for something, those that are due first before the others. @param zone of the clocks by which a day ends */
export function dueList(
  requests: readonly Request[],
  calendars: readonly Calendar[],
  now: number,
  zone: string,
): DueEntry[] {
  return requests
    .flatMap((request): DueEntry[] => {
      const next = nextClock(clocksOf(request, calendars, now));
      if (!next) return [];
      const due = nextDue(request, calendars, now);
      const soon = groupOf(due, now, zone);
      const group: DueGroup =
        next.state === 'overdue' || soon === 'overdue' ? 'overdue' : next.state === 'paused' ? 'paused' : soon;
      return [{ request, next, due, group }];
    })
    .toSorted(
      (a, b) =>
        DUE_GROUPS.indexOf(a.group) - DUE_GROUPS.indexOf(b.group) ||
        (a.due ?? Number.POSITIVE_INFINITY) - (b.due ?? Number.POSITIVE_INFINITY),
    );
}

export interface HandOver {
  readonly entries: readonly DueEntry[];
  readonly tasks: readonly DueTask[];
  /** How a case is named: "C-0007 Copper Lantern". */
  readonly caseName: (caseId: string) => string;
  readonly questions: (requestId: string) => readonly Pick<Question, 'state'>[];
  readonly zone: string;
  readonly now: number;
  readonly by: string;
}

/** What the next shift has to know, as plain text: what is due, what stands still and why, and who owns it. */
export function handOverNote({ entries, tasks, caseName, questions, zone, now, by }: HandOver): string {
  const at = (instant: number): string =>
    new Date(instant + offsetOf(instant, zone)).toISOString().slice(0, 16).replace('T', ' ');
  const lines = [`Hand-over, ${at(now)} ${zone}${by ? `, by ${by}` : ''}`];
  for (const group of DUE_GROUPS) {
    const of = entries.filter((entry) => entry.group === group);
    if (of.length === 0) continue;
    lines.push('', `${group.toUpperCase()} (${of.length})`);
    for (const { request, next, due } of of) {
      const open = questions(request.id).filter(({ state }) => state === 'unanswered' || state === 'draft').length;
      const pause = request.log.findLast(({ kind }) => kind === 'paused' || kind === 'resumed');
      const facts = [
        `${awaited(next.milestone)}${due === null ? '' : ` by ${at(due)}`}`,
        `priority ${request.priority}`,
        request.owner ? `owner ${request.owner}` : 'no owner',
        `${open} open ${open === 1 ? 'question' : 'questions'}`,
        ...(pause?.kind === 'paused' ? [`paused: ${pause.note}`] : []),
      ];
      lines.push(
        `- ${caseName(request.caseId)}, ${requestLabel(request.number)} ${request.subject} (${request.team || request.requester || 'requester not stated'}): ${facts.join('; ')}`,
      );
    }
  }
  if (tasks.length > 0) lines.push('', `TASKS (${tasks.length})`);
  for (const { task, group } of tasks) {
    const { caseId, number, text, owner, dueAt, state, waits } = task;
    const facts = [
      dueAt === null ? group : `${group}, by ${at(Date.parse(dueAt))}`,
      owner ? `owner ${owner}` : 'no owner',
      ...(waits ? ['waits for another task'] : state === 'doing' ? ['being done'] : []),
    ];
    lines.push(`- ${caseName(caseId)}, T-${number} ${text}: ${facts.join('; ')}`);
  }
  if (entries.length + tasks.length === 0) lines.push('', 'Nothing is open.');
  return `${lines.join('\n')}\n`;
}

export interface TeamTotals {
  readonly team: string;
  /** `2026-05`, by when requests were received, in UTC. */
  readonly month: string;
  readonly received: number;
  readonly answered: number;
  /** Of the answered ones: the final answer came within its goal. */
  readonly inTime: number;
  /** Of working time to the final answer, in milliseconds; null where none was answered. */
  readonly median: number | null;
}

/** Requests by team and month, the newest month first. */
export function totalsByTeam(requests: readonly Request[], calendars: readonly Calendar[], now: number): TeamTotals[] {
  const groups = new Map<string, Request[]>();
  for (const request of requests) {
    const key = `${request.receivedAt.slice(0, 7)}\n${request.team.trim() || 'not stated'}`;
    groups.set(key, [...(groups.get(key) ?? []), request]);
  }
  return [...groups]
    .map(([key, of]) => {
      const [month = '', team = ''] = key.split('\n');
      const final = of.flatMap((request) =>
        clocksOf(request, calendars, now).filter(
          ({ milestone, reachedAt }) => milestone === 'final answer' && reachedAt !== null,
        ),
      );
      const times = final.map(({ business }) => business).toSorted((a, b) => a - b);
      const middle = times.length / 2;
      const median =
        times.length === 0
          ? null
          : times.length % 2 === 1
            ? (times[Math.floor(middle)] as number)
            : ((times[middle - 1] as number) + (times[middle] as number)) / 2;
      return {
        team,
        month,
        received: of.length,
        answered: final.length,
        inTime: final.filter(({ state }) => state === 'met').length,
        median,
      };
    })
    .toSorted((a, b) => b.month.localeCompare(a.month) || a.team.localeCompare(b.team));
}
