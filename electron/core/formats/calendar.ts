import { offsetOf, utcOf } from '../../../shared/domain/zones.ts';
import { decoded } from './json.ts';
import { type Found, firstOf, type TableRecord } from './table.ts';

/*
 * iCalendar (RFC 5545): an event is a row. What tells an instant, a clock without a zone that is known, and a whole day stand in
 * columns of their own, so that none is taken for another.
 */
const TIMES = ['start', 'end', 'local_start', 'local_end', 'day', 'day_end'] as const;
const TEXTS = {
  zone: 'TZID',
  end_zone: 'TZID',
  duration: 'DURATION',
  location: 'LOCATION',
  description: 'DESCRIPTION',
  status: 'STATUS',
  categories: 'CATEGORIES',
  organizer: 'ORGANIZER',
  attendees: 'ATTENDEE',
  url: 'URL',
  rule: 'RRULE',
  added_dates: 'RDATE',
  left_out: 'EXDATE',
  uid: 'UID',
  replaces: 'RECURRENCE-ID',
} as const;
const STAMPS = { created: 'CREATED', modified: 'LAST-MODIFIED', stamp: 'DTSTAMP' } as const;
const READ = new Set<string>(['SUMMARY', 'DTSTART', 'DTEND', ...Object.values(TEXTS), ...Object.values(STAMPS)]);

export const looksLikeCalendar = (head: string): boolean => /^\s*BEGIN:VCALENDAR[ \t]*\r?\n/i.test(head);

interface Property {
  readonly name: string;
  readonly zone: string;
  readonly value: string;
}
interface CalendarEvent {
  readonly line: number;
  readonly raw: string;
  readonly cells: ReadonlyMap<string, string>;
  readonly problem: string | null;
}

export function readCalendar(bytes: Uint8Array): Found {
  const { text, notes } = decoded(bytes);
  const { events, others, unread } = eventsOf(text);
  const used = new Set(events.flatMap(({ cells }) => [...cells.keys()]));
  const header = ['summary', ...TIMES, ...Object.keys(TEXTS), ...Object.keys(STAMPS)].filter(
    (name) => name === 'summary' || used.has(name),
  );
  const repeated = events.filter(({ cells }) => cells.has('rule') || cells.has('added_dates')).length;
  const replacing = events.filter(({ cells }) => cells.has('replaces')).map(({ line }) => `line ${line}`);
  const said = [
    used.has('local_start') &&
      'Times in "local_start" and "local_end" name no zone, or one that is not known here; "zone" and "end_zone" say it as the file does.',
    used.has('end_zone') &&
      '"zone" is of the start; "end_zone" is of an end that the file gives in another zone or alone.',
    used.has('day_end') && '"day_end" is the first day that is no part of the event any more (RFC 5545).',
    repeated > 0 &&
      `${repeated} of the events repeat by a "rule" or "added_dates": the row is the first time, the others are no rows ("left_out" says which of them do not take place).`,
    replacing.length > 0 &&
      `${replacing.length} of the rows replace one time of an event that repeats, the one in "replaces" with the same "uid": ${firstOf(replacing)}.`,
    others.size > 0 && `Not read: ${firstOf([...others])}.`,
    unread.size > 0 && `Properties that became no column: ${firstOf([...unread], 12)}.`,
  ].filter((note) => note !== false);
  return {
    tables: [
      {
        ...{ part: '', format: 'iCalendar', header, width: header.length, notes: [...notes, ...said] },
        *records(): Generator<TableRecord> {
          for (const { line, raw, cells, problem } of events)
            yield { cells: problem === null ? header.map((name) => cells.get(name) ?? null) : [], line, problem, raw };
        },
      },
    ],
    notes: [],
  };
}

function eventsOf(text: string) {
  const events: CalendarEvent[] = [];
  const others = new Set<string>();
  const unread = new Set<string>();
  let open: { line: number; raw: string[]; properties: Property[] } | null = null;
  const within: string[] = [];
  for (const { line, raw } of unfolded(text)) {
    const property = propertyOf(raw);
    const value = property.value.trim().toUpperCase();
    if (property.name === 'BEGIN') {
      within.push(value);
      if (value === 'VEVENT' && !open) open = { line, raw: [], properties: [] };
      else if (within.length > 1 && value !== 'VTIMEZONE' && !within.includes('VTIMEZONE')) others.add(value);
    }
    open?.raw.push(raw);
    if (property.name === 'END') {
      within.pop();
      if (value === 'VEVENT' && open) {
        events.push(eventOf(open));
        open = null;
      }
    } else if (open && within.at(-1) === 'VEVENT' && property.name !== 'BEGIN') {
      open.properties.push(property);
      if (!READ.has(property.name)) unread.add(property.name);
    }
  }
  if (open)
    events.push({
      ...{ line: open.line, raw: open.raw.join('\n'), cells: new Map() },
      problem: 'the event has no end: the file may be cut',
    });
  return { events, others, unread };
}

/** Lines that begin with a blank go on from the one before (RFC 5545, 3.1). */
function unfolded(text: string): { line: number; raw: string }[] {
  const out: { line: number; raw: string }[] = [];
  for (const [at, raw] of text.split(/\r\n|\n|\r/).entries()) {
    const last = out.at(-1);
    if (/^[ \t]/.test(raw) && last) last.raw += raw.slice(1);
    else if (raw !== '') out.push({ line: at + 1, raw });
  }
  return out;
}

function propertyOf(line: string): Property {
  const [, name = '', parameters = '', value = ''] =
    /^([\w-]+)((?:;[^:"]*(?:"[^"]*"[^:"]*)*)?):(.*)$/s.exec(line) ?? [];
  const zone = /;TZID=(?:"([^"]*)"|([^;:]*))/i.exec(parameters);
  return { name: name.toUpperCase(), zone: zone?.[1] ?? zone?.[2] ?? '', value };
}

/** Times of a series stay as they are written, with their zone: what they are of is told by the series. */
const textOf = ({ name, zone, value }: Property): string =>
  /^(?:RDATE|EXDATE|RECURRENCE-ID)$/.test(name) && zone !== '' ? `${plain(value)} ${zone}` : plain(value);
const plain = (text: string): string =>
  text.replace(/\\([nN\\;,])/g, (_, mark: string) => (mark.toLowerCase() === 'n' ? '\n' : mark)).trim();

function eventOf({ line, raw, properties }: { line: number; raw: string[]; properties: Property[] }): CalendarEvent {
  const cells = new Map<string, string>();
  const problems: string[] = [];
  const put = (name: string, value: string): void => void (value !== '' && cells.set(name, value));
  const one = (name: string) => properties.find((each) => each.name === name);
  put('summary', plain(one('SUMMARY')?.value ?? ''));
  for (const [of, names, zone] of [
    ['DTSTART', ['start', 'local_start', 'day'], 'zone'],
    ['DTEND', ['end', 'local_end', 'day_end'], 'end_zone'],
  ] as const) {
    const property = one(of);
    if (!property) continue;
    const read = timeOf(property);
    if (read) put(names[['instant', 'local', 'day'].indexOf(read.kind)] ?? '', read.text);
    else problems.push(`${of} is no date or time: ${property.value.slice(0, 60)}`);
    if (zone === 'zone' || property.zone !== cells.get('zone')) put(zone, property.zone);
  }
  for (const [column, name] of Object.entries(TEXTS)) {
    const values = properties.filter((each) => each.name === name).map(textOf);
    put(column, values.filter(Boolean).join(', ') || (cells.get(column) ?? ''));
  }
  for (const [column, name] of Object.entries(STAMPS)) {
    const property = one(name);
    if (property) put(column, timeOf(property)?.text ?? property.value);
  }
  if (!one('DTSTART')) problems.push('it has no DTSTART');
  return { line, raw: raw.join('\n'), cells, problem: problems[0] ?? null };
}

/** "20260304T101500Z", a clock with or without a zone, "20260304"; null for what no calendar has. */
function timeOf({ value, zone }: Property): { kind: 'instant' | 'local' | 'day'; text: string } | null {
  const found = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?$/.exec(value.trim());
  if (!found) return null;
  const [, year, month, day, hour, minute, second, utc] = found;
  const date = `${year}-${month}-${day}`;
  const clock = `${date}T${hour ?? '00'}:${minute ?? '00'}:${second ?? '00'}`;
  const local = Date.parse(`${clock}Z`);
  if (Number.isNaN(local) || !new Date(local).toISOString().startsWith(date)) return null;
  if (hour === undefined) return { kind: 'day', text: date };
  if (utc === 'Z') return { kind: 'instant', text: `${clock}Z` };
  if (!isZone(zone)) return { kind: 'local', text: clock };
  const minutes = Math.round(offsetOf(utcOf(local, zone), zone) / 60_000);
  const two = (count: number): string => String(count).padStart(2, '0');
  const ahead = Math.abs(minutes);
  return {
    kind: 'instant',
    text: `${clock}${minutes < 0 ? '-' : '+'}${two(Math.floor(ahead / 60))}:${two(ahead % 60)}`,
  };
}

function isZone(name: string): boolean {
  if (!/^(?:UTC|[A-Za-z_]+\/[\w/+-]+)$/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== null;
  } catch {
    return false;
  }
}
