import { expect, it } from 'vitest';
import { looksLikeBodyfile, readBodyfile } from '../../../../electron/core/formats/bodyfile.ts';
import { looksLikeCalendar, readCalendar } from '../../../../electron/core/formats/calendar.ts';
import type { Found, TableRecord } from '../../../../electron/core/formats/table.ts';

const tableOf = ({ tables: [table] }: Found) => {
  if (!table) throw new Error('no table');
  const records = [...(table.records() as Iterable<TableRecord>)];
  return { header: table.header, notes: table.notes, records };
};
const calendar = (...lines: string[]) =>
  tableOf(readCalendar(Buffer.from(['BEGIN:VCALENDAR', ...lines, 'END:VCALENDAR', ''].join('\r\n'))));

it('keeps apart what is an instant, a clock of no known zone and a whole day', () => {
  const { header, notes, records } = calendar(
    ...['BEGIN:VEVENT', 'SUMMARY:a', 'DTSTART:20260304T101500Z', 'END:VEVENT'],
    ...['BEGIN:VEVENT', 'SUMMARY:b', 'DTSTART;TZID="America/New_York":20260704T090000', 'END:VEVENT'],
    ...['BEGIN:VEVENT', 'SUMMARY:c', 'DTSTART;TZID=W. Europe Standard Time:20260704T090000', 'END:VEVENT'],
    ...['BEGIN:VEVENT', 'SUMMARY:d', 'DTSTART;VALUE=DATE:20260305', 'DTEND;VALUE=DATE:20260306', 'END:VEVENT'],
  );
  expect(header).toEqual(['summary', 'start', 'local_start', 'day', 'day_end', 'zone']);
  expect(records.map(({ cells }) => cells)).toEqual([
    ['a', '2026-03-04T10:15:00Z', null, null, null, null],
    ['b', '2026-07-04T09:00:00-04:00', null, null, null, 'America/New_York'],
    ['c', null, '2026-07-04T09:00:00', null, null, 'W. Europe Standard Time'],
    ['d', null, null, '2026-03-05', '2026-03-06', null],
  ]);
  expect(records.map(({ line }) => line)).toEqual([2, 6, 10, 14]);
  expect(notes.join(' ')).toContain('"local_start"');
});

it('says what of a calendar is no row, and rejects an event without a time', () => {
  const { notes, records } = calendar(
    ...['BEGIN:VTODO', 'SUMMARY:x', 'END:VTODO'],
    ...['BEGIN:VEVENT', 'SUMMARY:a\\nb', 'DTSTART:20260231T101500Z', 'X-ROOM:7', 'END:VEVENT'],
    ...['BEGIN:VEVENT', 'SUMMARY:cut', 'DTSTART:20260301T101500Z'],
  );
  expect(records.map(({ problem }) => problem)).toEqual([
    'DTSTART is no date or time: 20260231T101500Z',
    'the event has no end: the file may be cut',
  ]);
  expect(notes.join(' ')).toContain('Not read: VTODO.');
  expect(notes.join(' ')).toContain('X-ROOM');
  expect(looksLikeCalendar('BEGIN:VCALENDAR\r\nVERSION:2.0')).toBe(true);
  expect(looksLikeCalendar('BEGIN:VCARD\r\n')).toBe(false);
});

it('reads a body file without a header, a bar in a name and times of none included', () => {
  const text = '0|/a|b (deleted)|7|r/rrw-r--r--|0|0|12|1772442000|0|0|1772441000\nnot a line\n';
  expect(looksLikeBodyfile(text.replace('not a line\n', ''))).toBe(true);
  expect(looksLikeBodyfile(text)).toBe(false);
  expect(looksLikeBodyfile('a|b|c|d|e|f|g|h|i|j|k\n')).toBe(false);
  const { header, records } = tableOf(readBodyfile(Buffer.from(text)));
  expect(header?.length).toBe(11);
  expect(records.map(({ cells, problem }) => [cells[1] ?? null, cells[8] ?? null, problem])).toEqual([
    ['/a|b (deleted)', null, null],
    [null, null, 'it does not have the eleven fields of a body file'],
  ]);
});

it('keeps the zones of start and end apart, and says what a series has beside its first time', () => {
  const { header, notes, records } = calendar(
    ...['BEGIN:VEVENT', 'UID:f', 'DTSTART;TZID=America/New_York:20260704T090000'],
    ...['DTEND;TZID=Europe/Paris:20260704T220000', 'END:VEVENT'],
    ...[
      'BEGIN:VEVENT',
      'UID:s',
      'DTSTART;TZID=Europe/Paris:20260706T090000',
      'DTEND;TZID=Europe/Paris:20260706T100000',
    ],
    ...[
      'RRULE:FREQ=DAILY;COUNT=9',
      'EXDATE;TZID=Europe/Paris:20260707T090000',
      'EXDATE:20260708T070000Z',
      'END:VEVENT',
    ],
    ...['BEGIN:VEVENT', 'UID:s', 'DTSTART:20260709T120000Z'],
    ...['RECURRENCE-ID;TZID=Europe/Paris:20260709T090000', 'END:VEVENT'],
  );
  expect(header).toEqual(['summary', 'start', 'end', 'zone', 'end_zone', 'rule', 'left_out', 'uid', 'replaces']);
  const [paris, series] = ['Europe/Paris', '20260707T090000 Europe/Paris, 20260708T070000Z'];
  expect(records.map(({ cells }) => cells.slice(1))).toEqual([
    [...['2026-07-04T09:00:00-04:00', '2026-07-04T22:00:00+02:00', 'America/New_York', paris], null, null, 'f', null],
    [
      ...['2026-07-06T09:00:00+02:00', '2026-07-06T10:00:00+02:00', paris, null, 'FREQ=DAILY;COUNT=9', series, 's'],
      null,
    ],
    ['2026-07-09T12:00:00Z', null, null, null, null, null, 's', '20260709T090000 Europe/Paris'],
  ]);
  expect(notes.join(' ')).toContain('1 of the events repeat');
  expect(notes.join(' ')).toContain('1 of the rows replace one time of an event that repeats');
  expect(notes.join(' ')).toContain('line 15.');
});

it('takes a body file with an odd line among its lines, rejects that line, and leaves a time of -1 blank', () => {
  const line = '0|/a|7|r/rrw-r--r--|0|0|12|1772442000|-1|0|1772441000\n';
  const odd = 'Error: cannot read inode 9\n';
  expect(looksLikeBodyfile(line.repeat(9) + odd + line)).toBe(true);
  expect(looksLikeBodyfile(odd + line.repeat(2))).toBe(true);
  expect(looksLikeBodyfile(odd.repeat(2) + line.repeat(8))).toBe(false);
  expect(looksLikeBodyfile(odd + line)).toBe(false);
  const { records } = tableOf(readBodyfile(Buffer.from(odd + line + line)));
  expect(records.map(({ problem }) => problem)).toEqual([
    'it does not have the eleven fields of a body file',
    null,
    null,
  ]);
  expect(records[1]?.cells.slice(7)).toEqual(['1772442000', null, null, '1772441000']);
});
