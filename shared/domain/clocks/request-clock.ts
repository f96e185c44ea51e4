import { elapsedMs, type Stretch, type WorkCalendar, workedMs, workedUntil } from './work-calendar.ts';

/** What a requester waits for, in the order in which it comes. */
export const MILESTONES = ['acknowledged', 'first answer', 'final answer'] as const;
/** What is awaited, where "acknowledged in 59 min" would read as if it had been. */
export const awaited = (milestone: (typeof MILESTONES)[number]): string =>
  milestone === 'acknowledged' ? 'acknowledgement' : milestone;
export type Milestone = (typeof MILESTONES)[number];
export const PRIORITIES = ['critical', 'high', 'normal', 'low'] as const;
export type RequestPriority = (typeof PRIORITIES)[number];

/** Minutes of working time within which each milestone is to be reached. */
export type Goals = Readonly<Record<RequestPriority, Readonly<Record<Milestone, number>>>>;

/** Until a team sets its own; eight hours are a working day of the calendar that goes with them. */
export const USUAL_GOALS: Goals = {
  critical: { acknowledged: 15, 'first answer': 120, 'final answer': 480 },
  high: { acknowledged: 60, 'first answer': 240, 'final answer': 960 },
  normal: { acknowledged: 240, 'first answer': 960, 'final answer': 2400 },
  low: { acknowledged: 480, 'first answer': 2400, 'final answer': 4800 },
};

/** A time in which the clock stands, as the desk waits for someone else. */
export interface Pause {
  readonly reason: string;
  readonly from: number;
  /** null while it lasts. */
  readonly to: number | null;
}

export type ClockState = 'running' | 'paused' | 'overdue' | 'met' | 'missed';
/** All of it in milliseconds; instants since 1970. */
export interface ClockReading {
  readonly milestone: Milestone;
  readonly state: ClockState;
  /** When the milestone was reached, or null. */
  readonly reachedAt: number | null;
  /** On the wall, from receipt to the milestone or to now, pauses and all. */
  readonly elapsed: number;
  /** Of that, worked and not paused. */
  readonly business: number;
  /** Of that, paused. */
  readonly paused: number;
  /** Of working time. */
  readonly goal: number;
  /** When working time comes to the goal; while paused, as if the pause ended now. null where it never does. */
  readonly dueAt: number | null;
  /** Of the final answer where its requester named a time: it is due then, whatever the goal and the pauses. */
  readonly neededBy: number | null;
}

/** Pauses up to an instant, as stretches. */
const until = (pauses: readonly Pause[], at: number): Stretch[] =>
  pauses.map(({ from, to }) => ({ from, to: Math.min(to ?? at, at) }));

/**
 * One clock of a request at an instant. It starts when the request was received, stops when the milestone is reached, and stands
 * in pauses; a milestone reached exactly at its due time is met.
 */
export function readClock(
  calendar: WorkCalendar,
  goals: Goals[RequestPriority],
  milestone: Milestone,
  {
    receivedAt,
    reachedAt,
    pauses,
  }: { readonly receivedAt: number; readonly reachedAt: number | null; readonly pauses: readonly Pause[] },
  now: number,
): ClockReading {
  const end = Math.max(receivedAt, reachedAt ?? now);
  const stands = until(pauses, end);
  const stretch = { from: receivedAt, to: end };
  const business = workedMs(calendar, stretch, stands);
  const elapsed = elapsedMs(stretch);
  const goal = goals[milestone] * 60_000;
  const dueAt = workedUntil(calendar, receivedAt, goal, stands);
  const isPaused = reachedAt === null && pauses.some(({ from, to }) => from <= now && (to === null || to > now));
  const inTime = business <= goal;
  const state: ClockState =
    reachedAt !== null ? (inTime ? 'met' : 'missed') : !inTime ? 'overdue' : isPaused ? 'paused' : 'running';
  const paused = elapsed - elapsedMs(stretch, stands);
  return { milestone, state, reachedAt, elapsed, business, paused, goal, dueAt, neededBy: null };
}

/** The clock of a final answer held against the time at which its requester needs it. */
export function againstNeed(clock: ClockReading, neededBy: number, now: number): ClockReading {
  const late = (clock.reachedAt ?? now) > neededBy;
  const open = clock.state === 'paused' ? 'paused' : 'running';
  const state: ClockState = clock.reachedAt !== null ? (late ? 'missed' : 'met') : late ? 'overdue' : open;
  return { ...clock, state, dueAt: neededBy, neededBy };
}

/** "2 d 3 h", "3 h 5 min", "12 min". @param ms not negative @param dayMinutes how long a day is: 1440 on the wall */
export function spanWords(ms: number, dayMinutes = 1440): string {
  const minutes = Math.floor(ms / 60_000);
  const days = Math.floor(minutes / dayMinutes);
  const hours = Math.floor((minutes % dayMinutes) / 60);
  const rest = (minutes % dayMinutes) % 60;
  const parts = [
    days > 0 ? `${days} d` : '',
    hours > 0 ? `${hours} h` : '',
    rest > 0 && days === 0 ? `${rest} min` : '',
  ];
  return parts.filter((part) => part !== '').join(' ') || '0 min';
}
