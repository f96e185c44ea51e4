import { describe, expect, it } from 'vitest';
import { sql } from '../../../../electron/core/db/sql.ts';
import type { Input } from '../../../../shared/contract/commands.ts';
import type { LaneEvents, LaneKey } from '../../../../shared/contract/timeline.ts';
import type { CaseId } from '../../../../shared/contract/values.ts';
import { newCase, openTestCore, type TestCore } from '../../../support/core.ts';

const PAYOUTS = [
  'payout,paid_at,booked,seen',
  'P1,2026-03-29 00:30:00,2026-03-28,2026-03-28T23:30:00Z',
  'P2,2026-03-29 03:30:00,2026-03-29,2026-03-29T01:30:00Z',
  'P3,2026-05-01 10:00:00,2026-05-01,',
  'P4,,2026-05-02,2026-05-02T10:00:00Z',
].join('\n');

const take = (test: TestCore, caseId: CaseId, name: string, text: string) =>
  test.run('evidence.import', { caseId, ticket: test.ticketForBytes(name, text) });
const timesOf = ({ at, refs }: LaneEvents) => {
  const [times, rows] = [new DataView(at.buffer, at.byteOffset), new DataView(refs.buffer, refs.byteOffset)];
  return Array.from({ length: refs.byteLength / 4 }, (_, index) => [
    rows.getInt32(index * 4, true),
    new Date(times.getFloat64(index * 8, true)).toISOString(),
  ]);
};
const told = (more: Partial<Input<'event.create'>>) => ({
  title: 'Seller answers the support team',
  note: '',
  starts: '2026-05-01 14:03',
  until: '',
  zone: 'America/Los_Angeles',
  discovered: '',
  exhibits: [],
  ...more,
});

describe('the timeline of a case', () => {
  it('has a lane for each column of times, with its zone, its precision and what has no time', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const { dataset } = await take(test, caseId, 'payouts.csv', PAYOUTS);
    const atOnce = await test.run('timeline.lanes', { caseId, counted: false });
    const lanes = await test.run('timeline.lanes', { caseId });
    expect(atOnce.map(({ name }) => name)).toEqual(lanes.map(({ name }) => name));
    for (const [at, { key, uncounted, first }] of atOnce.entries())
      expect([uncounted, first]).toEqual(key.kind === 'column' ? [true, null] : [undefined, lanes[at]?.first]);
    expect(lanes.some(({ uncounted }) => uncounted)).toBe(false);
    expect(await test.run('timeline.lanes', { caseId, counted: false })).toEqual(lanes); // known from before
    expect(
      lanes.map(({ name, rests, dated, undated, precision, zone }) => [name, rests, dated, undated, precision, zone]),
    ).toEqual([
      ['Exhibits acquired', '', 1, 0, 'second', 'own'],
      ['Custody log', '', expect.any(Number), 0, 'second', 'own'],
      ['payouts.paid_at', 'E-0001', 3, 1, 'minute', 'assumed'],
      ['payouts.booked', 'E-0001', 4, 0, 'day', 'assumed'],
      ['payouts.seen', 'E-0001', 3, 1, 'minute', 'as written'],
    ]);
    const key: LaneKey = { kind: 'column', datasetId: dataset?.id as never, column: 'paid_at' };
    const seen: LaneKey = { ...key, column: 'seen' };
    const asked = { caseId, lanes: [key, seen], zone: 'Europe/Berlin' };
    const [paid, written] = (await test.run('timeline.events', asked)) as [LaneEvents, LaneEvents];
    // No zone: on the clocks of the zone asked for, on both sides of the change to summer time.
    expect(timesOf(paid)).toEqual([
      [1, '2026-03-28T23:30:00.000Z'],
      [2, '2026-03-29T01:30:00.000Z'],
      [3, '2026-05-01T08:00:00.000Z'],
    ]);
    expect(timesOf(written)).toEqual([
      [1, '2026-03-28T23:30:00.000Z'],
      [2, '2026-03-29T01:30:00.000Z'],
      [4, '2026-05-02T10:00:00.000Z'],
    ]);
    const span = { from: Date.parse('2026-03-29T00:00:00Z'), to: Date.parse('2026-05-01T08:00:00Z') };
    const [within] = await test.run('timeline.events', { ...asked, ...span });
    expect(timesOf(within as LaneEvents).map(([row]) => row)).toEqual([2]);
    const described = await test.run('timeline.describe', {
      caseId,
      zone: 'Europe/Berlin',
      refs: [{ key, refs: [2, 1] }],
    });
    expect(
      described.map(({ row, shown, original, zone, exhibit, title, detail }) => [
        row,
        shown,
        original,
        zone,
        exhibit,
        title,
        detail,
      ]),
    ).toEqual([
      [
        1,
        '2026-03-29 00:30:00',
        '2026-03-29 00:30:00',
        'assumed',
        'E-0001',
        'payout: P1',
        expect.stringContaining('booked: 2026-03-28'),
      ],
      [2, '2026-03-29 03:30:00', '2026-03-29 03:30:00', 'assumed', 'E-0001', 'payout: P2', expect.any(String)],
    ]);
  });

  it('finds times of no zone in the span in which they are drawn, where clocks are changed', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const { dataset } = await take(
      test,
      caseId,
      'p.csv',
      'at\n2026-10-25 02:30:00\n2026-03-29 02:30:00\n2026-10-25 03:30:00\n',
    );
    const key: LaneKey = { kind: 'column', datasetId: dataset?.id as never, column: 'at' };
    const asked = { caseId, lanes: [key], zone: 'Europe/Berlin' };
    const [all] = await test.run('timeline.events', asked);
    for (const [row, at] of timesOf(all as LaneEvents)) {
      const from = Date.parse(String(at));
      const [within] = await test.run('timeline.events', { ...asked, from, to: from + 1 });
      expect(timesOf(within as LaneEvents)).toEqual([[row, at]]);
      const { ticket, events } = await test.run('timeline.export', { ...asked, from, to: from + 1, format: 'csv' });
      expect([events, (await test.collect(ticket)).toString()]).toEqual([1, expect.stringContaining(String(at))]);
    }
    const gap = { caseId, ...told({ starts: '2026-03-29 02:30', zone: 'Europe/Berlin' }) };
    await expect(test.call('event.create', gap)).rejects.toThrow('left out');
    const backwards = { caseId, ...told({ starts: '2026-05-05', until: '2026-05-04' }) };
    await expect(test.call('event.create', backwards)).rejects.toThrow('before it starts');
  });

  it('gives counts instead of more events than were asked for, none lost', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const rows = Array.from({ length: 500 }, (_, at) => new Date(Date.UTC(2026, 0, 1) + at * 3_600_000).toISOString());
    const { dataset } = await take(test, caseId, 'logins.csv', `at\n${rows.join('\n')}\n`);
    const key: LaneKey = { kind: 'column', datasetId: dataset?.id as never, column: 'at' };
    const [lane] = await test.run('timeline.events', { caseId, lanes: [key], zone: 'UTC', most: 100, bins: 10 });
    expect(lane?.total).toBe(500);
    expect(lane?.refs.byteLength).toBe(0);
    expect(lane?.bins?.counts).toEqual(new Array(10).fill(50));
    expect(lane?.bins?.edges).toHaveLength(11);
    expect(lane?.bins?.edges[0]).toBe(Date.UTC(2026, 0, 1));
  });

  it('takes events by hand as exactly as their time is known, in SQL, in the log and back', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const { exhibitId } = await take(test, caseId, 'chat.txt', 'hello');
    await expect(test.call('event.create', { caseId, ...told({ starts: '2026-02-30' }) })).rejects.toMatchObject({
      code: 'bad-request',
    });
    await expect(test.call('event.create', { caseId, ...told({ until: '2026-04' }) })).rejects.toThrow(
      'before it starts',
    );
    const event = await test.call('event.create', { caseId, ...told({ exhibits: [exhibitId] }) });
    await test.call('event.create', {
      caseId,
      ...told({ title: 'Account sold', starts: '2026-04', discovered: '2026-05-02' }),
    });
    const described = await test.run('timeline.describe', {
      caseId,
      zone: 'UTC',
      refs: [{ key: { kind: 'events' }, refs: [0, 1] }],
    });
    expect(
      described.map(({ title, shown, exhibit, discovered, original }) => [title, shown, exhibit, discovered, original]),
    ).toEqual([
      ['Account sold', '2026-04', '', '2026-05-02', '2026-04 America/Los_Angeles'],
      ['Seller answers the support team', '2026-05-01 21:03', 'E-0001', '', '2026-05-01 14:03 America/Los_Angeles'],
    ]);
    const { resultId } = await test.run('query.run', {
      caseId,
      sql: 'SELECT title, starts, zone, exhibits FROM events',
    });
    expect((await test.call('query.rows', { resultId, offset: 0, limit: 9 })).rows).toEqual([
      ['Account sold', '2026-04', 'America/Los_Angeles', null],
      ['Seller answers the support team', '2026-05-01 14:03', 'America/Los_Angeles', 'E-0001'],
    ]);
    await test.call('event.update', { eventId: event.id, ...told({ title: 'Seller writes to the support team' }) });
    await test.call('event.remove', { eventId: event.id });
    const back = await test.call('event.create', { caseId, id: event.id, ...told({ exhibits: [exhibitId] }) });
    expect(back).toEqual({ ...event, createdAt: expect.any(String) });
    const { entries } = await test.call('custody.list', { caseId, action: 'event.' });
    expect(entries.map(({ action }) => action)).toEqual([
      'event.create',
      'event.remove',
      'event.update',
      'event.create',
      'event.create',
    ]);
    expect((await test.run('vault.verify', {})).faults).toEqual([]);
    test.core.session?.writer.run(sql`UPDATE events SET starts = '2025' WHERE id = ${event.id}`);
    expect(JSON.stringify((await test.run('vault.verify', {})).faults)).toContain('events');
  });

  it('leaves as the columns of Timesketch, as a calendar and as a drawing, recorded', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const { dataset } = await take(test, caseId, 'payouts.csv', PAYOUTS.replace('P1', '=1+1'));
    await test.call('event.create', {
      caseId,
      ...told({
        title: 'Comma, semicolon; and a very long line that has to be folded since it is beyond 75 octets: żółć',
      }),
    });
    const lanes: LaneKey[] = [{ kind: 'events' }, { kind: 'column', datasetId: dataset?.id as never, column: 'seen' }];
    const out = async (format: 'csv' | 'ics' | 'svg') => {
      const { ticket, ...facts } = await test.run('timeline.export', { caseId, lanes, zone: 'UTC', format });
      return { text: (await test.collect(ticket)).toString('utf8'), ...facts };
    };
    const csv = await out('csv');
    expect(csv).toMatchObject({ events: 4, name: 'C-0001 timeline.csv', guarded: 0 });
    const lines = csv.text.split('\r\n');
    expect(lines[0]).toBe(
      'message,timestamp,datetime,timestamp_desc,until,original,zone,discovered,exhibit,row,detail,shown,zone_shown',
    );
    expect(lines[1]).toMatch(/^payout: =1\+1,1774740600000000,2026-03-28T23:30:00.000Z,payouts.seen,/);
    expect(lines).toHaveLength(6);
    const span = { caseId, lanes, zone: 'UTC', title: 'All of it' };
    const frozen = await test.run('timeline.freeze', { ...span, from: Date.parse('2026-03-28T23:00:00Z') });
    expect(frozen).toMatchObject({ exhibit: 'E-0002', events: 4 });
    const [, exhibit] = await test.call('evidence.list', { caseId });
    expect(exhibit).toMatchObject({
      title: 'All of it',
      acquiredHow: 'timeline',
      source: 'E-0001',
      mediaType: 'text/csv',
    });
    await expect(test.run('timeline.freeze', { ...span, from: 0, to: 1 })).rejects.toThrow('no event');
    const { text } = await out('ics');
    expect(Math.max(...text.split('\r\n').map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
    const unfolded = text.replaceAll('\r\n ', '');
    expect(unfolded).toContain(
      'SUMMARY:Comma\\, semicolon\\; and a very long line that has to be folded since it is beyond 75 octets: żółć',
    );
    expect(unfolded).toContain('DTSTART:20260501T210300Z\r\nDTEND:20260501T210400Z');
    expect(unfolded.match(/BEGIN:VEVENT/g)).toHaveLength(4);
    const { text: svg } = await out('svg');
    expect(svg).toContain('payouts.seen');
    expect(svg.match(/<title>/g)?.length).toBeGreaterThanOrEqual(3);
    const { entries } = await test.call('custody.list', { caseId, action: 'timeline.' });
    expect(entries.map(({ detail }) => detail['format'])).toEqual(['svg', 'ics', undefined, 'csv']);
    expect(entries.map(({ action }) => action)[2]).toBe('timeline.freeze');
  });

  it('takes timelines of forensic tools as lanes, each time as the tool writes it', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    await take(
      test,
      caseId,
      'plaso.csv',
      'message,timestamp,datetime,timestamp_desc\nLog on,1772442000500000,2026-03-02T09:00:00.500000+00:00,Event time\n',
    );
    const l2t = [
      'date,time,timezone,MACB,source,sourcetype,type,user,host,short,desc,version,filename,inode,notes,format,extra',
      '03/04/2026,10:00:00,UTC,M...,FILE,NTFS,Content Modification Time,-,PC,a,b,2,c.txt,7,-,filestat,-',
      '03/04/2026,10:00:00,Europe/Berlin,M...,FILE,NTFS,Content Modification Time,-,PC,a,b,2,d.txt,8,-,filestat,-',
    ];
    await take(test, caseId, 'l2t.csv', l2t.join('\n'));
    const lanes = await test.run('timeline.lanes', { caseId });
    expect(lanes.find(({ name }) => name === 'plaso.timestamp')).toMatchObject({ dated: 1, zone: 'as written' });
    const moment = lanes.find(({ name }) => name === 'l2t.moment');
    expect(moment).toMatchObject({ dated: 2, undated: 0, zone: 'as written' });
    const keys = ['plaso.timestamp', 'l2t.moment'].flatMap(
      (name) => lanes.find((lane) => lane.name === name)?.key ?? [],
    );
    const found = await test.run('timeline.events', { caseId, lanes: keys, zone: 'UTC' });
    expect(found.map(timesOf)).toEqual([
      [[1, '2026-03-02T09:00:00.500Z']],
      [
        [2, '2026-03-04T09:00:00.000Z'],
        [1, '2026-03-04T10:00:00.000Z'],
      ],
    ]);
    const refs = [{ key: moment?.key as LaneKey, refs: [2] }];
    expect(await test.run('timeline.describe', { caseId, zone: 'UTC', refs })).toMatchObject([
      { shown: '2026-03-04 09:00:00', original: '03/04/2026 10:00:00 Europe/Berlin', title: 'MACB: M...' },
    ]);

    await take(test, caseId, 'body.txt', BODY);
    const { dataset } = await take(test, caseId, 'calls.ics', ICS.join('\r\n'));
    expect(dataset).toMatchObject({ rows: 3 });
    const more = await test.run('timeline.lanes', { caseId });
    const read = more.flatMap(({ name, dated, zone }) => (/^(body|calls)/.test(name) ? [[name, dated, zone]] : []));
    expect(read).toEqual([
      ['body.atime', 2, 'as written'],
      ['body.mtime', 1, 'as written'],
      ['body.crtime', 1, 'as written'],
      ['calls.start', 2, 'as written'],
      ['calls.end', 1, 'as written'],
      ['calls.day', 1, 'assumed'],
    ]);
    const start = more.find(({ name }) => name === 'calls.start')?.key as LaneKey;
    const [called] = await test.run('timeline.events', { caseId, lanes: [start], zone: 'UTC' });
    expect(called && timesOf(called)).toEqual([
      [2, '2026-03-04T08:00:00.000Z'],
      [1, '2026-03-04T10:15:00.000Z'],
    ]);
  });
});

const BODY = [
  `0|/home/a|b.txt|77-128-1|r/rrwxrwxrwx|0|0|12|1772442000|1772442001|0|1772441000`,
  `d41d8cd98f00b204e9800998ecf8427e|/tmp/x|78|r/rrw-r--r--|1000|1000|0|1772442009|0|0|0`,
].join('\n');
const ICS = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'BEGIN:VEVENT',
  'UID:1@example.com',
  'DTSTART:20260304T101500Z',
  'DTEND:20260304T111500Z',
  'SUMMARY:Call with the bank\\, the second\\; it goes',
  '  on in the next line',
  'END:VEVENT',
  'BEGIN:VEVENT',
  'DTSTART;TZID=Europe/Berlin:20260304T090000',
  'RRULE:FREQ=WEEKLY',
  'SUMMARY:Shift',
  'BEGIN:VALARM',
  'TRIGGER:-PT15M',
  'END:VALARM',
  'END:VEVENT',
  'BEGIN:VEVENT',
  'DTSTART;VALUE=DATE:20260305',
  'SUMMARY:Holiday',
  'END:VEVENT',
  'END:VCALENDAR',
  '',
];
