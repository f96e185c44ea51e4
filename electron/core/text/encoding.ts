import { isAscii } from 'node:buffer';
import { Fault } from '../../../shared/contract/errors.ts';
import { dosDecoder, isDosPage } from './dos-code-pages.ts';
import { legacyGuesses } from './legacy.ts';
import { utf32Decoder } from './utf32.ts';

/** A text wherever it lies: its size in bytes, and at most `length` of them from `offset`. */
export interface TextSource {
  readonly bytes: number;
  read(offset: number, length: number): Uint8Array;
}

export interface Encoding {
  /** WHATWG label, or utf-32le, utf-32be, ibm437, ibm850. */
  readonly encoding: string;
  readonly bom: boolean;
  /** Neither a byte order mark nor validity as UTF-8 proves it. */
  readonly guessed: boolean;
}

/** As `TextDecoder`, for encodings that it lacks too. */
export interface Decoder {
  readonly encoding: string;
  decode(bytes?: Uint8Array, options?: { stream?: boolean }): string;
}

/** @throws Fault `bad-request` when there is no decoder of that name */
export function decoderFor(encoding: string): Decoder {
  if (/^utf-32[bl]e$/.test(encoding)) return utf32Decoder(encoding as 'utf-32le' | 'utf-32be');
  if (isDosPage(encoding)) return dosDecoder(encoding);
  try {
    return new TextDecoder(encoding);
  } catch {
    throw new Fault('bad-request', `"${encoding}" is not an encoding this program knows. Try utf-8 or windows-1252.`);
  }
}

/** Looks where bytes stop being valid UTF-8, chunk by chunk. */
export class Utf8Check {
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });
  private clean = true; // no character is half read
  private at = 0;
  private brokenAt = -1;

  add(chunk: Uint8Array): void {
    if (this.brokenAt >= 0) return;
    if (!this.clean || !isAscii(chunk)) this.decode(chunk);
    this.clean = (chunk.at(-1) ?? 0) < 0x80;
    this.at += chunk.length;
  }
  /** @returns the offset of the chunk in which the first fault lies; -1 when there is none */
  end(): number {
    if (this.brokenAt < 0) this.decode();
    return this.brokenAt;
  }
  get found(): boolean {
    return this.brokenAt >= 0;
  }
  private decode(chunk?: Uint8Array): void {
    try {
      this.decoder.decode(chunk, { stream: chunk !== undefined });
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      this.brokenAt = this.at;
    }
  }
}

/**
 * Where bytes stop being valid UTF-8. @returns the offset of the chunk in which the first fault lies; -1 when there is none
 * @param pause awaited between chunks
 */
export async function brokenUtf8At(chunks: Iterable<Uint8Array>, pause: () => Promise<void>): Promise<number> {
  const check = new Utf8Check();
  for (const chunk of chunks) {
    check.add(chunk);
    if (check.found) break;
    await pause();
  }
  return check.end();
}

/** Whether bytes are the start of a UTF-8 text; a character cut off at their end does not count against it. */
export function isUtf8Start(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

export const HEAD_BYTES = 256 * 1024;
export const PIECE_BYTES = 32 * 1024;
const PIECES = 4;

/** Offsets of further pieces of a large file, in step with UTF-16 and UTF-32. */
export const furtherPlaces = (size: number): number[] =>
  size <= HEAD_BYTES + PIECES * PIECE_BYTES
    ? []
    : Array.from({ length: PIECES }, (_, n) => Math.floor((HEAD_BYTES + ((size - HEAD_BYTES) * n) / PIECES) / 4) * 4);

/** The encoding of a text as its start shows it. */
export const encodingOfStart = (head: Uint8Array): string =>
  encodingOf({ bytes: head.length, read: (from, length) => head.subarray(from, from + length) }, null).encoding;

/** Whether a text is in an encoding of two or four bytes a character, in which a zero byte is no control character. */
export const isWide = (head: Uint8Array): boolean => (byteOrderMark(head) ?? wideWithoutMark(head)) !== null;

/**
 * The encoding of a text: a byte order mark, then the pattern of NULs in UTF-16 and UTF-32, the escapes of ISO-2022-JP, and
 * UTF-8 where most of what is beyond ASCII is valid as that. Only what fails all of these is guessed, from its letters.
 * @param brokenAt where the whole is known to be broken as UTF-8, -1 for nowhere; null when only samples are looked at
 */
export function encodingOf(source: TextSource, brokenAt: number | null = null): Encoding {
  const head = source.read(0, HEAD_BYTES);
  const marked = byteOrderMark(head);
  if (marked) return { encoding: marked, bom: true, guessed: false };
  const wide = wideWithoutMark(head);
  if (wide) return { encoding: wide, bom: false, guessed: true };
  if (isIso2022Jp(head)) return { encoding: 'iso-2022-jp', bom: false, guessed: false };
  const bom = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf;
  if (brokenAt === -1) return { encoding: 'utf-8', bom, guessed: false };
  const lines = linesBeyondAscii(source, head, brokenAt);
  const { valid, broken } = utf8Sequences(lines);
  if (broken === 0 && brokenAt === null) return { encoding: 'utf-8', bom, guessed: false };
  if (bom || valid >= broken * 2) return { encoding: 'utf-8', bom, guessed: false };
  return { encoding: legacyGuesses(lines)[0]?.encoding ?? 'windows-1252', bom: false, guessed: true };
}

/** What a text may be in, and how the same lines of it read in that. */
export interface Alternative {
  readonly encoding: string;
  readonly lines: string[];
}

const ALTERNATIVES = 4;
const COMPARED_LINES = 200;
const SHOWN_LINES = 3;
const SHOWN_CHARACTERS = 200;

/** The best few encodings of a text whose encoding is a guess, that guess first, with the first lines that tell them apart. */
export function alternatives(source: TextSource, { encoding, guessed }: Encoding): Alternative[] {
  if (!guessed || encoding.startsWith('utf-')) return [];
  const bytes = linesBeyondAscii(source, source.read(0, HEAD_BYTES), null);
  const lines = [...linesOf(bytes, true)].slice(0, COMPARED_LINES);
  const labels = [encoding, ...legacyGuesses(bytes).map((guess) => guess.encoding)];
  const read = [...new Set(labels)].map((label) => {
    const decoder = decoderFor(label);
    return { encoding: label, lines: lines.map((line) => decoder.decode(line).trimEnd().slice(0, SHOWN_CHARACTERS)) };
  });
  const different = read.filter((each, at) => !read.slice(0, at).some((other) => sameLines(each.lines, other.lines)));
  const best = different.slice(0, ALTERNATIVES);
  const telling = lines.flatMap((_, at) => (best.some((each) => each.lines[at] !== best[0]?.lines[at]) ? [at] : []));
  return best.map((each) => ({
    encoding: each.encoding,
    lines: telling.slice(0, SHOWN_LINES).map((at) => each.lines[at] as string),
  }));
}

const sameLines = (a: readonly string[], b: readonly string[]): boolean => a.every((line, at) => line === b[at]);

function byteOrderMark([a, b, c, d]: Uint8Array): string | null {
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'utf-32le' : 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  return a === 0 && b === 0 && c === 0xfe && d === 0xff ? 'utf-32be' : null;
}

/**
 * Letters, digits and line ends have a zero byte in UTF-16, always at the same parity, and three in UTF-32; and a line feed is
 * never without them, which tells these from a text that merely holds NUL characters.
 */
function wideWithoutMark(sample: Uint8Array): string | null {
  const zeros = [0, 0, 0, 0];
  const feeds = [0, 0];
  let allFeeds = 0;
  for (let at = 0; at < sample.length; at++) {
    if (sample[at] === 0) zeros[at % 4] = (zeros[at % 4] as number) + 1;
    if (sample[at] !== 0x0a && sample[at] !== 0x0d) continue;
    allFeeds++;
    const parity = at % 2;
    if (sample[parity === 0 ? at + 1 : at - 1] === 0) feeds[parity] = (feeds[parity] as number) + 1;
  }
  const [first = 0, second = 0, third = 0, fourth = 0] = zeros;
  const most = (sample.length / 4) * 0.9;
  if (second > most / 2 && third > most && fourth > most && first * 20 < fourth) return 'utf-32le';
  if (third > most / 2 && second > most && first > most && fourth * 20 < first) return 'utf-32be';
  const even = first + third;
  const odd = second + fourth;
  const enough = sample.length / 2 / 20;
  const paired = (count = 0) => count * 10 >= allFeeds * 9;
  if (odd > enough && even * 20 < odd && paired(feeds[0])) return 'utf-16le';
  if (even > enough && odd * 20 < even && paired(feeds[1])) return 'utf-16be';
  return null;
}

/** Seven bits a byte, with escapes to and from the double-byte sets. */
function isIso2022Jp(head: Uint8Array): boolean {
  const text = Buffer.from(head.buffer, head.byteOffset, head.length);
  if (!isAscii(head)) return false;
  const into = ['\u001b$B', '\u001b$@'].some((escaping) => text.includes(escaping));
  return into && ['\u001b(B', '\u001b(J'].some((escaping) => text.includes(escaping));
}

const LF = 0x0a;
const CR = 0x0d;
const MOST_LINES_BYTES = 64 * 1024;

/** Whole lines that hold bytes beyond ASCII: from the start, from further places, and from where UTF-8 is known to break. */
function linesBeyondAscii(source: TextSource, head: Uint8Array, brokenAt: number | null): Uint8Array {
  const pieces = furtherPlaces(source.bytes).map((at) => afterLine(source.read(at, PIECE_BYTES)));
  if (brokenAt !== null && brokenAt >= head.length) {
    const chunk = source.read(brokenAt, 1 << 20);
    const high = chunk.findIndex((byte) => byte >= 0x80);
    const from = Math.max(0, chunk.lastIndexOf(LF, Math.max(0, high)) + 1);
    pieces.push(chunk.subarray(from, from + PIECE_BYTES));
  }
  const lines: Uint8Array[] = [];
  let size = 0;
  const whole = head.length >= source.bytes;
  for (const [at, piece] of [head, ...pieces].entries()) {
    if (isAscii(piece)) continue;
    for (const line of linesOf(piece, at === 0 && whole)) {
      if (isAscii(line)) continue;
      lines.push(line);
      size += line.length;
      if (size > MOST_LINES_BYTES) return Buffer.concat(lines);
    }
  }
  return Buffer.concat(lines);
}

function afterLine(bytes: Uint8Array): Uint8Array {
  const end = bytes.findIndex((byte) => byte === LF || byte === CR);
  return end < 0 ? bytes : bytes.subarray(end + 1);
}

/** @param whole whether the last line is one, or may be cut off; a cut one counts only when it is the only one */
function* linesOf(bytes: Uint8Array, whole: boolean): IterableIterator<Uint8Array> {
  let from = 0;
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] !== LF && bytes[at] !== CR) continue;
    yield bytes.subarray(from, at + 1);
    from = at + 1;
  }
  if (from < bytes.length && (whole || from === 0)) yield bytes.subarray(from);
}

/** How many characters beyond ASCII are valid as UTF-8, and how many bytes are not. */
function utf8Sequences(bytes: Uint8Array): { valid: number; broken: number } {
  let [valid, broken] = [0, 0];
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (byte < 0x80) continue;
    const more =
      byte >= 0xc2 && byte < 0xe0 ? 1 : byte >= 0xe0 && byte < 0xf0 ? 2 : byte >= 0xf0 && byte < 0xf5 ? 3 : 0;
    let found = 0;
    while (found < more && ((bytes[at + found + 1] ?? 0) & 0xc0) === 0x80) found++;
    if (more > 0 && found === more) valid++;
    else broken++;
    at += found;
  }
  return { valid, broken };
}

/** What was come across while bytes were decoded. */
export interface DecodedMarks {
  /** Characters that stand for bytes which could not be decoded, or did so before. */
  replaced: number;
  nuls: number;
  /** Byte order marks at the start of a line after the first: files were joined. They are left out of the text. */
  innerMarks: number;
}

const MARK = Buffer.from('\ufeff', 'utf8');
const REPLACED = Buffer.from('\ufffd', 'utf8');

/** The text as UTF-8 without byte order marks; what cannot be decoded becomes U+FFFD. */
export function* asUtf8(
  chunks: Iterable<Uint8Array>,
  encoding: string,
  validUtf8: boolean,
  marks: DecodedMarks = { replaced: 0, nuls: 0, innerMarks: 0 },
): IterableIterator<Buffer> {
  let first = true;
  let lineStart = true;
  for (const piece of decoded(chunks, encoding, validUtf8)) {
    if (piece.length === 0) continue;
    for (let at = piece.indexOf(0); at >= 0; at = piece.indexOf(0, at + 1)) marks.nuls++;
    for (let at = piece.indexOf(REPLACED); at >= 0; at = piece.indexOf(REPLACED, at + 3)) marks.replaced++;
    let from = 0;
    for (let at = piece.indexOf(MARK); at >= 0; at = piece.indexOf(MARK, at + 3)) {
      const before = at === 0 ? (lineStart ? LF : 0) : piece[at - 1];
      if (before !== LF && before !== CR && !(at === from && from > 0)) continue;
      if (!first || at > 0) marks.innerMarks++;
      yield piece.subarray(from, at);
      from = at + MARK.length;
    }
    first = false;
    const last = piece.at(-1);
    lineStart = last === LF || last === CR;
    yield from === 0 ? piece : piece.subarray(from);
  }
}

/** Pieces of UTF-8 that end between characters. */
function* decoded(chunks: Iterable<Uint8Array>, encoding: string, validUtf8: boolean): IterableIterator<Buffer> {
  if (encoding === 'utf-8' && validUtf8) {
    let rest = Buffer.alloc(0);
    for (const chunk of chunks) {
      const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      const joined = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
      const cut = joined.length - openCharacter(joined);
      yield joined.subarray(0, cut);
      rest = Buffer.from(joined.subarray(cut));
    }
    return yield rest;
  }
  const decoder = decoderFor(encoding);
  for (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }), 'utf8');
  yield Buffer.from(decoder.decode(), 'utf8');
}

/** Bytes at the end that begin a character without ending it. */
function openCharacter(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] as number;
    if (byte < 0x80) return 0;
    if (byte < 0xc0) continue;
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return needed > back ? back : 0;
  }
  return 0;
}

/** A place in a text, both from 1. */
export interface TextPlace {
  readonly line: number;
  readonly character: number;
}

/** Where a character stands in a text. @param text pieces of UTF-8 that end between characters */
export function placesOf(text: Iterable<Buffer>, character: string, limit: number): TextPlace[] {
  const wanted = Buffer.from(character, 'utf8');
  const found: TextPlace[] = [];
  let line = 1;
  let started = ''; // the line so far
  for (const piece of text) {
    let from = 0;
    for (let at = piece.indexOf(wanted); at >= 0; at = piece.indexOf(wanted, at + wanted.length)) {
      const before = piece.toString('utf8', from, at).split(/\r\n|\n|\r/);
      if (before.length > 1) started = '';
      line += before.length - 1;
      started += before.at(-1) ?? '';
      found.push({ line, character: [...started].length + 1 });
      if (found.length === limit) return found;
      started += character;
      from = at + wanted.length;
    }
    const rest = piece.toString('utf8', from).split(/\r\n|\n|\r/);
    if (rest.length > 1) started = '';
    line += rest.length - 1;
    started += rest.at(-1) ?? '';
  }
  return found;
}
