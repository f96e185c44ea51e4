import type { Cell } from '../contract/values.ts';
import { cellText } from './cell-text.ts';
import { labelsIn } from './references.ts';
import type { Edit } from './rich-text.ts';
import { sentencesOf } from './sentences.ts';

/** A cell of a frozen query, as a text names it: "{E-0010:1:total_usd}" is row 1, column total_usd. */
export interface Bound {
  readonly label: string;
  /** From 1. */
  readonly row: number;
  readonly column: string;
}
const BOUND = /\{(E-\d{4,}):(\d{1,7}):([^{}\n]{1,200})\}/g;

export const boundKey = ({ label, row, column }: Bound): string => `${label}:${row}:${column}`;

const boundOf = ([, label = '', row = '', column = '']: readonly string[]): Bound => ({
  ...{ label, column },
  row: Number(row),
});

/** What a frozen query has. */
export interface CellsThere {
  readonly columns: readonly string[];
  /** Columns whose texts are decimals: read as such, given by the exact functions, or written by a format. */
  readonly exact?: ReadonlySet<string>;
  readonly rows: number;
}
const MOST_COLUMNS = 8;

/** "E-0012 has no row 2, column total: it has 1 row, and the columns paid_usd and accounts" */
export function noSuchCell({ label, row, column }: Bound, has: CellsThere | undefined): string {
  const missing = `${label} has no row ${row}, column ${column}`;
  if (!has) return `${missing}: it is no frozen query of this case`;
  const { columns, rows } = has;
  if (columns.filter((name) => name === column).length > 1) return `${missing}: several of its columns have that name`;
  const more = columns.length > MOST_COLUMNS ? ` and ${columns.length - MOST_COLUMNS} more` : '';
  const named = `${columns.length === 1 ? 'column' : 'columns'} ${columns.slice(0, MOST_COLUMNS).join(', ')}${more}`;
  return `${missing}: it has ${rows} ${rows === 1 ? 'row' : 'rows'} with the ${named}`;
}

/** The cells that texts name, each once. */
export const boundIn = (...texts: readonly string[]): Bound[] => [
  ...new Map(
    texts.flatMap((text) => [...text.matchAll(BOUND)].map(boundOf)).map((bound) => [boundKey(bound), bound] as const),
  ).values(),
];

/** A text as a list shows it, where no cell is read: "{E-0010:1:total_usd}" as "[total_usd of E-0010]". */
export const withCellsNamed = (text: string): string => text.replace(BOUND, '[$3 of $1]');

/** The same with blanks in the place of each cell, so that places stay. */
export const withBlanksForBound = (text: string): string => text.replace(BOUND, (cell) => ' '.repeat(cell.length));

/** A text without the cells that it names. */
export const withoutBound = (text: string): string => text.replace(BOUND, '');

/**
 * Puts the value of each cell in its place, with the exhibit behind it where the sentence does not name that anyway.
 * @param cellAt what to print of a cell
 */
export const filled = (text: string, cellAt: (bound: Bound) => string): string => filledIn(text, cellAt).text;

/** A cell in a filled text: where it stands now, in UTF-16 units. */
export interface Placed extends Bound {
  readonly from: number;
  readonly to: number;
}

/** The same, with what was put where. */
export function filledIn(
  text: string,
  cellAt: (bound: Bound) => string,
): { text: string; edits: Edit[]; cells: Placed[] } {
  if (!text.includes('{E-')) return { text, edits: [], cells: [] };
  const edits: Edit[] = [];
  const cells: Placed[] = [];
  let longer = 0;
  const sentences = sentencesOf(text);
  const made = text.replace(BOUND, (...match) => {
    const bound = boundOf(match.slice(0, 4));
    const offset = match[4] as number;
    const around = sentences.findLast(({ at }) => at <= offset)?.text ?? '';
    const own = boundIn(around).filter(({ label }) => label === bound.label);
    // Of several cells of one exhibit in a sentence the last one names it.
    const named =
      labelsIn(withoutBound(around)).includes(bound.label) || boundKey(own.at(-1) ?? bound) !== boundKey(bound);
    const value = named ? cellAt(bound) : `${cellAt(bound)} (${bound.label})`;
    edits.push({ at: offset, removed: match[0].length, inserted: value.length });
    cells.push({ ...bound, from: offset + longer, to: offset + longer + value.length });
    longer += value.length - match[0].length;
    return value;
  });
  return { text: made, edits, cells };
}

/**
 * All digits of a number, in groups of three from five digits on: 12345.50 is "12,345.50". What is text stays as it is, since it
 * identifies (an account, a file number, a version), but for decimals that are kept as text with all their digits.
 * @param exact whether texts of the cell's column are such decimals
 */
export function cellInProse(cell: Cell, exact = false): string {
  const text = cellText(cell, 'shown');
  if (typeof cell === 'string' && !exact) return text;
  return /^-?[1-9]\d{4,}(?:\.\d+)?$/.test(text) ? grouped(text) : text;
}

/** The digits before the point in groups of three: 1234.5 is "1,234.5". @param text a number in digits */
export const grouped = (text: string): string => text.replace(/\B(?<!\.\d*)(?=(?:\d{3})+(?!\d))/g, ',');
