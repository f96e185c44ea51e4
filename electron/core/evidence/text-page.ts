import type { Output } from '../../../shared/contract/commands.ts';
import { decoderFor, sniffEncoding } from '../datasets/encoding.ts';
import type { ReadDb } from '../db/open.ts';
import { type Content, readContent } from './content.ts';
import { isUtf8Start } from './utf8.ts';

const HEAD_BYTES = 64 * 1024;

/**
 * A page of an exhibit's text. A character is never split: the page ends before one that its last bytes only begin, and
 * the next page starts there.
 */
export function textPage(db: ReadDb, content: Content, offset: number, length: number): Output<'evidence.text'> {
  const head = readContent(db, content.id, 0, HEAD_BYTES);
  const { encoding } = sniffEncoding(head, isUtf8Start(head));
  const bytes = readContent(db, content.id, offset, length);
  const last = offset + bytes.length >= content.bytes;
  const whole = last ? bytes : bytes.subarray(0, wholeCharacters(bytes, encoding));
  const text = decoderFor(encoding).decode(whole);
  return { text, encoding, nextOffset: last ? null : offset + whole.length, total: content.bytes };
}

/** How many of the bytes make whole characters. */
function wholeCharacters(bytes: Uint8Array, encoding: string): number {
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
