import { expect, it } from 'vitest';
import { clocksOf } from '../../../../shared/domain/clocks/of-request.ts';
import { readClock, spanWords, USUAL_GOALS } from '../../../../shared/domain/clocks/request-clock.ts';
import { OFFICE_HOURS } from '../../../../shared/domain/clocks/work-calendar.ts';

const at = (text: string): number => Date.parse(text);
const HOUR = 3_600_000;
const receivedAt = at('2026-01-07T18:00Z'); // Wednesday, 10:00 Pacific
const read = (now: string, given: { reachedAt?: string; pauses?: Parameters<typeof readClock>[3]['pauses'] } = {}) =>
  readClock(
    OFFICE_HOURS,
    USUAL_GOALS.high, // acknowledged within an hour of work
    'acknowledged',
    { receivedAt, reachedAt: given.reachedAt ? at(given.reachedAt) : null, pauses: given.pauses ?? [] },
    at(now),
  );

it('runs, falls due and is overdue by working time', () => {
  expect(read('2026-01-07T18:30Z')).toMatchObject({
    state: 'running',
    business: HOUR / 2,
    elapsed: HOUR / 2,
    dueAt: at('2026-01-07T19:00Z'),
  });
  expect(read('2026-01-07T19:00Z')).toMatchObject({ state: 'running' });
  expect(read('2026-01-07T19:00:01Z')).toMatchObject({ state: 'overdue' });
});

it('is met at the due time and missed after it, and stops there', () => {
  expect(read('2026-02-01T00:00Z', { reachedAt: '2026-01-07T19:00Z' })).toMatchObject({ state: 'met', business: HOUR });
  expect(read('2026-02-01T00:00Z', { reachedAt: '2026-01-07T19:01Z' })).toMatchObject({
    state: 'missed',
    business: HOUR + 60_000,
  });
});

it('stands in a pause, whose end is not known, and falls due as if it ended now', () => {
  const pauses = [{ reason: 'Waiting for the requester', from: at('2026-01-07T18:15Z'), to: null }];
  expect(read('2026-01-07T20:15Z', { pauses })).toMatchObject({
    state: 'paused',
    business: HOUR / 4,
    elapsed: 2.25 * HOUR,
    paused: 2 * HOUR,
    dueAt: at('2026-01-07T21:00Z'),
  });
  const ended = pauses.map((pause) => ({ ...pause, to: at('2026-01-07T20:15Z') }));
  expect(read('2026-01-07T20:30Z', { pauses: ended })).toMatchObject({
    state: 'running',
    dueAt: at('2026-01-07T21:00Z'),
  });
});

it('says spans as people read them', () => {
  expect([0, 5 * 60_000, HOUR, 1.5 * HOUR, 27 * HOUR].map((ms) => spanWords(ms))).toEqual([
    '0 min',
    '5 min',
    '1 h',
    '1 h 30 min',
    '1 d 3 h',
  ]);
  expect(spanWords(20 * HOUR, 480)).toBe('2 d 4 h');
});

it('waits by office hours where the requester is until a calendar is chosen', () => {
  const of = (zone: string) =>
    clocksOf(
      {
        ...{ receivedAt: '2026-05-04T07:00:00.000Z', priority: 'normal', log: [], calendarId: null },
        ...{ outcome: '', neededBy: null, zone },
      },
      [],
      Date.parse('2026-05-04T08:00:00.000Z'),
    )[0];
  // 09:00 in Berlin is the middle of the night in Los Angeles.
  expect(of('Europe/Berlin')?.business).toBe(60 * 60_000);
  expect(of('America/Los_Angeles')?.business).toBe(0);
});
