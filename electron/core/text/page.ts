import { decoderFor, encodingOf, type TextSource } from './encoding.ts';

/** No character is longer, so that every page holds one and the reader comes to the end. */
const LEAST_BYTES = 8;
const LONGEST_CHARACTER = 4;

export interface TextPage {
  readonly text: string;
  readonly encoding: string;
  /** Byte offset of the next page; null at the end. */
  readonly nextOffset: number | null;
  readonly total: number;
}

/**
 * A page of a text that ends with a line where it holds a line end, and never within a character. An offset
 * within a character moves back to its start.
 */
export function textPage(
  source: TextSource,
  offset: number,
  length: number,
  encoding = encodingOf(source).encoding,
): TextPage {
  const start = characterStart(source, offset, encoding);
  const bytes = source.read(start, Math.max(length, LEAST_BYTES));
  const last = start + bytes.length >= source.bytes;
  const page = last
    ? bytes
    : bytes.subarray(0, wholeLines(bytes.subarray(0, wholeCharacters(bytes, encoding)), encoding));
  return { ...decode(page, encoding), nextOffset: last ? null : start + page.length, total: source.bytes };
}

/** Of a page as long as a viewer asks for. */
const PAGE_BYTES = 262_144;

/** The pages of a text from its start, as a viewer turns them. */
export function* textPages(source: TextSource): IterableIterator<TextPage & { readonly offset: number }> {
  const { encoding } = encodingOf(source);
  for (let offset: number | null = 0; offset !== null; ) {
    const page: TextPage = textPage(source, offset, PAGE_BYTES, encoding);
    yield { ...page, offset };
    offset = page.nextOffset;
  }
}

/** What begins as UTF-8 and holds Western Windows text further on is shown as that there, and said to be. */
function decode(bytes: Uint8Array, encoding: string): { text: string; encoding: string } {
  const text = decoderFor(encoding).decode(bytes);
  if (encoding !== 'utf-8' || !text.includes('\ufffd') || /[\u0080-\ufffc]/.test(text)) return { text, encoding };
  return { text: decoderFor('windows-1252').decode(bytes), encoding: 'windows-1252' };
}

function characterStart(source: TextSource, offset: number, encoding: string): number {
  const from = Math.max(0, offset - LONGEST_CHARACTER - (offset % LONGEST_CHARACTER)); // in step with UTF-16 and UTF-32
  const before = source.read(from, offset - from);
  return from + wholeCharacters(before, encoding);
}

/** How many of the bytes make whole lines; all of them when there is no line end. */
function wholeLines(bytes: Uint8Array, encoding: string): number {
  const unit = encoding.startsWith('utf-16') ? 2 : encoding.startsWith('utf-32') ? 4 : 1;
  const low = encoding.endsWith('be') ? unit - 1 : 0;
  for (let at = bytes.length - (bytes.length % unit) - unit; at > 0; at -= unit) {
    const others = bytes.subarray(at, at + unit).filter((byte) => byte !== 0).length;
    if (bytes[at + low] === 0x0a && others === 1) return at + unit;
  }
  return bytes.length;
}

/** How many of the bytes make whole characters. */
function wholeCharacters(bytes: Uint8Array, encoding: string): number {
  if (encoding.startsWith('utf-32')) return bytes.length - (bytes.length % 4);
  if (encoding.startsWith('utf-16')) {
    const even = bytes.length & ~1;
    const high = encoding === 'utf-16be' ? bytes[even - 2] : bytes[even - 1];
    return high !== undefined && high >= 0xd8 && high <= 0xdb ? even - 2 : even; // a lone first surrogate waits
  }
  if (encoding !== 'utf-8') return bytes.length;
  for (let back = 1; back <= 4 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] as number;
    if (byte < 0x80) return bytes.length;
    if (byte < 0xc0) continue; // a continuation byte
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return needed > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}
