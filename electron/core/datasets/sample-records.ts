import type { Dialect, Record } from './dialect.ts';

export type Separators = Pick<Dialect, 'delimiter' | 'quote' | 'escape'>;

/** Records of a piece of text, and how well the quotes in it are explained. */
export interface Scan {
  readonly records: Record[];
  /** Fields that a quote opens and closes. */
  clean: number;
  /** Fields that a quote opens, and which go on after the next quote or never end. */
  broken: number;
  /** Quoted fields that hold a delimiter or a line end. */
  protecting: number;
  /** Quoted fields in which a quote is doubled: nobody writes that but to quote. */
  doubled: number;
  /** By column, how many of its fields are quoted. */
  readonly quoted: number[];
}

const LF = 10;
const CR = 13;

/**
 * Reads a sample as the record reader does, and counts what speaks for and against its quotes.
 * @param partial whether the text may end within a record: a quote that is open then is not held against it
 */
export function scanSample(text: string, { delimiter, quote, escape: mark }: Separators, partial = false): Scan {
  const scan: Scan = { records: [], clean: 0, broken: 0, protecting: 0, doubled: 0, quoted: [] };
  const first = delimiter === '' ? -1 : delimiter.charCodeAt(0);
  const delimits = (at: number): boolean => text.charCodeAt(at) === first && text.startsWith(delimiter, at);
  const ends = (at: number): boolean => at >= text.length || isEnd(text.charCodeAt(at));
  let row: (string | null)[] = [];
  let at = 0;
  while (at < text.length) {
    if (quote !== '' && text[at] === quote) {
      const close = closing(text, at + 1, quote, mark);
      if (close >= 0 && (ends(close + 1) || delimits(close + 1))) {
        const inside = text.slice(at + 1, close);
        scan.clean++;
        scan.quoted[row.length] = (scan.quoted[row.length] ?? 0) + 1;
        if (/[\r\n]/.test(inside) || (first >= 0 && inside.includes(delimiter))) scan.protecting++;
        if (mark === quote && inside.includes(quote)) scan.doubled++;
        row.push(unescaped(inside, quote, mark));
        at = close + 1;
      } else if (close < 0 && partial) return scan;
      else {
        scan.broken++;
        const spans = close < 0 || /[\r\n]/.test(text.slice(at, close));
        const end = plainEnd(text, spans ? at : close, delimits);
        row.push(text.slice(at, end));
        at = end;
      }
    } else {
      const end = plainEnd(text, at, delimits);
      row.push(end === at ? null : text.slice(at, end));
      at = end;
    }
    if (delimits(at)) {
      at += delimiter.length;
      if (at < text.length) continue;
      row.push(null);
    }
    scan.records.push(row);
    row = [];
    if (text.charCodeAt(at) === CR && text.charCodeAt(at + 1) === LF) at++;
    at++;
  }
  return scan;
}

const isEnd = (code: number): boolean => code === LF || code === CR;

function plainEnd(text: string, from: number, delimits: (at: number) => boolean): number {
  let at = from;
  while (at < text.length && !isEnd(text.charCodeAt(at)) && !delimits(at)) at++;
  return at;
}

function closing(text: string, from: number, quote: string, mark: string): number {
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (character === mark && mark !== quote && (text[at + 1] === quote || text[at + 1] === mark)) at++;
    else if (character === quote) {
      if (text[at + 1] !== quote || mark === '') return at;
      at++;
    }
  }
  return -1;
}

function unescaped(inside: string, quote: string, mark: string): string {
  if (mark === '') return inside;
  const plain = inside.replaceAll(quote + quote, quote);
  return mark === quote ? plain : plain.replaceAll(mark + quote, quote).replaceAll(mark + mark, mark);
}
