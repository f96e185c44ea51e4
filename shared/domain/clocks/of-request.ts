import type { Calendar, LogEntry, Request } from '../../contract/requests.ts';
import { againstNeed, type ClockReading, MILESTONES, type Pause, readClock, USUAL_GOALS } from './request-clock.ts';
import { officeHoursIn } from './work-calendar.ts';

/** The pauses of a request, from what its log says. */
export function pausesOf(log: readonly Pick<LogEntry, 'kind' | 'at' | 'note'>[]): Pause[] {
  const pauses: Pause[] = [];
  let open: { readonly reason: string; readonly from: number } | null = null;
  for (const { kind, at, note } of log) {
    if (kind === 'paused' && !open) open = { reason: note, from: Date.parse(at) };
    else if ((kind === 'resumed' || kind === 'closed') && open) {
      pauses.push({ ...open, to: Date.parse(at) });
      open = null;
    }
  }
  if (open) pauses.push({ ...open, to: null });
  return pauses;
}

type Waiting = Pick<Request, 'receivedAt' | 'priority' | 'log' | 'calendarId' | 'outcome' | 'neededBy' | 'zone'>;

/** The clocks of a request at an instant, in the order in which they are to be reached; a closed one runs no clock that was not reached. */
export function clocksOf(request: Waiting, calendars: readonly Calendar[], now: number): ClockReading[] {
  const calendar = calendars.find(({ id }) => id === request.calendarId);
  const goals = calendar?.goals ?? USUAL_GOALS;
  const pauses = pausesOf(request.log);
  const receivedAt = Date.parse(request.receivedAt);
  return MILESTONES.flatMap((milestone) => {
    const reached = request.log.find(({ kind }) => kind === milestone);
    if (!reached && request.outcome !== '') return [];
    const facts = { receivedAt, reachedAt: reached ? Date.parse(reached.at) : null, pauses };
    const clock = readClock(calendar ?? officeHoursIn(request.zone), goals[request.priority], milestone, facts, now);
    const needed = milestone === 'final answer' ? request.neededBy : null;
    return [needed === null ? clock : againstNeed(clock, Date.parse(needed), now)];
  });
}

/** What is to be reached next; null once all is, or the request is closed. */
export const nextClock = (clocks: readonly ClockReading[]): ClockReading | null =>
  clocks.find(({ reachedAt }) => reachedAt === null) ?? null;

/** When something of a request is due next: by its goal, or earlier as its requester needs it. null where nothing is. */
export function nextDue(request: Waiting, calendars: readonly Calendar[], now: number): number | null {
  const next = nextClock(clocksOf(request, calendars, now));
  if (!next) return null;
  const times = [next.dueAt, request.neededBy === null ? null : Date.parse(request.neededBy)].filter(
    (each) => each !== null,
  );
  return times.length === 0 ? null : Math.min(...times);
}
