import { cellKind } from './cell-kinds.ts';
import { type Dialect, PLAIN_LAYOUT, type Record } from './dialect.ts';
import { headerAt } from './header-place.ts';
import { detectFieldsLog } from './layouts/fields-log.ts';
import { detectFixedWidth } from './layouts/fixed-width.ts';
import { lineReaderOf, rowsOfLines } from './layouts/line-reader.ts';
import type { LineReader } from './layouts/read-line.ts';
import { detectRuled } from './layouts/ruled.ts';
import { type Separators, scanSample } from './sample-records.ts';
import { findFooter, findTable, isBlank } from './table-place.ts';

type Layout = Omit<Dialect, 'encoding' | 'bom' | 'newline'>;

const USUAL = { ...PLAIN_LAYOUT, skipLines: 0, skipFooter: 0 };

/** A layout that the text gives away by itself: directives, or lines drawn between its cells. */
function drawnLayout(lines: readonly string[]): Layout | null {
  const found = detectFieldsLog(lines) ?? detectRuled(lines);
  return found && { ...USUAL, ...found };
}

/** A layout for text in which no delimiter was found. `header` is the caller's to tell. */
function fixedLayout(lines: readonly string[]): Layout | null {
  const found = detectFixedWidth(lines);
  return found && { ...USUAL, header: true, ...found };
}

/** Decoded pieces of a file. */
export interface Sample {
  /** From the first byte on; ends with a whole line unless `whole`. */
  readonly head: string;
  /** Whole lines from further places, none of them the last. */
  readonly middle: readonly string[];
  /** Whole lines up to the last byte; empty when `head` is the whole file. */
  readonly tail: string;
  readonly whole: boolean;
}

/** How a text is delimited, and whether something in it tells that there is a header, or that there is none. */
export interface SniffedDialect {
  readonly dialect: Omit<Dialect, 'encoding' | 'bom'>;
  readonly headerTold: boolean;
  /** Whether line ends of another kind than most lines have are parts of cells: see `calmed`. */
  readonly calmed: boolean;
}

const DELIMITERS = [',', ';', '\t', '|', ', ', '\u0001', '||', '^', '~', ':', ' '] as const;
const SCORED_CHARACTERS = 48 * 1024; // of the head, and as much from further places
const RECORDS_CHARACTERS = 192 * 1024;

/** Work in steps, between which others may get their turn. */
export type Steps<T> = Generator<void, T>;

/** How the text is delimited, where its table begins and ends. `encoding` and `bom` are the caller's. */
export function* sniffDialect(given: Sample): Steps<SniffedDialect> {
  const told = yield* endsOf(given);
  const { sample, newline, separators, announced } = told;
  const lines = cutAtLine(sample.head, SCORED_CHARACTERS).split(/\r\n|\n|\r/);
  const drawn = drawnLayout(lines);
  if (drawn) return { dialect: { ...drawn, newline }, headerTold: true, calmed: false };
  const fixed = separators.delimiter === '' || separators.delimiter === ' ' ? fixedLayout(lines) : null;
  if (fixed) {
    const { header, told: headerTold } = headerAt(
      rowsOfLines(lines.join('\n'), lineReaderOf({ ...fixed, newline }) as LineReader),
      0,
    );
    return { dialect: { ...fixed, newline, header: header || fixed.skipLines > 0 }, headerTold, calmed: false };
  }
  yield;
  const rows = recordsOf(cutAtLine(sample.head, RECORDS_CHARACTERS), separators, !sample.whole);
  yield;
  const { headerTold, width, ...place } = findTable(rows, announced === undefined ? 0 : 1);
  const ending = sample.whole ? recordsOf(sample.head, separators).slice(place.skipLines + Number(place.header)) : [];
  const footer = findFooter(sample.whole ? ending : inPhase(sample.tail, separators), width);
  const dialect = { ...PLAIN_LAYOUT, ...separators, newline, ...place, skipFooter: footer };
  return { dialect, headerTold, calmed: sample !== given };
}

interface Ends {
  readonly sample: Sample;
  readonly newline: Dialect['newline'];
  readonly separators: Separators;
  readonly announced: string | undefined;
}

/** Which line ends end records, and how these are separated: where cells hold line ends of another kind, records are regular only without them. */
function* endsOf(sample: Sample): Steps<Ends> {
  const announced = /^sep=([^\r\n]{1,4})\r?\n/.exec(sample.head)?.[1];
  const newline = newlineOf(sample.head);
  const { score, ...separators } = yield* best(scoredPieces(sample), announced);
  const plain = { sample, newline, separators, announced };
  const main = mainEnd(sample.head);
  const other = main === null ? sample : calmed(sample, main);
  if (main === null || other.head === sample.head) return plain;
  const { score: without, ...within } = yield* best(scoredPieces(other), announced);
  return without > score * 1.000001 ? { sample: other, newline: main, separators: within, announced } : plain;
}

/** The line end of most lines, where those of another kind may be parts of cells. */
function mainEnd(text: string): '\r\n' | '\n' | null {
  const newline = newlineOf(text);
  if (newline === '\r\n') return newline;
  const crs = text.split('\r').length - 1;
  return newline === 'mixed' && !text.includes('\r\n') && crs < text.split('\n').length - 1 ? '\n' : null;
}

/** What stands for a line end within a cell while a sample is scanned: no text has these. */
const HELD = { '\n': '\ufdd0', '\r': '\ufdd1' } as const;
const calm = (text: string, main: '\r\n' | '\n'): string =>
  text.replaceAll(main === '\n' ? /\r/g : /(?<!\r)\n|\r(?!\n)/g, (end) => HELD[end as '\n' | '\r']);
const calmed = ({ head, middle, tail, whole }: Sample, main: '\r\n' | '\n'): Sample => ({
  head: calm(head, main),
  middle: middle.map((text) => calm(text, main)),
  tail: calm(tail, main),
  whole,
});
/** A sample as its records are read: line ends that are parts of cells end none. */
export const asRead = (sample: Sample, { newline }: Pick<Dialect, 'newline'>): Sample =>
  newline === '\r\n' || newline === '\n' ? calmed(sample, newline) : sample;
/** A cell of such a sample as the file has it. */
export const restored = (cell: string | null): string | null =>
  cell?.replaceAll(HELD['\n'], '\n').replaceAll(HELD['\r'], '\r') ?? null;

/** What is scored of a file: its start, and pieces from its middle and end. */
function scoredPieces({ head, middle, tail, whole }: Sample): { text: string; partial: boolean }[] {
  const start = cutAtLine(head, SCORED_CHARACTERS);
  const each = SCORED_CHARACTERS / 4;
  const inside = head.length - start.length;
  const rest = whole
    ? [0.4, 0.7, 1].map((share) => start.length + Math.floor((inside - each) * share)).filter(() => inside > 4 * each)
    : [];
  const further = [...rest.map((at) => lineFrom(head, at)), ...middle, lineFrom(tail, tail.length - each)];
  return [
    { text: start, partial: start.length < head.length || !whole },
    ...further.map((text) => ({ text: cutAtLine(text, each), partial: true })).filter(({ text }) => text !== ''),
  ];
}

interface Candidate extends Separators {
  readonly score: number;
}

const COUNTED_LINES = 1000;

/** One column when nothing parts the text better than this. */
const ONE_COLUMN = 0.13;

/**
 * Pattern score times type score, after G. van den Burg, A. Nazábal, C. Sutton, "Wrangling messy CSV files by
 * detecting row and type patterns", Data Mining and Knowledge Discovery 33 (2019): records of one width and cells that
 * look like something speak for a dialect; and, over the whole of the pieces, quotes that open and close fields.
 */
function* best(pieces: readonly { text: string; partial: boolean }[], announced: string | undefined): Steps<Candidate> {
  const text = pieces.map((piece) => piece.text).join('');
  let found: Candidate = { delimiter: announced ?? '', ...quotings(text, '')[0], score: announced ? 0 : ONE_COLUMN };
  const lines = text.split(/\r\n|\n|\r/, COUNTED_LINES);
  // Within quoted texts of many lines a delimiter may be rare.
  const seldom = (delimiter: string) =>
    !text.includes('"') && lines.filter((line) => line.includes(delimiter)).length < lines.length / 20;
  for (const delimiter of announced === undefined ? DELIMITERS : [announced]) {
    if (!text.includes(delimiter) || seldom(delimiter) || (delimiter === '|' && !/(?:^|[^|])\|(?!\|)/.test(text)))
      continue;
    for (const quoting of quotings(text, delimiter)) {
      yield;
      const score = scoreOf(pieces, { delimiter, ...quoting });
      if (score > found.score * 1.000001) found = { delimiter, ...quoting, score };
    }
  }
  return found;
}

type Quoting = Omit<Separators, 'delimiter'>;

function quotings(text: string, delimiter: string): [Quoting, ...Quoting[]] {
  const found: [Quoting, ...Quoting[]] = [{ quote: '"', escape: '"' }];
  if (text.includes('\\"')) found.push({ quote: '"', escape: '\\' });
  if (delimiter !== '' && (text.startsWith("'") || text.includes(`${delimiter}'`) || text.includes("\n'"))) {
    found.push({ quote: "'", escape: "'" });
    if (text.includes("\\'")) found.push({ quote: "'", escape: '\\' });
  }
  if (text.includes('"')) found.push({ quote: '', escape: '' });
  return found;
}

function scoreOf(pieces: readonly { text: string; partial: boolean }[], separators: Separators): number {
  const { delimiter, quote } = separators;
  const single = quote === "'";
  const openings = quote === '' ? openingQuotes(pieces, delimiter) : null;
  if (openings !== null && openings < MOSTLY_QUOTED) return 0;
  const records: Record[] = [];
  let [clean, broken, protecting] = [0, 0, 0];
  for (const [at, { text, partial }] of pieces.entries()) {
    const scan = at === 0 ? scanSample(text, separators, partial) : phased(text, separators);
    records.push(...scan.records);
    clean += scan.clean;
    broken += scan.broken;
    protecting += scan.protecting;
  }
  // Single quotes around a value are part of it unless they protect something within, or all of several columns have them.
  if (single && protecting === 0 && !quotesColumns(pieces, separators)) return 0;
  const explained = openings === null ? (clean + 1) / (clean + broken * 2 + 1) : openings;
  const pattern = patternScore(records, delimiter);
  return pattern * typeScore(records) * explained * (RARE[delimiter] ?? 1) * (single ? 1.01 : 1);
}

const ENOUGH_QUOTED = 20;

/** Whether at least two columns are quoted in each record, and no other has a quote. */
function quotesColumns(pieces: readonly { text: string; partial: boolean }[], separators: Separators): boolean {
  const { records, quoted, broken } = scanSample(pieces[0]?.text ?? '', separators, pieces[0]?.partial);
  const columns = quoted.filter((count) => count > 0);
  return (
    broken === 0 && columns.length > 1 && columns.every((count) => count >= Math.max(ENOUGH_QUOTED, records.length - 1))
  );
}

/** How little a delimiter is used to part records, so that it takes more to believe it. */
const RARE: { readonly [delimiter: string]: number } = { '^': 0.8, '~': 0.8, ':': 0.6, ' ': 0.8 };

const MOSTLY_QUOTED = 0.05;

/** Share of the fields begun by a quote that a double quote does not explain; what is well quoted is not read as if it were not. */
function openingQuotes(pieces: readonly { text: string }[], delimiter: string): number {
  let [clean, broken] = [0, 0];
  for (const { text } of pieces) {
    const scan = phased(text, { delimiter, quote: '"', escape: '"' });
    if (scan.doubled > 0) return 0;
    clean += scan.clean;
    broken += scan.broken;
  }
  return (broken + 0.01) / (clean + broken + 0.01);
}

function patternScore(records: readonly Record[], delimiter: string): number {
  const widths = new Map<number, number>();
  let count = 0;
  for (const record of records) {
    if (isBlank(record)) continue;
    count++;
    widths.set(record.length, (widths.get(record.length) ?? 0) + 1);
  }
  if (count === 0) return 0;
  const prose = delimiter === ' ' || delimiter === ', ' || delimiter === ':';
  const [[width = 0, most = 0] = []] = [...widths].sort(([, a], [, b]) => b - a);
  // Words of a text are "separated" by spaces too: only a grid of them is a table. A header may lack a name for row names.
  if (delimiter === ' ' && (width < 3 || most < count - (widths.get(width - 1) === 1 ? 1 : 0))) return 0;
  if (delimiter === ':' && (most < count || records.some((record) => TIME_OR_LINK.test(record.join(':'))))) return 0;
  let pattern = 0;
  for (const [each, times] of widths) pattern += ((times / count) ** 2 * (each - 1)) / each;
  // Texts have such a mark now and then, rows of a table in each.
  if (prose && (count < 3 || (widths.get(1) ?? 0) * 4 >= count)) pattern /= 4;
  return namesOneColumn(records, width) ? pattern / 5 : pattern;
}

const TIME_OR_LINK = /\d:\d\d|:\/\/|(?:[\da-f]{2}:){3}/i;

/**
 * Whether the first line alone has no delimiter and the next is no header: then it is the name of one column, whose values
 * ("Smith, John", "1,50") hold what looks like a delimiter.
 */
function namesOneColumn(records: readonly Record[], width: number): boolean {
  const [first, ...rest] = records;
  if (first?.length !== 1 || isBlank(first) || rest.length === 0 || width < 2) return false;
  const regular = rest.filter((record) => record.length === width).length;
  if (regular < rest.length) return false;
  const { header, told } = headerAt(rest, 0);
  return !(header && told);
}

const TYPED_CELLS = 4000;

function typeScore(records: readonly Record[]): number {
  let cells = 0;
  let known = 0;
  for (const record of records) {
    if (isBlank(record)) continue;
    for (const cell of record) {
      cells++;
      if (cellKind(cell) !== 'odd') known++;
    }
    if (cells > TYPED_CELLS) break;
  }
  return cells === 0 ? 0 : Math.max(1e-10, known / cells);
}

/** A piece from the middle of a file may begin within a quoted field: of both ways to read it the one with sounder quotes. */
function phased(text: string, separators: Separators) {
  const outside = scanSample(text, separators, true);
  if (separators.quote === '' || !text.includes(separators.quote)) return outside;
  const inside = scanSample(separators.quote + text, separators, true);
  inside.records.shift();
  return inside.broken < outside.broken ? inside : outside;
}

export const inPhase = (text: string, separators: Separators): Record[] => phased(text, separators).records;

/** Rows of a piece of text by its dialect, whatever its layout. @param partial whether the last may be cut off */
export function rowsOf(text: string, dialect: Dialect, partial = false): Record[] {
  const read = lineReaderOf(dialect);
  return read ? rowsOfLines(text, read, dialect.skipLines) : recordsOf(text, dialect, partial);
}

/** Records of a piece of delimited text that begins with one. @param partial whether the last may be cut off */
export const recordsOf = (text: string, separators: Separators, partial = false): Record[] =>
  scanSample(text, separators, partial).records;

/** The line end that most lines have; lines of several kinds are `mixed` unless most end in CRLF: then another is part of a cell. */
function newlineOf(text: string): Dialect['newline'] {
  const crlf = text.split('\r\n').length - 1;
  const lf = text.split('\n').length - 1 - crlf;
  const cr = text.split('\r').length - 1 - crlf;
  if (crlf > lf + cr) return '\r\n';
  if (crlf === 0 && cr === 0) return '\n';
  return crlf === 0 && lf === 0 ? '\r' : 'mixed';
}

function cutAtLine(text: string, length: number): string {
  if (text.length <= length) return text;
  const end = Math.max(text.lastIndexOf('\n', length), text.lastIndexOf('\r', length));
  return text.slice(0, end < 0 ? length : end + 1);
}

function lineFrom(text: string, at: number): string {
  if (at <= 0) return text;
  const end = text.slice(at).search(/[\r\n]/);
  return end < 0 ? '' : text.slice(at + end).replace(/^\r?\n|^\r/, '');
}
