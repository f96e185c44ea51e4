/** What a cell looks like; used to tell a header from data and a right dialect from a wrong one. Values are never changed by it. */
export type CellKind = 'empty' | 'number' | 'date' | 'token' | 'text' | 'odd';

const NUMBER = /^[([]?[+-]?\s?[$€£¥]?\s?\d[\d.,' ]*(?:e[+-]?\d+)?\s?(?:%|[$€£¥]|[a-z]{2,4})?[)\]]?$/iu;
const DATE =
  /^(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[T ]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)?|\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)\s?(?:[ap]m)?\s?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/i;
const TOKEN = /^(?:https?:\/\/\S+|[^\s@,;|"]+@[^\s@,;|"]+|[\p{L}\p{N}_$#@&*+.:/\\?=%()[\]{}<>!~-]+)$/u;
const TEXT = /^[\p{L}\p{N}([{$#@&<’'¿¡*+-][^\t|;"]*$/u;
const LOOKED_AT = 500;

export function cellKind(cell: string | null): CellKind {
  if (cell === null || cell === '') return 'empty';
  if (cell.length > LOOKED_AT) return 'text';
  if (NUMBER.test(cell)) return 'number';
  if (DATE.test(cell)) return 'date';
  if (!isBalanced(cell)) return 'odd';
  if (TOKEN.test(cell)) return 'token';
  return TEXT.test(cell) && !/,\S|\s$/u.test(cell) ? 'text' : 'odd';
}

export const isValue = (cell: string | null | undefined): boolean => {
  const kind = cellKind(cell ?? null);
  return kind === 'number' || kind === 'date';
};

/** A cell that opens a bracket and does not close it was cut out of a longer one. */
function isBalanced(cell: string): boolean {
  let depth = 0;
  for (let at = 0; at < cell.length; at++) {
    const code = cell.charCodeAt(at);
    if (code === 0x28 || code === 0x5b || code === 0x7b) depth++;
    else if (code === 0x29 || code === 0x5d || code === 0x7d) depth--;
  }
  return depth === 0;
}

const LONGEST_SHAPE = 24;

/** "28/01/2018" is 9/9/9, "MG-8769" A-9, "$74.69" $9.9; words of a text have none. */
export function shapeOf(cell: string): string {
  const shape = cell
    .slice(0, 200)
    .replaceAll(/\d+/g, '9')
    .replaceAll(/\p{L}+/gu, 'A');
  return shape.length > LONGEST_SHAPE || /A[^\p{L}\d]+A[^\p{L}\d]+A/u.test(shape) ? 'text' : shape;
}

const SPECIFIC: readonly (readonly [string, RegExp])[] = [
  ['e-mail', /^[^\s@]+@[^\s@]+\.[^\s@]+$/],
  ['link', /^(?:[a-z][a-z0-9+.-]*:\/\/|www\.)\S+$/i],
  ['IPv4', /^(?:\d{1,3}\.){3}\d{1,3}(?:[/:]\d+)?$/],
  ['IPv6', /^(?=.*:.*:)[\da-f:]+(?:\/\d+)?$/i],
  ['UUID', /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i],
  ['hexadecimal', /^(?:0x[\da-f]+|[\da-f]{16,})$/i],
  ['address', /^(?:bc1|tb1|[13]|T|r)[a-zA-HJ-NP-Z\d]{24,}$/],
  ['domain', /^(?:[a-z\d-]+\.)+[a-z]{2,}$/i],
  ['phone', /^\+\d[\d ()-]{6,}$/],
];

/** What a value is that no name of a column is; null for words. */
export const specificKind = (cell: string): string | null => SPECIFIC.find(([, like]) => like.test(cell))?.[0] ?? null;
