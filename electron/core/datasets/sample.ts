import type { Encoding } from '../text/encoding.ts';
import { decoderFor } from '../text/encoding.ts';
import type { Sample } from './sniff.ts';

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
  if (whole) return { head, middle: '', tail: '', whole };
  const middle = places(size).map((at) => fromFirstLine(toLastLine(text(at, PIECE_BYTES))));
  const tailAt = even(Math.max(HEAD_BYTES, size - HEAD_BYTES));
  return { head: toLastLine(head), middle: middle.join(''), tail: fromFirstLine(text(tailAt, HEAD_BYTES)), whole };
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
