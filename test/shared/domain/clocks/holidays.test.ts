import { expect, it } from 'vitest';
import { readHolidays } from '../../../../shared/domain/clocks/holidays.ts';

const ics = (...events: string[][]): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    ...events.flatMap((lines) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT']),
    'END:VCALENDAR',
    '',
  ].join('\r\n');

it('reads whole days of an iCalendar file, folded names and spans', () => {
  const { holidays, unread, format } = readHolidays(
    ics(
      ['DTSTART;VALUE=DATE:20261225', 'DTEND;VALUE=DATE:20261227', 'SUMMARY:Christmas\\, first and', '  second day'],
      ['DTSTART;VALUE=DATE:20260101', 'SUMMARY:New Year'],
      ['DTSTART;VALUE=DATE:20260704', 'DURATION:P2D', 'SUMMARY:Independence Day'],
    ),
    2026,
  );
  expect(format).toBe('ICS');
  expect(unread).toEqual([]);
  expect(holidays).toEqual({
    '2026-01-01': 'New Year',
    '2026-07-04': 'Independence Day',
    '2026-07-05': 'Independence Day',
    '2026-12-25': 'Christmas, first and second day',
    '2026-12-26': 'Christmas, first and second day',
  });
});

it('writes yearly rules out: a date, a weekday of a month, an end, an exception', () => {
  const { holidays, notes, unread } = readHolidays(
    ics(
      ['DTSTART;VALUE=DATE:20251127', 'RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH', 'SUMMARY:Thanksgiving'],
      ['DTSTART;VALUE=DATE:20250526', 'RRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO;COUNT=2', 'SUMMARY:Memorial Day'],
      [
        'DTSTART;VALUE=DATE:20250619',
        'RRULE:FREQ=YEARLY;UNTIL=20270619',
        'EXDATE;VALUE=DATE:20260619',
        'SUMMARY:Juneteenth',
      ],
    ),
    2026,
  );
  expect(unread).toEqual([]);
  expect(Object.entries(holidays).filter(([day]) => day < '2028')).toEqual([
    ['2025-05-26', 'Memorial Day'],
    ['2025-06-19', 'Juneteenth'],
    ['2025-11-27', 'Thanksgiving'],
    ['2026-05-25', 'Memorial Day'],
    ['2026-11-26', 'Thanksgiving'],
    ['2027-06-19', 'Juneteenth'],
    ['2027-11-25', 'Thanksgiving'],
  ]);
  expect(holidays['2046-11-22']).toBe('Thanksgiving');
  expect(notes).toEqual(['Days that come back every year were written out to 2046.']);
});

it('lists what is no holiday with its line and why', () => {
  const { holidays, unread } = readHolidays(
    ics(
      ['DTSTART:20261224T120000Z', 'SUMMARY:Early close'],
      ['DTSTART;VALUE=DATE:20260230', 'SUMMARY:No such day'],
      ['DTSTART;VALUE=DATE:20260102', 'RRULE:FREQ=WEEKLY', 'SUMMARY:Every week'],
      ['DTSTART;VALUE=DATE:20260103', 'STATUS:CANCELLED', 'SUMMARY:Not this year'],
    ),
    2026,
  );
  expect(holidays).toEqual({});
  expect(unread.map(({ line, text }) => [line, text])).toEqual([
    [3, 'Early close'],
    [7, 'No such day'],
    [11, 'Every week'],
    [16, 'Not this year'],
  ]);
  expect(unread.map(({ why }) => why).join('\n')).toMatch(
    /time of day[\s\S]*not in the calendar[\s\S]*FREQ=WEEKLY[\s\S]*cancelled/,
  );
});

it('reads delimited text, with a header or none', () => {
  expect(readHolidays('date,name\n2026-12-25,"Christmas, 1st"\n20261226,Boxing Day\n', 2026).holidays).toEqual({
    '2026-12-25': 'Christmas, 1st',
    '2026-12-26': 'Boxing Day',
  });
  expect(readHolidays('Neujahr;01.01.2026\nWeihnachten;25.12.2026\n', 2026)).toMatchObject({
    format: 'CSV',
    holidays: { '2026-01-01': 'Neujahr', '2026-12-25': 'Weihnachten' },
    notes: [expect.stringContaining('day, month')],
  });
});

it('never guesses which number is the day', () => {
  const { holidays, unread } = readHolidays('date,name\n01/02/2026,One\n2026-05-01,Two\nlater,Three\n', 2026);
  expect(holidays).toEqual({ '2026-05-01': 'Two' });
  expect(unread).toMatchObject([
    { line: 2, why: expect.stringContaining('2026-12-25') },
    { line: 4, why: 'it holds no date' },
  ]);
  // Dates that contradict each other tell nothing.
  expect(readHolidays('13/01/2026,One\n01/13/2026,Two\n', 2026).unread).toHaveLength(2);
});
