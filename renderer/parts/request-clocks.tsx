import { Tag } from '@blueprintjs/core';
import type { Calendar, Question, Request } from '../../shared/contract/requests.ts';
import { clocksOf } from '../../shared/domain/clocks/of-request.ts';
import { type ClockReading, type ClockState, spanWords } from '../../shared/domain/clocks/request-clock.ts';
import { formatInZone, formatUtc } from '../ui/format.ts';

const TONE: Record<ClockState, 'none' | 'success' | 'warning' | 'danger'> = {
  running: 'none',
  paused: 'warning',
  overdue: 'danger',
  met: 'success',
  missed: 'danger',
};
const MILESTONE: Record<ClockReading['milestone'], string> = {
  acknowledged: 'Acknowledged',
  'first answer': 'First answer',
  'final answer': 'Final answer',
};
/** A clock that is about to run out, by the share of its goal that has passed. */
const NEAR = 0.75;

export const clockTone = ({ state, business, goal }: ClockReading) =>
  state === 'running' && business >= goal * NEAR ? 'warning' : TONE[state];

/** Every clock of a request: what has passed on the wall and in working time, the goal, and when it falls due. */
export function RequestClocks({ of, calendars, now }: { of: Request; calendars: readonly Calendar[]; now: number }) {
  const clocks = clocksOf(of, calendars, now);
  return (
    <table className="bp6-html-table bp6-compact rt-reading-clocks" aria-label="Clocks">
      <thead>
        <tr>
          <th>Clock</th>
          <th>State</th>
          <th>Working time / goal</th>
          <th>Elapsed</th>
          <th>Paused</th>
          <th>Due ({of.zone})</th>
        </tr>
      </thead>
      <tbody>
        {clocks.map((clock) => (
          <tr key={clock.milestone}>
            <td>{MILESTONE[clock.milestone]}</td>
            <td>
              <Tag minimal intent={clockTone(clock)}>
                {clock.state}
              </Tag>
            </td>
            <td>
              {spanWords(clock.business, Number.POSITIVE_INFINITY)} / {spanWords(clock.goal, Number.POSITIVE_INFINITY)}
            </td>
            <td>{spanWords(clock.elapsed)}</td>
            <td>{clock.paused === 0 ? '' : spanWords(clock.paused)}</td>
            <td className="rt-nowrap">
              {clock.reachedAt !== null ? (
                <span title={`${formatUtc(new Date(clock.reachedAt).toISOString())} UTC`}>
                  reached {formatInZone(new Date(clock.reachedAt).toISOString(), of.zone)}
                </span>
              ) : clock.dueAt === null ? (
                'never: the calendar works no more'
              ) : (
                <time
                  dateTime={new Date(clock.dueAt).toISOString()}
                  title={`${formatUtc(new Date(clock.dueAt).toISOString())} UTC`}
                >
                  {formatInZone(new Date(clock.dueAt).toISOString(), of.zone)}
                  {clock.neededBy !== null ? ' as needed' : clock.state === 'paused' && ' if resumed now'}
                </time>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const STATE: Record<Question['state'], { words: string; intent: 'none' | 'success' | 'warning' | 'primary' }> = {
  unanswered: { words: 'Unanswered', intent: 'warning' },
  draft: { words: 'Draft', intent: 'primary' },
  answered: { words: 'Answered', intent: 'success' },
  delivered: { words: 'Delivered', intent: 'none' },
};
/** How far a question is. */
export const QuestionTag = ({ of: { state, delivered } }: { of: Pick<Question, 'state' | 'delivered'> }) => (
  <Tag minimal intent={STATE[state].intent}>
    {STATE[state].words}
    {delivered?.changed && ', changed since delivery'}
  </Tag>
);
