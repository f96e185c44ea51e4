import { clocksWords } from '../../../../shared/domain/reading-clocks.ts';
import { type ColumnReading, type Reading, takenFor } from '../../../../shared/domain/readings.ts';
import { textLiteral } from '../../../../shared/domain/sql-names.ts';
import { isZoneName } from '../../../../shared/domain/zones.ts';
import type { ReadDb } from '../../db/open.ts';
import { identifier, type Sql, sql } from '../../db/sql.ts';
import { folded, type StoredColumn } from '../columns.ts';
import { cellText } from '../forms.ts';
import { ClockCount } from './clock-count.ts';
import { typedValue } from './values.ts';
import { rawCell } from './view.ts';

/** A function of statements: the moment that the texts of a date, a time of day and a zone make together. */
export const MOMENT_OF = 'moment_of_parts';

export interface Moment {
  /** Of the column that shows it, beside those of the file. */
  readonly name: string;
  readonly reading: Extract<Reading, { kind: 'time' }>;
  /** Places of its columns, from 0. */
  readonly parts: readonly [date: number, time: number, zone: number];
}

/** The moments of a table that are told by three columns; none where the date is read as something else than a date. */
export function momentsOf(columns: readonly StoredColumn[]): Moment[] {
  const taken = new Set(columns.map(({ name }) => folded(name)));
  return columns.flatMap(({ reading }, at): Moment[] => {
    if (!reading?.parts || reading.reading.kind !== 'date') return [];
    const { order, century } = reading.reading;
    let name = reading.parts.name;
    for (let copy = 2; taken.has(folded(name)); copy++) name = `${reading.parts.name}_${copy}`;
    taken.add(folded(name));
    const { time, zone } = reading.parts;
    return [{ name, reading: { kind: 'time', order, century, zone: 'text', fraction: 0 }, parts: [at, time, zone] }];
  });
}

/** A moment of the rows of a combined dataset, with that of each member. */
export interface MergedMoment extends Pick<Moment, 'name' | 'reading'> {
  readonly of: readonly Moment[];
}

/** The moments that all members of a combined dataset have by one name, and the names of those that only some have. */
export function mergedMoments(members: readonly { readonly columns: readonly StoredColumn[] }[]): {
  readonly told: MergedMoment[];
  readonly untold: string[];
} {
  const each = members.map(({ columns }) => momentsOf(columns));
  const told: MergedMoment[] = [];
  const untold: string[] = [];
  for (const { name, reading } of new Map(each.flat().map((one) => [folded(one.name), one])).values()) {
    const of = each.flatMap((own) => own.find((one) => folded(one.name) === folded(name)) ?? []);
    if (of.length === members.length) told.push({ name, reading, of });
    else untold.push(name);
  }
  return { told, untold };
}

/** As a column of the typed view of a dataset. */
export function momentCell({ parts, reading }: Moment, columns: readonly StoredColumn[]): Sql {
  const [date, time, zone] = parts.map((at) => rawCell(columns[at] as StoredColumn, at));
  const written = { text: textLiteral(JSON.stringify(reading)), values: [] };
  return sql`${identifier(MOMENT_OF)}(${date ?? written}, ${time ?? written}, ${zone ?? written}, ${written})`;
}

/**
 * UTC, "2026-03-02 09:00:00Z". A zone is an offset, an abbreviation that means one offset wherever it is used, or a name of IANA.
 * @returns null where a part is missing, or the zone may mean several: nothing is guessed
 */
export function momentOf(date: unknown, time: unknown, zone: unknown, reading: unknown): string | null {
  if (typeof date !== 'string' || typeof time !== 'string' || typeof zone !== 'string') return null;
  return madeOf([date, time, zone], JSON.parse(String(reading)) as Moment['reading']);
}

/** The moment of a row, from the texts of all its cells. */
export const momentOfRow = ({ parts, reading }: Moment, cells: readonly (string | null)[]): string | null =>
  madeOf(
    parts.map((at) => cells[at] ?? ''),
    reading,
  );

function madeOf(parts: readonly string[], reading: Moment['reading']): string | null {
  const read = readOf(parts, reading);
  const value = read && typedValue(...read);
  return typeof value === 'string' && value.endsWith('Z') ? value : null;
}

/** The three parts as one text, with the reading for it; null where one is missing. */
function readOf(parts: readonly string[], reading: Moment['reading']): [Moment['reading'], string] | null {
  const [date = '', time = '', zone = ''] = parts.map((part) => part.trim());
  if (date === '' || time === '' || zone === '') return null;
  const named = zone.includes('/') && isZoneName(zone);
  return named ? [{ ...reading, zone }, `${date} ${time}`] : [reading, `${date} ${time} ${zone}`];
}

const ROWS_A_TURN = 5000;
const NAMED = 5;

/** What the certificate says of a moment: from which columns, by which order, of how many rows, and which zones tell none. */
export async function momentNote(
  db: ReadDb,
  number: number,
  columns: readonly StoredColumn[],
  moment: Moment,
  breathe: () => Promise<void>,
): Promise<string> {
  const parts = moment.parts.map((at) => cellText(`c${at + 1}`, (columns[at] as StoredColumn).form));
  const untold = new Map<string, number>();
  const used = new Set<string>();
  const clocks = new ClockCount();
  let [rows, made] = [0, 0];
  const [date, time, zone] = parts as [Sql, Sql, Sql];
  const found = sql`SELECT ${date}, ${time}, ${zone} FROM ${identifier(`ds_${number}`)} ORDER BY row`;
  for (const texts of db.eachArray<(string | null)[]>(found)) {
    if (++rows % ROWS_A_TURN === 0) await breathe();
    const own = texts[2]?.trim() ?? '';
    const written = texts.map((text) => text ?? '');
    if (madeOf(written, moment.reading) !== null) {
      const read = readOf(written, moment.reading);
      if (read) clocks.add(...read, rows);
      made++;
      if (used.size < NAMED) used.add(own);
    } else untold.set(own, (untold.get(own) ?? 0) + 1);
  }
  const [first, second, third] = moment.parts.map((at) => `"${columns[at]?.header}"`);
  const order = { ymd: 'year/month/day', dmy: 'day/month/year', mdy: 'month/day/year' }[moment.reading.order];
  const words = [
    `"${moment.name}" is computed: the moment in UTC that ${first} (${order}), ${second} and ${third} tell together, in ${made.toLocaleString('en-US')} of ${rows.toLocaleString('en-US')} rows${used.size > 0 ? ` (${[...used].join(', ')})` : ''}. The three columns stay as they came.`,
  ];
  const changed = clocks.result.clocks;
  if (changed) words.push(`Of these, ${clocksWords(changed, takenFor(moment.reading))}.`);
  if (untold.size > 0)
    words.push(
      `${(rows - made).toLocaleString('en-US')} rows have none, since a part is missing or the zone may mean several: ${[
        ...untold,
      ]
        .slice(0, NAMED)
        .map(
          ([text, count]) =>
            `${text === '' ? 'no zone' : `"${text.slice(0, 40)}"`} in ${count.toLocaleString('en-US')}`,
        )
        .join(', ')}${untold.size > NAMED ? ' …' : ''}.`,
    );
  return words.join(' ');
}

/** Keeps with a date of which columns its moment is made, however the date is read later. */
export const withParts = (reading: ColumnReading, before: ColumnReading | null): ColumnReading =>
  before?.parts ? { ...reading, parts: before.parts } : reading;
