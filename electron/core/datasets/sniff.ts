import { type Dialect, PLAIN_LAYOUT, type Record } from './dialect.ts';
import { recordsIn } from './records.ts';
import { cellKind, findFooter, findTable } from './table-place.ts';

/** Decoded pieces of a file. */
export interface Sample {
  /** From the first byte on; ends with a whole line unless `whole`. */
  readonly head: string;
  /** Whole lines from further places, none of them the last. */
  readonly middle: string;
  /** Whole lines up to the last byte; empty when `head` is the whole file. */
  readonly tail: string;
  readonly whole: boolean;
}

type Separators = Pick<Dialect, 'delimiter' | 'quote' | 'escape'>;

const DELIMITERS = [',', ';', '\t', '|', ', ', '^', '~', ' '] as const;
const SCORED_CHARACTERS = 48 * 1024; // of the head, and as much from the middle

/** How the text is delimited, where its table begins and ends. `encoding` and `bom` are the caller's. */
export function sniffDialect(sample: Sample): Omit<Dialect, 'encoding' | 'bom'> {
  const announced = /^sep=([^\r\n]{1,4})\r?\n/.exec(sample.head)?.[1];
  const newline = newlineOf(sample.head);
  const text = cutAtLine(sample.head, SCORED_CHARACTERS) + cutAtLine(sample.middle, SCORED_CHARACTERS);
  const separators = best(text, announced);
  const rows = rowsOf(cutAtLine(sample.head, 4 * SCORED_CHARACTERS), separators);
  const place = findTable(rows, announced === undefined ? 0 : 1);
  const ending = sample.whole ? rows.slice(place.skipLines + Number(place.header)) : rowsOf(sample.tail, separators);
  const { skipLines, header, width } = place;
  return { ...PLAIN_LAYOUT, ...separators, newline, header, skipLines, skipFooter: findFooter(ending, width) };
}

/**
 * Pattern score times type score, after G. van den Burg, A. Nazábal, C. Sutton, "Wrangling messy CSV files by
 * detecting row and type patterns", Data Mining and Knowledge Discovery 33 (2019): rows of one width and cells that
 * look like something speak for a dialect.
 */
function best(text: string, announced: string | undefined): Separators {
  let found: Separators = { delimiter: announced ?? ',', quote: '"', escape: '"' };
  let highest = 0;
  for (const delimiter of announced === undefined ? DELIMITERS : [announced]) {
    if (!text.includes(delimiter)) continue;
    for (const quoting of quotings(text, delimiter)) {
      const separators = { delimiter, ...quoting };
      const score = scoreOf(rowsOf(text, separators), delimiter);
      if (score > highest * 1.000001) {
        highest = score;
        found = separators;
      }
    }
  }
  return found;
}

function quotings(text: string, delimiter: string): Omit<Separators, 'delimiter'>[] {
  const edge = delimiter.replaceAll(/[|^\\]/g, '\\$&');
  const quoted = (quote: string) =>
    new RegExp(`(?:^|${edge})${quote}[^${quote}]*${quote}(?:${edge}|[\r\n]|$)`, 'm').test(text);
  const found = [{ quote: '"', escape: '"' }];
  if (text.includes('\\"') && quoted('"')) found.unshift({ quote: '"', escape: '\\' });
  if (quoted("'")) found.push({ quote: "'", escape: text.includes("\\'") ? '\\' : "'" });
  if (text.includes('"')) found.push({ quote: '', escape: '' });
  return found;
}

function scoreOf(rows: readonly Record[], delimiter: string): number {
  const widths = new Map<number, number>();
  let cells = 0;
  let known = 0;
  for (const row of rows) {
    if (row.length === 1 && row[0] === null) continue;
    widths.set(row.length, (widths.get(row.length) ?? 0) + 1);
    for (const cell of row) {
      cells++;
      if (cellKind(cell) !== 'odd') known++;
    }
  }
  // Words of a text are "separated" by spaces too: only a strict grid of them is a table.
  if (delimiter === ' ' && (widths.size > 1 || widths.has(1) || widths.has(2))) return 0;
  let pattern = 0;
  for (const [width, count] of widths) pattern += (count * Math.max(0.001, width - 1)) / width;
  return cells === 0 ? 0 : (pattern / widths.size) * Math.max(1e-10, known / cells);
}

/** Rows of a piece of text, without those that cannot be read as one. */
export const rowsOf = (text: string, separators: Separators): Record[] =>
  [...recordsIn(text, { ...separators, newline: 'mixed' })]
    .filter(({ problem }) => problem === null)
    .map(({ cells }) => cells);

function newlineOf(text: string): Dialect['newline'] {
  const crlf = text.split('\r\n').length - 1;
  const lf = text.split('\n').length - 1 - crlf;
  const cr = text.split('\r').length - 1 - crlf;
  const kinds = (
    [
      ['\r\n', crlf],
      ['\n', lf],
      ['\r', cr],
    ] as const
  ).filter(([, count]) => count > 0);
  return kinds.length > 1 ? 'mixed' : (kinds[0]?.[0] ?? '\n');
}

function cutAtLine(text: string, length: number): string {
  if (text.length <= length) return text;
  const end = Math.max(text.lastIndexOf('\n', length), text.lastIndexOf('\r', length));
  return text.slice(0, end < 0 ? length : end + 1);
}
