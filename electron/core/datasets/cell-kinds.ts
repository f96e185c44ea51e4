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
