import type { Output } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { ExhibitId } from '../../../shared/contract/values.ts';
import type { ReadDb } from '../db/open.ts';
import { type Content, contentOf, readContent, readPart } from '../evidence/reads.ts';
import { decoderFor, type Encoding, isUtf8, sniffEncoding } from '../text/encoding.ts';
import { type ColumnShapes, columnShapes } from './column-shapes.ts';
import { type Dialect, sentence } from './dialect.ts';
import { inPhase, recordsOf, type Sample, sniffDialect } from './sniff.ts';
import { usualWidth } from './table-place.ts';

const HEAD_BYTES = 256 * 1024;
const PIECE_BYTES = 32 * 1024;
const PIECES = 4;

export type ReadBytes = (offset: number, length: number) => Uint8Array;

/** Bytes that tell the encoding: from the start, and from further places, where the first odd letter may stand. */
export function encodingSample(read: ReadBytes, size: number): Uint8Array {
  return Buffer.concat([read(0, HEAD_BYTES), ...places(size).map((at) => read(at, PIECE_BYTES))]);
}

/** Text from the head, from four places between, and from the tail of the file. */
export function textSample(read: ReadBytes, size: number, { encoding }: Pick<Encoding, 'encoding'>): Sample {
  const text = (offset: number, length: number) => decoderFor(encoding).decode(read(offset, length));
  const whole = size <= HEAD_BYTES;
  const head = text(0, HEAD_BYTES);
  if (whole) return { head, middle: [], tail: '', whole };
  const middle = places(size).map((at) => fromFirstLine(toLastLine(text(at, PIECE_BYTES))));
  const tailAt = even(Math.max(HEAD_BYTES, size - HEAD_BYTES));
  return { head: toLastLine(head), middle, tail: fromFirstLine(text(tailAt, HEAD_BYTES)), whole };
}

/** Even offsets, so that UTF-16 stays in step. */
const places = (size: number): number[] =>
  size <= HEAD_BYTES + PIECES * PIECE_BYTES
    ? []
    : Array.from({ length: PIECES }, (_, n) => even(HEAD_BYTES + ((size - HEAD_BYTES) * n) / PIECES));

const even = (offset: number): number => Math.floor(offset / 2) * 2;

function toLastLine(text: string): string {
  const end = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
  return end < 0 ? text : text.slice(0, end + 1);
}
function fromFirstLine(text: string): string {
  const start = text.search(/[\r\n]/);
  return start < 0 ? '' : text.slice(start).replace(/^\r?\n|^\r/, '');
}

const ROWS = 50;

/** The dialect from samples alone, so that a large file shows at once; the import itself looks at every byte. */
export async function previewDataset(
  db: ReadDb,
  exhibitId: ExhibitId,
  given?: Dialect,
): Promise<Output<'dataset.preview'>> {
  const content = contentOf(db, exhibitId);
  const sample = encodingSample((offset, length) => readContent(db, content.id, offset, length), content.bytes);
  // A sample may end within a character: up to three bytes are its beginning.
  const attempts = [0, 1, 2, 3].map((cut) => isUtf8([sample.subarray(0, sample.length - cut)], async () => {}));
  const validUtf8 = (await Promise.all(attempts)).includes(true);
  const { dialect, guessedEncoding, sample: text } = sniffExhibit(db, content, validUtf8, given);
  const rows = recordsOf(text.head, dialect).slice(dialect.skipLines);
  const header = dialect.header ? (rows.shift() ?? []).map((cell) => cell ?? '') : [];
  return {
    dialect,
    sentence: sentence(dialect, guessedEncoding),
    header,
    rows: rows.slice(0, ROWS).map((row) => [...row]),
  };
}

export interface Sniffed {
  readonly dialect: Dialect;
  readonly guessedEncoding: boolean;
  /** Whether something in the file tells that there is a header, or that there is none. */
  readonly headerTold: boolean;
  readonly sample: Sample;
  /** Fields that most rows have. */
  readonly width: number;
  readonly shapes: ColumnShapes | null;
}

const UNREADABLE_SHARE = 0.1;
const UNREADABLE_LEAST = 8; // a stray NUL in a short text does not make it binary

/**
 * The dialect of an exhibit, from samples. @param given taken as it is, when a person edited it
 * @throws Fault `unsupported` when it is not text
 */
export const sniffExhibit = (db: ReadDb, content: Content, validUtf8: boolean, given?: Dialect): Sniffed =>
  sniffBytes((offset, length) => readPart(db, content, offset, length), content.bytes, validUtf8, given);

/** As `sniffExhibit`, of bytes wherever they lie. @param size of the whole, in bytes */
export function sniffBytes(read: ReadBytes, size: number, validUtf8: boolean, given?: Dialect): Sniffed {
  if (given) assertUsable(given);
  const found = given
    ? { encoding: decoderFor(given.encoding).encoding, bom: given.bom, guessed: false }
    : sniffEncoding(encodingSample(read, size), validUtf8);
  const sample = textSample(read, size, found);
  if (!given && unreadable(sample.head) > UNREADABLE_SHARE)
    throw new Fault('unsupported', 'The file does not look like text, so no table can be read from it.');
  const sniffed = given ? null : sniffDialect(sample);
  const { encoding, bom } = found;
  const dialect: Dialect = sniffed ? { ...sniffed.dialect, encoding, bom } : { ...(given as Dialect), encoding };
  const head = recordsOf(sample.head, dialect, !sample.whole).slice(dialect.skipLines + Number(dialect.header));
  const rows = [head, ...sample.middle.map((text) => inPhase(text, dialect))].flat();
  const width = usualWidth(rows);
  return {
    dialect,
    guessedEncoding: found.guessed,
    headerTold: sniffed?.headerTold ?? true,
    sample,
    width,
    shapes: columnShapes(rows, width),
  };
}

function assertUsable({ delimiter, quote, escape: escaping }: Dialect): void {
  const marks = [delimiter, quote, escaping].join('');
  if (/[\r\n]/.test(marks)) throw new Fault('bad-request', 'A line end cannot separate, quote or escape fields.');
  if (quote !== '' && delimiter.includes(quote))
    throw new Fault('bad-request', 'The same character cannot separate fields and quote them.');
  if (quote === '' && escaping !== '') throw new Fault('bad-request', 'Without a quote there is nothing to escape.');
}

function unreadable(text: string): number {
  let odd = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0xfffd || (code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d)) odd++;
  }
  return odd < UNREADABLE_LEAST ? 0 : odd / text.length;
}
