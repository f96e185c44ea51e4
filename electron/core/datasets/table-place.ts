import { cellKind } from './cell-kinds.ts';
import type { Record } from './dialect.ts';
import { hasRowNames, headerAt, headerRecords } from './header-place.ts';

export interface TablePlace {
  /** Records above the header (or above the first row, without a header). */
  readonly skipLines: number;
  readonly header: boolean;
  /** Whether something in the file tells that there is a header, or that there is none. */
  readonly headerTold: boolean;
  readonly headerRows: number;
  readonly rowNames: boolean;
  /** Fields of most rows. */
  readonly width: number;
}

const LOOKED_AT = 500;
const PREAMBLE_LIMIT = 50;

/**
 * Where the table begins: titles, comments and blank records above it are narrower, or have most fields empty.
 * @param start records that are known not to belong to it, such as "sep=;"
 */
export function findTable(rows: readonly Record[], start: number): TablePlace {
  const looked = rows.slice(0, LOOKED_AT);
  const width = usualWidth(looked.slice(start));
  const least = leastFilled(looked.slice(start), width);
  const limit = Math.min(looked.length, PREAMBLE_LIMIT);
  let first = start;
  while (first < limit && !opensTable(looked[first] as Record, width, least)) first++;
  if (first === limit) first = start;
  let { header, told } = headerAt(looked, first);
  let rowNames = false;
  // A header may be narrower than its rows: they end in a delimiter, or it left some columns unnamed.
  const above = looked[first - 1];
  if (first > start && above && namesColumns(above, width) && !(header && told)) {
    const place = headerAt(looked, first - 1);
    rowNames = above.length === width - 1 && hasRowNames(above, looked.slice(first));
    if (place.header || rowNames) {
      first--;
      header = true;
      told = true;
    }
  }
  const groups = header ? groupsAbove(looked, first, start, width) : 0;
  const headerRows = header ? groups + headerRecords(looked, first) : 1;
  return { skipLines: first - groups, header, headerTold: told, headerRows, rowNames, width };
}

const BLOCK = 3;

/** The commonest number of fields; of two that are equally common the one that comes first, or for a few records the larger. */
export function usualWidth(rows: readonly Record[]): number {
  const counts = new Map<number, number>();
  for (const row of rows) if (!isBlank(row)) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
  let width = 1;
  let most = 0;
  for (const [each, count] of counts) {
    if (count > most || (count === most && count < BLOCK && each > width)) {
      width = each;
      most = count;
    }
  }
  return width;
}

export const isBlank = (row: Record): boolean => row.length === 1 && (row[0] === null || row[0]?.trim() === '');

const filled = (row: Record): number => row.filter((cell) => cellKind(cell) !== 'empty').length;

/** Fields that a row has at least; more than half, unless rows of this table have fewer. */
function leastFilled(rows: readonly Record[], width: number): number {
  const counts = rows.filter((row) => row.length === width && filled(row) > 0).map(filled);
  const middle = counts.sort((a, b) => a - b)[Math.floor(counts.length / 2)] ?? width;
  const half = width === 2 ? 1 : Math.floor(width / 2) + 1;
  return Math.max(1, Math.min(half, middle));
}

function opensTable(row: Record, width: number, least: number): boolean {
  if (isBlank(row) || row.length !== width) return width === 1 && !isBlank(row) && row.length === 1;
  return filled(row) >= least;
}

const namesColumns = (row: Record, width: number): boolean =>
  filled(row) >= Math.min(2, width - 1) &&
  row.length * 2 >= width &&
  row.every((cell) => cellKind(cell) !== 'number' && cellKind(cell) !== 'date');

/** Records right above the header that name groups of its columns and leave the first ones blank. */
function groupsAbove(rows: readonly Record[], header: number, start: number, width: number): number {
  const names = rows[header] as Record;
  let groups = 0;
  for (let at = header - 1; at >= start && groups < 2; at--, groups++) {
    const row = rows[at] as Record;
    const inside = row.every((cell, column) => (cell ?? '') === '' || (names[column] ?? '') !== '');
    if (row.length !== width || filled(row) < 2 || (row[0] ?? '') !== '' || !inside) break;
  }
  return groups;
}

const FOOTER =
  /^(?:(?:grand |sub-?)?totals?\b|sum\b|\(?[\d,. ]+ (?:rows?|records?)\b|end of\b|-{3,}|source:|notes?:|\*|copyright\b|©)/i;
const FOOTER_LIMIT = 20;

/**
 * How many records at the end are remarks, not rows: narrower than the table, or with nothing beside words such as "Source:".
 * A total that fills fields of the table is a row. @param rows the last ones of the table
 */
export function findFooter(rows: readonly Record[], width: number): number {
  if (width < 2) return 0;
  let footer = 0;
  for (let back = 1; back <= Math.min(FOOTER_LIMIT, rows.length - 1); back++) {
    const row = rows.at(-back) as Record;
    if (isBlank(row)) continue;
    const first = row.find((cell) => cellKind(cell) !== 'empty') ?? null;
    const remark = row.length < width && filled(row) <= Math.max(1, Math.floor(width / 4));
    const words = filled(row) === 1 && (row[0] ?? '') !== '' && FOOTER.test(first ?? '');
    const total = row.length < width && FOOTER.test(first ?? '');
    if (!remark && !words && !total) break;
    footer = back;
  }
  return footer;
}

const TOTAL = /^(?:grand |sub-?)?totals?:?$|^sum:?$/i;

/** Whether a row says that it adds the others up. */
export const isTotal = (row: Record): boolean =>
  TOTAL.test((row.find((cell) => cellKind(cell) !== 'empty') ?? '').trim());
