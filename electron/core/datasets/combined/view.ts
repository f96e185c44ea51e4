import { type Reading, sqlType } from '../../../../shared/domain/readings.ts';
import { textLiteral } from '../../../../shared/domain/sql-names.ts';
import { identifier, join, type Sql, sql } from '../../db/sql.ts';
import { folded, type StoredColumn } from '../columns.ts';
import { mergedMoments, momentCell } from '../readings/moments.ts';
import { rawCell, typedCell } from '../readings/view.ts';
import { likeness, type Member, type Merged, merged } from './merge.ts';

/** From each row on, by how much the number of a line in the file is more than that of the row. */
export type LineRuns = readonly (readonly [row: number, more: number])[];

/** A member with the places of its rows in the file; null where they are not known. */
export interface PlacedMember extends Member {
  readonly lines: LineRuns | null;
}

/** What says where a row of a combined dataset stands: its exhibit, its row there, its line in the file. */
const PLACE = ['exhibit', 'exhibit_row', 'exhibit_line'] as const;
const PLACE_TYPES = ['TEXT', 'INTEGER', 'INTEGER'] as const;

/** A function of statements: the line of a row, by the number of the dataset's table. */
export const LINE_OF = 'line_of_row';

/** The columns that tell the place of a row, before all others. A column of the files keeps its name. */
export function placeColumns(columns: readonly Pick<StoredColumn, 'name'>[]): StoredColumn[] {
  const taken = new Set(columns.map(({ name }) => folded(name)));
  return PLACE.map((base, at) => {
    let name: string = base;
    for (let copy = 2; taken.has(name); copy++) name = `${base}_${copy}`;
    taken.add(name);
    const type = PLACE_TYPES[at] as StoredColumn['type'];
    return { name, header: name, type, whole: false, nulls: 0, empties: 0, form: 'text', reading: null };
  });
}

/** A cell of a combined dataset in the rows of one member. @param at the place of the column in the table of that member */
export type MemberCell = (column: Merged, member: PlacedMember, own: StoredColumn, at: number) => Sql;

export const textCell: MemberCell = (_, __, own, at) => rawCell(own, at);

/** As the members read it; its text where they do so in different ways. */
export const mergedCell: MemberCell = ({ column, asText }, _, own, at) => {
  const reading = column.reading?.reading;
  if (asText || !reading || reading.kind === 'text') return rawCell(own, at);
  if (likeness(own.reading) === null) return sql`CAST(NULL AS ${{ text: sqlType(reading), values: [] }})`;
  const value = typedCell(own, at);
  const fraction = fractionOf(reading);
  const has = own.reading ? fractionOf(own.reading.reading) : fraction;
  return has < fraction ? padded(value, has, fraction) : value;
};

const fractionOf = (reading: Reading): number =>
  reading.kind === 'time' || reading.kind === 'epoch' ? reading.fraction : 0;

const SECONDS = '2026-05-04 10:20:30'.length;
/** A time with more digits of a second, so that it sorts and compares as text among others that have them. */
function padded(value: Sql, has: number, wanted: number): Sql {
  const kept = { text: String(has === 0 ? SECONDS : SECONDS + 1 + has), values: [] };
  const rest = { text: String(Number(kept.text) + 1), values: [] };
  const added = { text: `'${has === 0 ? '.' : ''}${'0'.repeat(wanted - has)}'`, values: [] };
  return sql`(substr(${value}, 1, ${kept}) || ${added} || substr(${value}, ${rest}))`;
}

/** A column behind those of the files, with its cell in the rows of each member. */
export interface Further {
  readonly name: string;
  readonly cell: (member: PlacedMember, index: number) => Sql;
}

/** A column as the members have it, by the place in each of them. */
export const cellIn =
  (of: Merged, cell: MemberCell): Further['cell'] =>
  (member, index) => {
    const at = of.places[index] ?? -1;
    return cell(of, member, member.columns[at] as StoredColumn, at);
  };

/** What the typed view of a combined dataset shows beside the columns of the files: the moments that all members have. */
export const combinedMoments = (members: readonly Member[]): Further[] =>
  mergedMoments(members).told.map(({ name, of }) => ({
    name,
    cell: ({ columns }, index) => momentCell(of[index] as (typeof of)[number], columns),
  }));

/** The view over the tables of the members, one below the other. */
export function combinedView(
  name: string,
  members: readonly PlacedMember[],
  cell: MemberCell,
  further: readonly Further[] = [],
): Sql {
  const columns = merged(members);
  const names = [
    ...placeColumns(columns.map(({ column }) => column)).map((column) => column.name),
    ...columns.map(({ column }) => column.name),
    ...further.map((each) => each.name),
  ];
  const arms = members.map((member, index) => {
    const cells = [
      sql`${{ text: textLiteral(member.exhibitLabel), values: [] }}`,
      sql`"row"`,
      lineCell(member),
      ...columns.map((each) => cellIn(each, cell)(member, index)),
      ...further.map((each) => each.cell(member, index)),
    ];
    return sql`SELECT ${join(cells, ', ')} FROM main.${identifier(`ds_${member.number}`)}`;
  });
  return sql`CREATE TEMP VIEW ${identifier(name)} (${join(
    names.map((each) => sql`${identifier(each)}`),
    ', ',
  )}) AS ${join(arms, ' UNION ALL ')}`;
}

function lineCell({ number, lines }: PlacedMember): Sql {
  if (!lines) return sql`CAST(NULL AS INTEGER)`;
  const [only, ...more] = lines;
  const written = (value: number) => ({ text: String(value), values: [] });
  if (only && more.length === 0) return sql`("row" + ${written(only[1])})`;
  return sql`${identifier(LINE_OF)}(${written(number)}, "row")`;
}

/** The line of a row, by its runs. */
export function lineOf(lines: LineRuns, row: number): number | null {
  let [from, to] = [0, lines.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((lines[middle]?.[0] ?? 0) <= row) from = middle + 1;
    else to = middle;
  }
  const run = lines[from - 1];
  return run ? row + run[1] : null;
}
