import { View } from '@react-pdf/renderer';
import { isValidElement, type ReactNode } from 'react';
import { INK, SIZE } from './printing.ts';
import { type Tag, tagged } from './tags.ts';
import { Words } from './text.tsx';

/** Characters that a column may ask for; a longer value wraps. */
const MOST = 44;
const LEAST = 36;

/**
 * Widths for columns of fixed-pitch text, in points, which fill `room`: as wide as their longest value where there is
 * room for that, else wide columns give way first.
 * @param longest characters of the longest value, or title, of each column @param advance points a character
 * @param gap points kept free beside each @param least characters that a column keeps whatever the others ask for, as far as
 * all of them have room for that
 */
export function columnWidths(
  longest: readonly number[],
  room: number,
  advance: number,
  gap: number,
  least: readonly number[] = [],
): number[] {
  const wants = longest.map((characters) => Math.max(LEAST, Math.min(characters, MOST) * advance + gap));
  const kept = wants.map((want, at) => Math.min(want, Math.max(LEAST, (least[at] ?? 0) * advance + gap)));
  const spare = room - kept.reduce((sum, width) => sum + width, 0);
  const more = wants.reduce((sum, want, at) => sum + want - (kept[at] ?? 0), 0);
  // Each gets what it keeps, and of what is left in the measure of what it still asks for.
  if (least.length > 0 && spare >= 0 && more > spare)
    return wants.map((want, at) => (kept[at] ?? 0) + ((want - (kept[at] ?? 0)) * spare) / more);
  const total = wants.reduce((sum, want) => sum + want, 0);
  if (total <= room) return wants.map((want) => want + (room - total) / wants.length);
  // The cap that brings the sum down to the room: columns below it keep what they ask for.
  let open = wants.length;
  let left = room;
  const capped = new Array<number>(wants.length).fill(0);
  const byWidth = wants.map((want, at) => ({ want, at })).sort((a, b) => a.want - b.want);
  for (const { want, at } of byWidth) {
    const width = Math.min(want, left / open);
    capped[at] = width;
    left -= width;
    open--;
  }
  return capped;
}

/** Characters that a column gets where its values are as long: what is longer wraps. */
const READABLE = 22;
const readable = (longest: number, advance: number, gap: number): number =>
  Math.max(LEAST, Math.min(longest, READABLE) * advance + gap);

/** Points that the columns of a table take, so that each can be read. @param longest characters of each column */
export const widthNeeded = (longest: readonly number[], advance: number, gap: number): number =>
  longest.reduce((sum, characters) => sum + readable(characters, advance, gap), 0);

/**
 * Which columns of a table stand side by side, so that each can be read: a further table repeats the first column, which tells
 * the rows apart. @param longest characters of each column @param room points for the columns
 */
export function columnGroups(longest: readonly number[], room: number, advance: number, gap: number): number[][] {
  const need = (at: number): number => readable(longest[at] ?? 0, advance, gap);
  const groups: number[][] = [];
  let left = 0;
  for (const at of longest.keys()) {
    const open = groups.at(-1);
    if (open && (left >= need(at) || open.length < 2)) {
      open.push(at);
      left -= need(at);
    } else {
      groups.push(at === 0 ? [0] : [0, at]);
      left = room - need(0) - (at === 0 ? 0 : need(at));
    }
  }
  return groups;
}

/** The number of a row, where a table is turned or goes on in a further one. */
export const ROW_NUMBER: Column = { key: 'row', title: 'Row', width: 40, right: true };

export interface Column {
  readonly key: string;
  readonly title: string;
  /** Points; `rest` is what the others leave. */
  readonly width: number | 'rest';
  readonly right?: boolean;
}
export interface TableRow {
  readonly key: string;
  /** A row stays on one page, unless it is so tall that it may not fit on any: as one with much text is. */
  readonly tall?: boolean;
  readonly cells: readonly ReactNode[];
}
export interface TableProps {
  readonly columns: readonly Column[];
  readonly rows: readonly TableRow[];
}

/**
 * Rows that hang in one node. The engine keeps positions as 32-bit floats, and takes a node for unbreakable once their
 * rounding shows, from about 8,000 points on; a row is rarely higher than 80.
 */
const STRETCH = 100;
/** Rows of a table that is not parted, and characters of its cells: in the narrowest columns it takes less than a page. */
const TOGETHER = 10;
const LOW = 40;

const box = ({ width }: Column) =>
  width === 'rest' ? ({ flex: 1, paddingRight: 10 } as const) : ({ width, paddingRight: 10 } as const);

interface LedTable extends TableProps {
  readonly lead?: ReactNode;
  /** A short one is not parted; its cells hold plain text. */
  readonly together?: boolean;
}

/**
 * A table among other content; its head returns on each page that it goes on to.
 * @param lead a heading that stays with the first rows
 */
export function Table({ lead, columns, rows, together = false }: LedTable) {
  const table: Tag = { role: 'Table' };
  const whole = together && rows.length <= TOGETHER && rows.every(isLow);
  return (
    <>
      {Array.from({ length: Math.max(1, Math.ceil(rows.length / STRETCH)) }, (_, at) => at * STRETCH).map((from) => (
        <View key={from} wrap={!whole}>
          {/* Nothing, but something: the engine can move the heading and the head to the next page only from behind it. */}
          <View style={{ height: 0 }} />
          {from === 0 && lead !== undefined ? (
            <View wrap={false} minPresenceAhead={72}>
              {lead}
            </View>
          ) : null}
          <TableHead columns={columns} table={from === 0 ? table : null} />
          <TableRows columns={columns} rows={rows.slice(from, from + STRETCH)} table={table} />
        </View>
      ))}
    </>
  );
}

/** A table of any length that fills a sheet from here to its end. */
export function SheetTable({ columns, rows }: TableProps) {
  const table: Tag = { role: 'Table' };
  return (
    <>
      <TableHead columns={columns} table={table} />
      <TableRows columns={columns} rows={rows} table={table} />
    </>
  );
}

/** @param table null for a head that is said again: to whoever reads by structure the table has one */
const TableHead = ({ columns, table }: Pick<TableProps, 'columns'> & { readonly table: Tag | null }) => (
  <View
    {...tagged(table === null ? { role: 'Artifact' } : { role: 'TR', within: table })}
    fixed
    wrap={false}
    minPresenceAhead={56}
    style={{ flexDirection: 'row', borderBottom: `0.75pt solid ${INK.text}`, paddingBottom: 2, marginBottom: 1 }}
  >
    {columns.map((column) => (
      <View key={column.key} {...tagged({ role: 'TH', scope: 'Column' })} style={box(column)}>
        <Words style={{ fontSize: SIZE.small, color: INK.muted, textAlign: column.right ? 'right' : 'left' }}>
          {column.title}
        </Words>
      </View>
    ))}
  </View>
);

/** Characters of a cell from which on a row may be taller than a page, in a narrow column and a wide script. */
const MUCH = 600;
/** As many as a line end takes the room of. */
const LINE_END = 30;

function charactersIn(node: ReactNode): number {
  if (typeof node === 'string') return node.length + (node.split('\n').length - 1) * LINE_END;
  if (Array.isArray(node)) return node.reduce((sum: number, each: ReactNode) => sum + charactersIn(each), 0);
  return isValidElement<{ children?: ReactNode }>(node) ? charactersIn(node.props.children) : 0;
}

const isLow = ({ tall = false, cells }: TableRow): boolean => !tall && cells.every((cell) => charactersIn(cell) <= LOW);

const mayBeTall = ({ tall = false, cells }: TableRow): boolean =>
  tall || cells.some((cell) => charactersIn(cell) > MUCH);

const TableRows = ({ columns, rows, table }: TableProps & { readonly table: Tag }) => (
  <>
    {rows.map(({ key, cells, ...row }) => (
      <View
        key={key}
        {...tagged({ role: 'TR', within: table })}
        wrap={mayBeTall({ key, cells, ...row })}
        style={{ flexDirection: 'row', borderBottom: `0.5pt solid ${INK.rule}`, paddingVertical: 2.5 }}
      >
        {columns.map((column, at) => (
          <View key={column.key} {...tagged({ role: 'TD' })} style={box(column)}>
            {cells[at]}
          </View>
        ))}
      </View>
    ))}
  </>
);
