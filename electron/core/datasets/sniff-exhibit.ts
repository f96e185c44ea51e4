import type { Output } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { ReadDb } from '../db/open.ts';
import { type Content, readPart } from '../evidence/reads.ts';
import {
  alternatives,
  decoderFor,
  type Encoding,
  encodingOf,
  furtherPlaces,
  HEAD_BYTES,
  isWide,
  PIECE_BYTES,
  type TextSource,
} from '../text/encoding.ts';
import { type Dialect, type Record, sentence } from './dialect.ts';
import { asRead, inPhase, restored, rowsOf, type Sample, type Steps, sniffDialect } from './sniff.ts';
import { usualWidth } from './table-place.ts';

export type ReadBytes = (offset: number, length: number) => Uint8Array;

/** Text from the head, from four places between, and from the tail of the file. */
function* textSample(read: ReadBytes, size: number, { encoding }: Pick<Encoding, 'encoding'>): Steps<Sample> {
  const text = (offset: number, length: number) => decoderFor(encoding).decode(read(offset, length));
  const whole = size <= HEAD_BYTES;
  const head = text(0, HEAD_BYTES);
  if (whole) return { head, middle: [], tail: '', whole };
  const middle: string[] = [];
  for (const at of furtherPlaces(size)) {
    yield;
    middle.push(fromFirstLine(toLastLine(text(at, PIECE_BYTES))));
  }
  yield;
  const tailAt = Math.floor(Math.max(HEAD_BYTES, size - HEAD_BYTES) / IN_STEP) * IN_STEP;
  return { head: toLastLine(head), middle, tail: fromFirstLine(text(tailAt, HEAD_BYTES)), whole };
}

const IN_STEP = 4; // bytes of a character in UTF-32

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
export function previewText(source: TextSource, given?: Dialect): Output<'dataset.preview'> {
  const { dialect, guessedEncoding, sample: text } = sniffBytes(source.read, source.bytes, null, given);
  const rows = rowsOf(text.head, dialect).slice(dialect.layout === 'delimited' ? dialect.skipLines : 0);
  const header = dialect.header ? (rows.shift() ?? []).map((cell) => cell ?? '') : [];
  return {
    dialect,
    sentence: sentence(dialect, guessedEncoding),
    header,
    rows: rows.slice(0, ROWS).map((row) => row.map(restored)),
    alternatives: given ? [] : alternatives(source, { ...dialect, guessed: guessedEncoding }),
  };
}

export interface Sniffed {
  readonly dialect: Dialect;
  readonly guessedEncoding: boolean;
  /** Whether something in the file tells that there is a header, or that there is none. */
  readonly headerTold: boolean;
  /** Whether line ends of another kind than those of records are parts of cells. */
  readonly calmed: boolean;
  /** As its records are read. */
  readonly sample: Sample;
  /** Fields that most rows have. */
  readonly width: number;
  /** Records from its head and middle, without what stands above them. */
  readonly rows: readonly Record[];
}

const UNREADABLE_SHARE = 0.1;
const UNREADABLE_LEAST = 8; // a stray NUL in a short text does not make it binary

/**
 * The dialect of an exhibit, from samples. @param brokenAt as `encodingOf` takes it @param given taken as it is, when a person edited it
 * @throws Fault `unsupported` when it is not text
 */
export async function sniffExhibit(
  db: ReadDb,
  content: Content,
  brokenAt: number | null,
  given: Dialect | undefined,
  breathe: () => Promise<void>,
): Promise<Sniffed> {
  const steps = sniffing((offset, length) => readPart(db, content, offset, length), content.bytes, brokenAt, given);
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value;
    await breathe();
  }
}

/** As `sniffExhibit`, of bytes wherever they lie, and at once. @param size of the whole, in bytes */
export function sniffBytes(read: ReadBytes, size: number, brokenAt: number | null, given?: Dialect): Sniffed {
  const steps = sniffing(read, size, brokenAt, given);
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

function* sniffing(read: ReadBytes, size: number, brokenAt: number | null, given?: Dialect): Steps<Sniffed> {
  if (given) assertUsable(given);
  else if (isBinary(read(0, HEAD_BYTES))) throw notText();
  yield;
  const found = given
    ? { encoding: decoderFor(given.encoding).encoding, bom: given.bom, guessed: false }
    : encodingOf({ bytes: size, read }, brokenAt);
  yield;
  const plain = yield* textSample(read, size, found);
  if (!given && unreadable(plain.head) > UNREADABLE_SHARE) throw notText();
  yield;
  const sniffed = given ? null : yield* sniffDialect(plain);
  yield;
  const { encoding, bom } = found;
  const dialect: Dialect = sniffed ? { ...sniffed.dialect, encoding, bom } : { ...(given as Dialect), encoding };
  const sample = sniffed?.calmed ? asRead(plain, dialect) : plain;
  const delimited = dialect.layout === 'delimited';
  const above = Number(dialect.header) + (delimited ? dialect.skipLines : 0);
  const head = rowsOf(sample.head, dialect, !sample.whole).slice(above);
  yield;
  const rows = [head, ...(delimited ? sample.middle.map((text) => inPhase(text, dialect)) : [])].flat();
  const width = usualWidth(rows);
  return {
    dialect,
    guessedEncoding: found.guessed,
    headerTold: sniffed?.headerTold ?? true,
    calmed: sniffed?.calmed ?? false,
    sample,
    width,
    rows,
  };
}

/** Whether a text is laid out as a table, in columns of fixed width or drawn with lines, by samples of it. */
export function isLaidOut(db: ReadDb, content: Content): boolean {
  try {
    const read: ReadBytes = (offset, length) => readPart(db, content, offset, length);
    const { dialect, width } = sniffBytes(read, content.bytes, null);
    return dialect.layout !== 'delimited' && width > 1;
  } catch (error) {
    if (error instanceof Fault) return false; // no text
    throw error;
  }
}

function assertUsable({ delimiter, quote, escape: escaping }: Dialect): void {
  const marks = [delimiter, quote, escaping].join('');
  if (/[\r\n]/.test(marks)) throw new Fault('bad-request', 'A line end cannot separate, quote or escape fields.');
  if (quote !== '' && delimiter.includes(quote))
    throw new Fault('bad-request', 'The same character cannot separate fields and quote them.');
  if (quote === '' && escaping !== '') throw new Fault('bad-request', 'Without a quote there is nothing to escape.');
}

const notText = (): Fault =>
  new Fault('unsupported', 'The file does not look like text, so no table can be read from it.');

/**
 * Whether bytes are unreadable in whichever encoding their letters would be guessed to be in: control characters are the same in
 * all of them, and the guess takes a second of a picture. The escapes of ISO-2022-JP do not count.
 */
function isBinary(head: Uint8Array): boolean {
  let odd = 0;
  for (const byte of head) if (isOdd(byte) && byte !== 0x1b) odd++;
  return odd >= UNREADABLE_LEAST && odd > head.length * UNREADABLE_SHARE && !isWide(head);
}

function unreadable(text: string): number {
  let odd = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0xfffd || isOdd(code)) odd++;
  }
  return odd < UNREADABLE_LEAST ? 0 : odd / text.length;
}

/** Control characters that texts do not hold; U+0001 separates the fields of Hive and Hadoop. */
const isOdd = (code: number): boolean =>
  code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d && code !== 0x01;
