import { isAscii } from 'node:buffer';
import { analyse } from 'chardet';
import { Fault } from '../../../shared/contract/errors.ts';

/** Whether bytes are the start of a UTF-8 text; a character cut off at their end does not count against it. */
export function isUtf8Start(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** The encoding of a text as its start shows it: a WHATWG label. */
export const encodingOfStart = (head: Uint8Array): string => sniffEncoding(head, isUtf8Start(head)).encoding;

export interface Encoding {
  /** WHATWG label. */
  readonly encoding: string;
  readonly bom: boolean;
  /** Neither a byte order mark nor validity as UTF-8 proves it. */
  readonly guessed: boolean;
}

/** Whether the bytes are valid UTF-8 from first to last. @param pause awaited between chunks */
export async function isUtf8(chunks: Iterable<Uint8Array>, pause: () => Promise<void>): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let clean = true; // no character is half read
  try {
    for (const chunk of chunks) {
      if (!clean || !isAscii(chunk)) decoder.decode(chunk, { stream: true });
      clean = (chunk.at(-1) ?? 0) < 0x80;
      await pause();
    }
    decoder.decode();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/**
 * Byte order mark, then the NUL pattern of UTF-16, then validity as UTF-8; only what fails all three is guessed.
 * @param sample bytes from the start of the file @param validUtf8 of the whole file
 * @throws Fault `unsupported` for UTF-32, which no decoder here reads
 */
export function sniffEncoding(sample: Uint8Array, validUtf8: boolean): Encoding {
  const [a, b, c, d] = sample;
  if ((a === 0xff && b === 0xfe && c === 0 && d === 0) || (a === 0 && b === 0 && c === 0xfe && d === 0xff))
    throw new Fault('unsupported', 'The file is in UTF-32. Save it as UTF-8 and import that as well.');
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8', bom: true, guessed: !validUtf8 };
  if (a === 0xff && b === 0xfe) return { encoding: 'utf-16le', bom: true, guessed: false };
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', bom: true, guessed: false };
  const utf16 = utf16WithoutMark(sample);
  if (utf16) return { encoding: utf16, bom: false, guessed: true };
  if (validUtf8) return { encoding: 'utf-8', bom: false, guessed: false };
  return { encoding: guess(sample), bom: false, guessed: true };
}

/**
 * Letters, digits and line ends have a zero byte in UTF-16, always at the same parity; and a line feed is never
 * without one, which tells UTF-16 from a text that merely holds NUL characters.
 */
function utf16WithoutMark(sample: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const zeros = [0, 0];
  const feeds = [0, 0];
  let allFeeds = 0;
  for (let at = 0; at < sample.length; at++) {
    const parity = at % 2;
    if (sample[at] === 0) zeros[parity] = (zeros[parity] ?? 0) + 1;
    if (sample[at] !== 0x0a && sample[at] !== 0x0d) continue;
    allFeeds++;
    if (sample[parity === 0 ? at + 1 : at - 1] === 0) feeds[parity] = (feeds[parity] ?? 0) + 1;
  }
  const [even = 0, odd = 0] = zeros;
  const enough = sample.length / 2 / 20;
  const paired = (count = 0) => count * 10 >= allFeeds * 9;
  if (odd > enough && even * 20 < odd && paired(feeds[0])) return 'utf-16le';
  if (even > enough && odd * 20 < even && paired(feeds[1])) return 'utf-16be';
  return null;
}

// Statistics on a few bytes say little: below this, Western Windows is the likelier reading.
const ENOUGH_HIGH_BYTES = 20;
const CONFIDENT = 50;

function guess(sample: Uint8Array): string {
  let high = 0;
  for (const byte of sample) if (byte >= 0x80) high++;
  for (const { name, confidence } of high < ENOUGH_HIGH_BYTES ? [] : analyse(sample)) {
    if (confidence < CONFIDENT) break;
    if (name.startsWith('UTF-')) continue;
    try {
      return new TextDecoder(name).encoding;
    } catch {
      // a name that no decoder here knows; the next best will do
    }
  }
  return 'windows-1252';
}

/** @throws Fault `bad-request` when there is no decoder of that name */
export function decoderFor(encoding: string): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(encoding);
  } catch {
    throw new Fault('bad-request', `"${encoding}" is not an encoding this program knows. Try utf-8 or windows-1252.`);
  }
}

/** The text as UTF-8 without byte order mark; what cannot be decoded becomes U+FFFD. */
export function* asUtf8(chunks: Iterable<Uint8Array>, encoding: string, validUtf8: boolean): IterableIterator<Buffer> {
  if (encoding === 'utf-8' && validUtf8) return yield* withoutMark(chunks);
  const decoder = decoderFor(encoding);
  for (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }), 'utf8');
  yield Buffer.from(decoder.decode(), 'utf8');
}

function* withoutMark(chunks: Iterable<Uint8Array>): IterableIterator<Buffer> {
  let first = true;
  for (const chunk of chunks) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const marked = first && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    first = false;
    yield marked ? bytes.subarray(3) : bytes;
  }
}
