import type { Record } from './dialect.ts';

/** What a cell looks like; used to tell a header from data and a right dialect from a wrong one. Values are never changed by it. */
export type CellKind = 'empty' | 'number' | 'date' | 'token' | 'text' | 'odd';

const NUMBER = /^[([]?[+-]?\s?[$€£¥]?\s?\d[\d.,' ]*(?:e[+-]?\d+)?\s?(?:%|[$€£¥]|[a-z]{2,4})?[)\]]?$/iu;
const DATE =
  /^(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[T ]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)?|\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)\s?(?:[ap]m)?\s?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/i;
const TOKEN = /^(?:https?:\/\/\S+|[^\s@,;|"]+@[^\s@,;|"]+|[\p{L}\p{N}_$#@&*+.:/\\?=%()[\]{}<>!~-]+)$/u;
const TEXT = /^[\p{L}\p{N}([{$#@&<’][^\t|;"]*$/u;

export function cellKind(cell: string | null): CellKind {
  if (cell === null || cell === '') return 'empty';
  if (cell.length > 500) return 'text';
  if (NUMBER.test(cell)) return 'number';
  if (DATE.test(cell)) return 'date';
  if (TOKEN.test(cell)) return 'token';
  return TEXT.test(cell) && !/,\S|\s$/u.test(cell) ? 'text' : 'odd';
}

export interface TablePlace {
  /** Records above the header (or above the first row, without a header). */
  readonly skipLines: number;
  readonly header: boolean;
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
  let first = start;
  while (first < Math.min(looked.length, PREAMBLE_LIMIT) && !opensTable(looked[first] as Record, width)) first++;
  if (first === Math.min(looked.length, PREAMBLE_LIMIT)) first = start;
  const header = isHeader(looked, first);
  // A header may be narrower than its rows: they end in a delimiter, or it left some columns unnamed.
  if (!header && first > start && namesColumns(looked[first - 1] as Record, width) && isHeader(looked, first - 1))
    return { skipLines: first - 1, header: true, width };
  return { skipLines: first, header, width };
}

/** The commonest number of fields; the larger when two are equally common. */
export function usualWidth(rows: readonly Record[]): number {
  const counts = new Map<number, number>();
  for (const row of rows) if (!isBlank(row)) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
  let width = 1;
  let most = 0;
  for (const [each, count] of counts) {
    if (count > most || (count === most && each > width)) {
      width = each;
      most = count;
    }
  }
  return width;
}

export const isBlank = (row: Record): boolean => row.length === 1 && (row[0] === null || row[0]?.trim() === '');

const filled = (row: Record): number => row.filter((cell) => cellKind(cell) !== 'empty').length;

function opensTable(row: Record, width: number): boolean {
  if (isBlank(row) || row.length !== width) return width === 1 && !isBlank(row) && row.length === 1;
  return filled(row) * 2 > width || (width === 2 && filled(row) === 1);
}

const namesColumns = (row: Record, width: number): boolean =>
  filled(row) >= 2 && row.length * 2 >= width && row.every((cell) => !isValue(cell));

const isValue = (cell: string | null | undefined): boolean => {
  const kind = cellKind(cell ?? null);
  return kind === 'number' || kind === 'date';
};

/** A header has text where the column below has numbers or dates; or, all being text, names that differ. */
function isHeader(rows: readonly Record[], at: number): boolean {
  const names = rows[at];
  if (!names || filled(names) === 0) return false;
  const below = rows.slice(at + 1).filter((row) => row.length >= Math.min(2, names.length) && !isBlank(row));
  let speaksFor = 0;
  for (const [column, name] of names.entries()) {
    const cells = below.map((row) => row[column] ?? null).filter((cell) => cellKind(cell) !== 'empty');
    const values = cells.filter(isValue).length;
    if (cells.length === 0 || values * 5 < cells.length * 4) continue;
    if (isValue(name)) speaksFor--;
    else if (cellKind(name) !== 'empty') speaksFor++;
  }
  if (speaksFor !== 0) return speaksFor > 0;
  const given = names.filter((name) => cellKind(name) !== 'empty');
  return !given.some(isValue) && new Set(given).size === given.length;
}

const FOOTER =
  /^(?:(?:grand |sub-?)?totals?\b|sum\b|\(?[\d,. ]+ (?:rows?|records?)\b|end of\b|-{3,}|source:|copyright\b|©)/i;
const FOOTER_LIMIT = 20;

/** How many records at the end are totals and remarks, not rows. @param rows the last ones of the table */
export function findFooter(rows: readonly Record[], width: number): number {
  if (width < 2) return 0;
  let footer = 0;
  for (let back = 1; back <= Math.min(FOOTER_LIMIT, rows.length - 1); back++) {
    const row = rows.at(-back) as Record;
    if (isBlank(row)) continue;
    const first = row.find((cell) => cellKind(cell) !== 'empty') ?? null;
    const remark = row.length < width && filled(row) <= Math.max(1, Math.floor(width / 4));
    const total = filled(row) < width && FOOTER.test(first ?? '');
    if (!remark && !total) break;
    footer = back;
  }
  return footer;
}
