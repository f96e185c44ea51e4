import { describe, expect, it } from 'vitest';
import { typedOf } from '../../../../../electron/core/datasets/readings/companions.ts';
import { ColumnTally } from '../../../../../electron/core/datasets/readings/tally.ts';
import { scanTime } from '../../../../../electron/core/datasets/readings/times.ts';
import { ReadingTrial } from '../../../../../electron/core/datasets/readings/trial.ts';
import { typedValue } from '../../../../../electron/core/datasets/readings/values.ts';
import { type Reading, restsOn } from '../../../../../shared/domain/readings.ts';
import { working } from '../../../../support/clocks.ts';

const columnOf = (header: string, texts: readonly string[]) => {
  const tally = new ColumnTally(header);
  for (const [at, text] of texts.entries()) tally.add(text, at + 1);
  return tally.result;
};

/** Ways to write 29 March 2026, ten o'clock, and what they are shown as; null where somebody is asked first. */
const FORMATS: readonly (readonly [text: string, shown: string | null])[] = [
  ['2026-03-29', '2026-03-29'],
  ['2026-03-29T10:00:00Z', '2026-03-29 10:00:00Z'],
  ['2026-03-29T10:00:00.250Z', '2026-03-29 10:00:00.25Z'],
  ['2026-03-29T12:00:00+02:00', '2026-03-29 10:00:00Z'],
  ['2026-03-29T12:00:00.000000+0200', '2026-03-29 10:00:00Z'],
  ['2026-03-29 10:00:00', '2026-03-29 10:00:00'],
  ['2026-03-29 10:00', '2026-03-29 10:00:00'],
  ['2026-03-29 10:00:00 UTC', '2026-03-29 10:00:00Z'],
  ['2026-03-29 10:00:00.123456+00', '2026-03-29 10:00:00.123456Z'],
  ['2026/03/29 10:00:00', '2026-03-29 10:00:00'],
  ['29/03/2026 10:00', '2026-03-29 10:00:00'],
  ['03/29/2026 10:00 AM', '2026-03-29 10:00:00'],
  ['29.03.2026', '2026-03-29'],
  ['29.03.2026 10:00:00', '2026-03-29 10:00:00'],
  ['Mar 29, 2026', '2026-03-29'],
  ['Mar 29, 2026, 10:00:00 AM', '2026-03-29 10:00:00'],
  ['29 March 2026', '2026-03-29'],
  ['Sunday, March 29, 2026', '2026-03-29'],
  ['Sun, 29 Mar 2026 10:00:00 +0000', '2026-03-29 10:00:00Z'],
  ['29/Mar/2026:12:00:00 +0200', '2026-03-29 10:00:00Z'],
  ['20260329T100000Z', '2026-03-29 10:00:00Z'],
  ['Sun Mar 29 10:00:00 2026', '2026-03-29 10:00:00'],
  ['Sun Mar 29 2026 12:00:00 GMT+0200 (Central European Summer Time)', '2026-03-29 10:00:00Z'],
  ['20260329', '2026-03-29'],
  ['2026-03-29 12:30:00 AM', '2026-03-29 00:30:00'],
  ['2026-03-29 12:30 PM', '2026-03-29 12:30:00'],
  ['2026-03-29 10:00:00,123', '2026-03-29 10:00:00.123'],
  ['2026-03-29T12:00:00+02:00[Europe/Berlin]', '2026-03-29 10:00:00Z'],
  ['29. März 2026 10:00', '2026-03-29 10:00:00'],
  ['Sonntag, 29. März 2026 um 10:00 Uhr', '2026-03-29 10:00:00'],
  ['29 mars 2026 à 10:00', '2026-03-29 10:00:00'],
  ['29 de marzo de 2026, 10:00', '2026-03-29 10:00:00'],
  ['29/03/2026 10h00', '2026-03-29 10:00:00'],
  ['29.03.2026 10.00.00', '2026-03-29 10:00:00'],
  ["'2026-03-29", '2026-03-29'],
  ['29-MAR-26 10.00.00.000000 AM', null],
  ['1:00:00 PM', null],
  ['1774778400', null],
  ['1774778400000', null],
  ['1774778400000000', null],
  ['46110.4166667', null],
  ['03/04/2026', null],
  ['29-Mar-26', null],
  ['3/29/26 10:00 AM', null],
  ['Mar 29 10:00:00', null],
];

describe('times', () => {
  it.each(FORMATS)('%s', (text, shown) => {
    const column = columnOf('seen at', [text]);
    if (shown === null) expect(column.questions).not.toEqual([]);
    else expect(typedOf(column, text)).toBe(shown);
  });

  it('is written with a point where the file has a comma, so that it joins', () => {
    const column = columnOf('at', ['2026-05-14 13:00:00,123', '2026-05-04 09:15:00,123']);
    expect(column).toMatchObject({ reading: { kind: 'time' }, source: 'companion' });
  });

  it.each([
    '1.2.26.10.30',
    '10.0.0.1',
    '1.2.3',
    '2026-02-30',
    '2026-13-01',
    '555-12-2026',
    '10:00',
    'Mar 2026',
    '2026-03-29T25:00:00Z',
    'Smarch 3, 2026',
    '12/2026',
  ])('are not seen in %s', (text) => {
    expect(scanTime(text)).toBeNull();
  });

  it('have the order that one value settles for the whole column', () => {
    expect(columnOf('d', ['03/04/2026', '29/03/2026'])).toMatchObject({
      reading: { kind: 'date', order: 'dmy' },
      sure: 'settled',
      settledBy: '29/03/2026',
    });
    expect(columnOf('d', ['03/04/2026', '03/29/2026']).reading).toMatchObject({ order: 'mdy' });
    expect(columnOf('d', ['03/04/2026', '05/06/2026'])).toMatchObject({
      reading: { kind: 'text', why: 'asked' },
      questions: [{ about: 'order', choices: [{ reading: { order: 'dmy' } }, { reading: { order: 'mdy' } }] }],
    });
    expect(columnOf('d', ['04/04/2026', '05/05/2026']).reading.kind).toBe('date'); // either order says the same
    expect(columnOf('d', ['29/03/2026', '03/29/2026', '01/02/2026']).reading).toMatchObject({ kind: 'text' });
  });

  it('have the zone that each value names, the heading names, or none', () => {
    expect(columnOf('at', ['2026-03-29 10:00:00']).questions).toMatchObject([{ about: 'zone' }]);
    expect(columnOf('DateTime (UTC)', ['2026-03-29 10:00:00'])).toMatchObject({
      reading: { zone: 'UTC' },
      settledBy: 'its heading',
    });
    expect(columnOf('at', ['2026-03-29 10:00:00Z', '2026-03-29 10:00:00'])).toMatchObject({
      reading: { kind: 'text' },
      questions: [{ about: 'zone' }],
    });
  });

  it('of a zone become UTC, over the changes of its clocks', () => {
    const berlin: Reading = { kind: 'time', order: 'ymd', century: 'written', zone: 'Europe/Berlin', fraction: 0 };
    for (const [local, utc] of [
      ['2026-01-15 10:00:00', '2026-01-15 09:00:00Z'],
      ['2026-07-15 10:00:00', '2026-07-15 08:00:00Z'],
      ['2026-03-29 01:59:59', '2026-03-29 00:59:59Z'],
      ['2026-03-29 03:00:00', '2026-03-29 01:00:00Z'],
      ['2026-10-25 02:30:00', '2026-10-25 00:30:00Z'],
      ['2026-10-25 03:30:00', '2026-10-25 02:30:00Z'],
    ])
      expect([local, typedValue(berlin, local as string)]).toEqual([local, utc]);
    const kolkata: Reading = { ...berlin, zone: 'Asia/Kolkata' };
    expect(typedValue(kolkata, '2026-03-29 05:30:00')).toBe('2026-03-29 00:00:00Z');
  });

  it('that the clocks of a chosen zone leave out or show twice are counted and told', () => {
    const trial = new ReadingTrial(
      {
        kind: 'time',
        order: 'ymd',
        century: 'written',
        zone: 'Europe/Berlin',
        fraction: 0,
      },
      null,
    );
    for (const [at, text] of [
      '2026-03-29 01:59:59',
      '2026-03-29 02:30:00',
      '2026-03-29 03:00:00',
      '2026-10-25 02:00:00',
      '2026-10-25 02:59:59',
      '2026-10-25 03:00:00',
    ].entries())
      trial.add(text, at + 1);
    const column = trial.result;
    expect(column.clocks).toEqual({
      leftOut: 1,
      twice: 2,
      first: [
        { row: 2, text: '2026-03-29 02:30:00', leftOut: true },
        { row: 4, text: '2026-10-25 02:00:00' },
        { row: 5, text: '2026-10-25 02:59:59' },
      ],
    });
    expect(restsOn(column)).toBe(
      "all of 6 values, by a person, 2 at a time that clocks there show twice, taken for the first ('2026-10-25 02:00:00' in row 4; also row 5), 1 at a time that clocks there leave out, read by the time before the change ('2026-03-29 02:30:00' in row 2)",
    );
  });

  it('as numbers are read in their unit', () => {
    const epoch = (unit: 's' | 'ms' | 'us' | 'spreadsheet', fraction: number, text: string) =>
      typedValue({ kind: 'epoch', unit, fraction }, text);
    expect(epoch('s', 0, '1774778400')).toBe('2026-03-29 10:00:00Z');
    expect(epoch('ms', 3, '1774778400250')).toBe('2026-03-29 10:00:00.250Z');
    expect(epoch('us', 6, '1774778400000001')).toBe('2026-03-29 10:00:00.000001Z');
    expect(epoch('s', 6, '1774778400.5')).toBe('2026-03-29 10:00:00.500000Z');
    expect(epoch('s', 0, '-1')).toBe('1969-12-31 23:59:59Z');
    expect(epoch('s', 0, '99999999999999')).toBeUndefined();
    expect(epoch('spreadsheet', 0, '46110.4166666667')).toBe('2026-03-29 10:00:00');
    expect(columnOf('UnixTimestamp', ['1774778400', '1774778401'])).toMatchObject({
      reading: { kind: 'epoch', unit: 's' },
    });
  });

  it('of one unit letter are no durations until somebody says so', () => {
    for (const texts of [['1.2M', '5.0M'], ['10s', '1990s'], ['1D'], ['5H'], ['10 M'], ['5m', '10m'], ['1h', '2h']])
      expect([texts, columnOf('v', texts)]).toMatchObject([
        texts,
        { reading: { kind: 'text' }, questions: [{ about: 'duration' }] },
      ]);
    expect(columnOf('duration', ['5M', '2H']).questions).toMatchObject([{ about: 'duration' }]);
    for (const [heading, ...texts] of [
      ['duration', '5m', '10m'],
      ['length of time', '5m', '10m'],
      ['v', 'PT1H', 'PT2H'],
      ['v', '1h 20m', '45m'],
      ['v', '350 ms', '5 ms'],
    ] as const)
      expect([heading, texts, columnOf(heading, texts).reading]).toEqual([heading, texts, { kind: 'duration' }]);
  });

  it('or words for yes and no are read by both words, and not among names', () => {
    for (const [heading, ...texts] of [
      ['province', 'ON', 'ON'],
      ['surname', 'No', 'Yes'],
      ['x', 'ON', 'ON'],
    ] as const)
      expect([heading, columnOf(heading, texts)]).toMatchObject([
        heading,
        { reading: { kind: 'text' }, questions: [] },
      ]);
    expect(columnOf('x', ['yes', 'No', 'YES']).reading).toEqual({ kind: 'boolean', yes: 'yes', no: 'no' });
  });

  it('of a day, and durations, are told apart or asked about', () => {
    expect(columnOf('t', ['14:05:00', '09:00:00']).questions).toMatchObject([{ about: 'duration' }]);
    expect(columnOf('duration', ['0:05:00', '1:00:00']).reading).toEqual({ kind: 'duration' });
    expect(columnOf('t', ['14:05:00', '26:00:00'])).toMatchObject({
      reading: { kind: 'duration' },
      settledBy: '26:00:00',
    });
    for (const [text, seconds] of [
      ['1:02:03', 3723],
      ['P1DT2H', 93600],
      ['PT0.5S', 0.5],
      ['1h 2m 3s', 3723],
      ['350 ms', 0.35],
      ['2 days, 1:00:00', 176400],
    ] as const)
      expect([text, typedValue({ kind: 'duration' }, text)]).toEqual([text, seconds]);
  });

  it('are read in a moment, however a text is made to be slow', () => {
    const worked = working();
    for (const text of [
      '1 '.repeat(40),
      '1h'.repeat(20),
      '1:'.repeat(20),
      'a'.repeat(80),
      '1,'.repeat(60),
      '-'.repeat(100),
      '9'.repeat(120),
    ])
      for (let turn = 0; turn < 200; turn++) columnOf('v', [text, text]);
    expect(worked()).toBeLessThan(2000);
  });
});
