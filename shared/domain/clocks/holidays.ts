import { delimitedRows, delimiterOf } from '../delimited.ts';

/** What a file of holidays says. Nothing of it is lost unseen: what is not read is listed with its line. */
export interface HolidayFile {
  readonly format: 'ICS' | 'CSV';
  /** Days, `2026-12-25`, with their names, in order. */
  readonly holidays: Readonly<Record<string, string>>;
  readonly unread: readonly { readonly line: number; readonly text: string; readonly why: string }[];
  /** What a reader has to know: to which year repeated days were written out, how dates were understood. */
  readonly notes: readonly string[];
}

interface Day {
  readonly day: string;
  readonly name: string;
}
type Unread = HolidayFile['unread'][number];
/** How many years of a day that comes back without an end are written out. */
const YEARS_AHEAD = 20;
/** A span of holidays that is longer is taken for a mistake. */
const MOST_DAYS = 62;
const DAY_MS = 86_400_000;

/** @param text an iCalendar file (RFC 5545), or delimited text with a column of dates @param from the first year that counts for repeated days */
export function readHolidays(text: string, from: number): HolidayFile {
  return /^\uFEFF?BEGIN:VCALENDAR/i.test(text) ? readIcs(text, from) : readTable(text);
}

function put(days: readonly Day[]): Record<string, string> {
  const all: Record<string, string> = {};
  for (const { day, name } of days.toSorted((a, b) => a.day.localeCompare(b.day)))
    all[day] = [...new Set([...(all[day]?.split(' / ') ?? []), name])].filter((each) => each !== '').join(' / ');
  return all;
}

/** @returns null where the calendar has no such day */
function dayFrom(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.toISOString().slice(0, 10) : null;
}

/* iCalendar */

interface Property {
  readonly name: string;
  readonly parameters: string;
  readonly value: string;
  readonly line: number;
}

/** Properties with their folded lines joined (RFC 5545, 3.1). */
function properties(text: string): Property[] {
  const out: { text: string; line: number }[] = [];
  for (const [at, line] of text.split(/\r\n|\n|\r/).entries()) {
    const last = out.at(-1);
    if (/^[ \t]/.test(line) && last) last.text += line.slice(1);
    else if (line !== '') out.push({ text: line, line: at + 1 });
  }
  return out.map((each) => {
    const match = /^([\w-]+)((?:;[^:"]*(?:"[^"]*"[^:"]*)*)?):(.*)$/s.exec(each.text);
    const [, name = '', parameters = '', value = ''] = match ?? [];
    return { name: name.toUpperCase(), parameters: parameters.toUpperCase(), value, line: each.line };
  });
}

function readIcs(text: string, from: number): HolidayFile {
  const days: Day[] = [];
  const unread: Unread[] = [];
  const notes = new Set<string>();
  let event: Property[] | null = null;
  for (const property of properties(text)) {
    const isEdge = property.value.toUpperCase() === 'VEVENT';
    if (property.name === 'BEGIN' && isEdge) event = [property];
    else if (property.name === 'END' && isEdge && event) {
      const read = daysOfEvent(event, from, notes);
      if (typeof read === 'string')
        unread.push({ line: event[0]?.line ?? 0, text: textOf(event, 'SUMMARY') || '(no summary)', why: read });
      else days.push(...read);
      event = null;
    } else event?.push(property);
  }
  if (event)
    unread.push({
      line: event[0]?.line ?? 0,
      text: textOf(event, 'SUMMARY'),
      why: 'the event has no end; the file may be cut',
    });
  return { format: 'ICS', holidays: put(days), unread, notes: [...notes] };
}

const textOf = (event: readonly Property[], name: string): string =>
  (event.find((each) => each.name === name)?.value ?? '')
    .replace(/\\[nN]/g, ' ')
    .replace(/\\([\\;,])/g, '$1')
    .trim();

/** @returns why an event is no holiday, or its days */
function daysOfEvent(event: readonly Property[], from: number, notes: Set<string>): Day[] | string {
  const name = textOf(event, 'SUMMARY');
  if (textOf(event, 'STATUS').toUpperCase() === 'CANCELLED') return 'the event is cancelled';
  const start = /^(\d{4})(\d\d)(\d\d)(T.*)?$/.exec(textOf(event, 'DTSTART'));
  if (!start) return 'its start is no date';
  if (start[4] !== undefined) return 'it has a time of day; only whole days are holidays';
  const [year, month, day] = [Number(start[1]), Number(start[2]), Number(start[3])];
  const first = dayFrom(year, month, day);
  if (first === null) return `${textOf(event, 'DTSTART')} is not in the calendar`;
  const length = lengthOf(event, first);
  if (typeof length === 'string') return length;
  const rule = textOf(event, 'RRULE');
  const starts = rule === '' ? [first] : repeated(rule, { year, month, day }, from, notes);
  if (typeof starts === 'string') return starts;
  const left = new Set(
    event
      .filter((each) => each.name === 'EXDATE')
      .flatMap(({ value }) => value.split(',').map((each) => each.slice(0, 8))),
  );
  return starts
    .filter((each) => !left.has(each.replaceAll('-', '')))
    .flatMap((each) =>
      Array.from({ length }, (_, at) => ({
        day: new Date(Date.parse(each) + at * DAY_MS).toISOString().slice(0, 10),
        name,
      })),
    );
}

/** In days; DTEND is the first day that is no longer part of it. */
function lengthOf(event: readonly Property[], first: string): number | string {
  const weeks = /^P(\d+)([DW])$/.exec(textOf(event, 'DURATION'));
  const end = /^(\d{4})(\d\d)(\d\d)$/.exec(textOf(event, 'DTEND'));
  if (textOf(event, 'DTEND') !== '' && !end) return 'its end is no date';
  if (textOf(event, 'DURATION') !== '' && !weeks) return 'its duration is not in whole days';
  const last = end ? dayFrom(Number(end[1]), Number(end[2]), Number(end[3])) : null;
  if (end && last === null) return 'its end is not in the calendar';
  const days = last
    ? (Date.parse(last) - Date.parse(first)) / DAY_MS
    : weeks
      ? Number(weeks[1]) * (weeks[2] === 'W' ? 7 : 1)
      : 1;
  // Some programs give a day's end as the day itself.
  if (days < 0) return 'it ends before it begins';
  return days > MOST_DAYS ? `it lasts ${days} days; that is taken for a mistake` : Math.max(1, days);
}

const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
const YEARLY_PARTS = new Set(['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'BYMONTH', 'BYMONTHDAY', 'BYDAY', 'WKST']);

/** Days of a yearly rule: the same date, or such a weekday of a month. @returns why a rule is not read */
function repeated(
  rule: string,
  start: { readonly year: number; readonly month: number; readonly day: number },
  from: number,
  notes: Set<string>,
): string[] | string {
  const parts = new Map(
    rule
      .toUpperCase()
      .split(';')
      .map((part) => part.split('=') as [string, string]),
  );
  const other = [...parts.keys()].find((key) => !YEARLY_PARTS.has(key));
  if (parts.get('FREQ') !== 'YEARLY' || other !== undefined)
    return `its rule ${rule} is not one of the yearly ones that are read`;
  const months = (parts.get('BYMONTH') ?? String(start.month)).split(',').map(Number);
  const dates = parts.get('BYMONTHDAY')?.split(',').map(Number);
  const weekdays = parts.get('BYDAY')?.split(',');
  if ((dates && weekdays) || dates?.some((date) => date < 1))
    return `its rule ${rule} is not one of the yearly ones that are read`;
  const until = parts.get('UNTIL')?.slice(0, 8);
  const count = Number(parts.get('COUNT') ?? Number.POSITIVE_INFINITY);
  const lastYear = from + YEARS_AHEAD;
  const days: string[] = [];
  for (let year = start.year; year <= lastYear; year += Number(parts.get('INTERVAL') ?? 1) || 1)
    for (const month of months) {
      const of = weekdays
        ? weekdays.map((weekday) => weekdayOf(year, month, weekday))
        : (dates ?? [start.day]).map((date) => dayFrom(year, month, date));
      if (weekdays && of.includes(null)) return `its rule ${rule} is not one of the yearly ones that are read`;
      days.push(...of.flatMap((day) => (day === null ? [] : [day])));
    }
  if (!parts.has('COUNT') && until === undefined)
    notes.add(`Days that come back every year were written out to ${lastYear}.`);
  const first = dayFrom(start.year, start.month, start.day) ?? '';
  return days
    .filter((day) => day >= first)
    .toSorted()
    .slice(0, count)
    .filter((day) => until === undefined || day.replaceAll('-', '') <= until);
}

/** "4TH" of November, "-1MO" of May. */
function weekdayOf(year: number, month: number, rule: string): string | null {
  const match = /^([+-]?\d)([A-Z]{2})$/.exec(rule);
  const weekday = WEEKDAYS.indexOf(match?.[2] ?? '');
  const nth = Number(match?.[1] ?? 0);
  if (weekday < 0 || nth === 0) return null;
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const all = Array.from({ length }, (_, at) => at + 1).filter(
    (day) => new Date(Date.UTC(year, month - 1, day)).getUTCDay() === weekday,
  );
  const day = all.at(nth > 0 ? nth - 1 : nth);
  return day === undefined ? null : dayFrom(year, month, day);
}

/* Delimited text */

const NUMBERS = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/;
const ISO = /^(\d{4})-?(\d\d)-?(\d\d)$/;

function readTable(text: string): HolidayFile {
  const rows = [...delimitedRows(text, delimiterOf(text))];
  const isDate = (cell: string): boolean => ISO.test(cell.trim()) || NUMBERS.test(cell.trim());
  const [head] = rows;
  const hasHeader = head !== undefined && !head.cells.some(isDate);
  const body = hasHeader ? rows.slice(1) : rows;
  const column = Math.max(0, body.find(({ cells }) => cells.some(isDate))?.cells.findIndex(isDate) ?? 0);
  const named = hasHeader ? head.cells.findIndex((cell) => /name|holiday|title|summary|feiertag/i.test(cell)) : -1;
  const nameAt = named >= 0 && named !== column ? named : column === 0 ? 1 : 0;
  const numbers = body.map(({ cells }) => NUMBERS.exec(cells[column]?.trim() ?? '')).filter((each) => each !== null);
  const order = orderOf(numbers);
  const days: Day[] = [];
  const unread: Unread[] = [];
  for (const { cells, line, broken } of body) {
    const written = cells[column]?.trim() ?? '';
    const read = broken ? null : readDay(written, order);
    if (typeof read === 'string' && ISO.test(read)) days.push({ day: read, name: cells[nameAt]?.trim() ?? '' });
    else
      unread.push({
        line,
        text: cells.join(' '),
        why: broken ? 'a quote in it is never closed' : (read ?? 'it holds no date'),
      });
  }
  const notes =
    numbers.length > 0 && order
      ? [
          `Dates were read as ${order === 'day' ? 'day, month' : 'month, day'}, year: the file has dates that can be read in no other way.`,
        ]
      : [];
  return { format: 'CSV', holidays: put(days), unread, notes };
}

/** Which of two numbers is the day: told by a number above 12, of any date of the file. null where none tells, or they contradict. */
function orderOf(dates: readonly RegExpExecArray[]): 'day' | 'month' | null {
  const first = dates.some(([, one]) => Number(one) > 12);
  const second = dates.some(([, , two]) => Number(two) > 12);
  return first === second ? null : first ? 'day' : 'month';
}

/** @returns a day, why there is none, or null where nothing looks like one */
function readDay(written: string, order: 'day' | 'month' | null): string | null {
  const iso = ISO.exec(written);
  if (iso) return dayFrom(Number(iso[1]), Number(iso[2]), Number(iso[3])) ?? `${written} is not in the calendar`;
  const numbers = NUMBERS.exec(written);
  if (!numbers) return null;
  if (order === null)
    return `${written} may be day, month or month, day, and the file does not tell; write dates as 2026-12-25`;
  const [one, two, year] = [Number(numbers[1]), Number(numbers[2]), Number(numbers[3])];
  return (order === 'day' ? dayFrom(year, two, one) : dayFrom(year, one, two)) ?? `${written} is not in the calendar`;
}
