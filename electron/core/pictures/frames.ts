/**
 * How many pictures an animation holds: frames of a GIF (GIF89a specification, 1990), of an animated PNG (its acTL chunk) or
 * of an animated WebP (its ANMF chunks). Looks at the structure only and decodes nothing.
 * @returns 1 for a still picture, and for what is no such file or malformed from its first frame on
 */
export function framesOf(bytes: Uint8Array): number {
  const start = Buffer.from(bytes.subarray(0, 16)).toString('latin1');
  if (/^GIF8[79]a/.test(start)) return Math.max(1, gifFrames(bytes));
  if (start.startsWith('\x89PNG\r\n\x1a\n')) return Math.max(1, pngFrames(bytes));
  if (/^RIFF....WEBP/s.test(start)) return Math.max(1, webpFrames(bytes));
  return 1;
}

const EXTENSION = 0x21;
const IMAGE = 0x2c;

function gifFrames(bytes: Uint8Array): number {
  const table = (flags = 0): number => (flags & 0x80 ? 3 << ((flags & 7) + 1) : 0);
  let frames = 0;
  for (let at = 13 + table(bytes[10]); at < bytes.length; ) {
    if (bytes[at] === IMAGE) {
      frames++;
      at = afterBlocks(bytes, at + 11 + table(bytes[at + 9]));
    } else if (bytes[at] === EXTENSION) at = afterBlocks(bytes, at + 2);
    else break; // the trailer, or damage
  }
  return frames;
}

/** Data comes in blocks, each led by its length; one of no length ends them. */
function afterBlocks(bytes: Uint8Array, start: number): number {
  let at = start;
  for (let length = bytes[at]; length; length = bytes[at]) at += 1 + length;
  return at + 1;
}

function pngFrames(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 8; at + 12 <= bytes.length; at += 12 + view.getUint32(at)) {
    const type = Buffer.from(bytes.subarray(at + 4, at + 8)).toString('latin1');
    if (type === 'acTL') return view.getUint32(at + 8);
    if (type === 'IDAT') return 1; // the chunk would have come before
  }
  return 1;
}

function webpFrames(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let frames = 0;
  for (let at = 12; at + 8 <= bytes.length; ) {
    if (Buffer.from(bytes.subarray(at, at + 4)).toString('latin1') === 'ANMF') frames++;
    const size = view.getUint32(at + 4, true);
    at += 8 + size + (size % 2);
  }
  return frames;
}
