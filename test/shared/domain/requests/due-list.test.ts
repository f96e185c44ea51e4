import { expect, it } from 'vitest';
import type { LogEntry, Request } from '../../../../shared/contract/requests.ts';
import type { Task } from '../../../../shared/contract/work.ts';
import { dueList, dueTasks, handOverNote, totalsByTeam } from '../../../../shared/domain/requests/due-list.ts';

const step = (kind: LogEntry['kind'], at: string, note = ''): LogEntry => ({
  id: at,
  kind,
  at,
  note,
  by: 'R. Vance',
  recordedAt: at,
});
const task = (number: number, dueAt: string | null): Task => ({
  ...{ id: `t${number}` as never, caseId: 'c1' as never, number, text: `Do ${number}`, owner: 'Okoro', dueAt },
  ...{ after: [], state: 'open', waits: false, typology: '', createdAt: '', doneAt: null, minutes: 0 },
});
let last = 0;
const request = (given: Partial<Request>): Request => ({
  ...{
    id: `r${++last}` as never,
    caseId: 'c1' as never,
    number: last,
    requester: 'Dana',
    team: 'Legal',
    channel: '',
    subject: `S${last}`,
  },
  ...{
    asked: '',
    why: '',
    legalBasis: '',
    sensitivity: 'AMBER',
    priority: 'normal',
    priorityReason: '',
    neededBy: null,
  },
  ...{
    zone: 'America/Los_Angeles',
    receivedAt: '2026-05-04T16:00:00.000Z',
    owner: 'Okoro',
    tags: [],
    calendarId: null,
  },
  ...{ joined: '', exhibitId: null, outcome: '', log: [], createdAt: '2026-05-04T16:00:00.000Z' },
  ...given,
});
const PACIFIC = 'America/Los_Angeles';

it('groups by when something is due on the clocks of a zone', () => {
  const acknowledged = [step('acknowledged', '2026-05-04T16:10:00.000Z')];
  const answered = [
    ...acknowledged,
    step('first answer', '2026-05-04T17:00:00.000Z'),
    step('final answer', '2026-05-04T17:00:00.000Z'),
  ];
  const all = [
    request({ subject: 'acknowledge in 4 h' }), // Monday 13:00 Pacific
    request({ subject: 'answer in 16 h', log: acknowledged }), // Tuesday evening
    request({ subject: 'done', log: answered }),
    request({
      subject: 'closed',
      outcome: 'withdrawn',
      log: [step('closed', '2026-05-04T17:00:00.000Z', 'withdrawn')],
    }),
    request({
      subject: 'paused',
      log: [...acknowledged, step('paused', '2026-05-04T16:20:00.000Z', 'Waiting for data')],
    }),
    request({
      subject: 'low',
      priority: 'low',
      receivedAt: '2026-05-08T16:00:00.000Z',
      log: [step('acknowledged', '2026-05-08T16:10:00.000Z')],
    }),
    request({ subject: 'needed sooner', log: acknowledged, neededBy: '2026-05-04T21:30:00.000Z' }),
  ];
  const groups = (now: string) =>
    dueList(all, [], Date.parse(now), PACIFIC).map(({ request: { subject }, group }) => [subject, group]);
  expect(groups('2026-05-04T18:00:00.000Z').slice(0, 5)).toEqual([
    ['acknowledge in 4 h', 'today'],
    ['needed sooner', 'today'],
    ['answer in 16 h', 'this week'],
    ['low', 'later'],
    ['paused', 'paused'],
  ]);
  // At 17:30 Pacific it is the 5th in UTC, and still the 4th there.
  expect(groups('2026-05-05T00:30:00.000Z').filter(([, group]) => group === 'overdue')).toEqual([
    ['acknowledge in 4 h', 'overdue'],
    ['needed sooner', 'overdue'],
  ]);
});

it('tells the next shift what is due, what stands still and who owns it', () => {
  const entries = dueList(
    [request({ subject: 'Payouts', log: [step('paused', '2026-05-04T16:20:00.000Z', 'Waiting for data')] })],
    [],
    Date.parse('2026-05-04T18:00:00.000Z'),
    PACIFIC,
  );
  const note = handOverNote({
    entries,
    tasks: dueTasks(
      [task(1, null), task(2, '2026-05-04T17:00:00.000Z'), task(3, '2026-05-04T23:00:00.000Z')],
      Date.parse('2026-05-04T18:00:00.000Z'),
      PACIFIC,
    ),
    caseName: () => 'C-0001 Lantern',
    questions: () => [{ state: 'draft' }],
    zone: PACIFIC,
    now: Date.parse('2026-05-04T18:00:00.000Z'),
    by: 'R. Vance',
  });
  expect(note).toContain(
    'Hand-over, 2026-05-04 11:00 America/Los_Angeles, by R. Vance\n\nPAUSED (1)\n- C-0001 Lantern, R-',
  );
  expect(note).toContain(
    [
      'TASKS (3)',
      '- C-0001 Lantern, T-2 Do 2: overdue, by 2026-05-04 10:00; owner Okoro',
      '- C-0001 Lantern, T-3 Do 3: today, by 2026-05-04 16:00; owner Okoro',
      '- C-0001 Lantern, T-1 Do 1: no due time; owner Okoro',
    ].join('\n'),
  );
  expect(note).toContain(
    'Payouts (Legal): acknowledgement by 2026-05-04 14:40; priority normal; owner Okoro; 1 open question; paused: Waiting for data',
  );
});

it('totals by team and month', () => {
  const answered = (at: string, given: Partial<Request> = {}) => request({ log: [step('final answer', at)], ...given });
  const totals = totalsByTeam(
    [
      answered('2026-05-04T20:00:00.000Z'),
      answered('2026-05-05T20:00:00.000Z'),
      answered('2026-06-25T20:00:00.000Z'),
      request({ team: '', receivedAt: '2026-06-01T16:00:00.000Z' }),
    ],
    [],
    Date.parse('2026-07-01T00:00:00.000Z'),
  );
  expect(totals).toEqual([
    { team: 'not stated', month: '2026-06', received: 1, answered: 0, inTime: 0, median: null },
    { team: 'Legal', month: '2026-05', received: 3, answered: 3, inTime: 2, median: 12 * 3_600_000 },
  ]);
});
