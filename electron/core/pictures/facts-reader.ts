import exifr from 'exifr';
import type { PictureFacts } from '../../../shared/contract/pictures.ts';
import { factsOf } from './facts.ts';

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

/**
 * The EXIF and XMP chunks of a WebP file (developers.google.com/speed/webp/docs/riff_container), which the EXIF parser does not
 * open by itself. @returns null for what is not WebP
 */
function webpMetadata(bytes: Uint8Array): { exif?: Uint8Array; xmp?: Uint8Array } | null {
  const four = (at: number) => Buffer.from(bytes.subarray(at, at + 4)).toString('latin1');
  if (bytes.length < 12 || four(0) !== 'RIFF' || four(8) !== 'WEBP') return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found: { exif?: Uint8Array; xmp?: Uint8Array } = {};
  for (let at = 12; at + 8 <= bytes.length; ) {
    const size = view.getUint32(at + 4, true);
    const data = bytes.subarray(at + 8, at + 8 + size);
    if (four(at) === 'EXIF') found.exif = withoutPrefix(data);
    if (four(at) === 'XMP ') found.xmp = data;
    at += 8 + size + (size % 2);
  }
  return found;
}

/** Some writers keep the "Exif" of a JPEG segment in front of the TIFF header. */
const withoutPrefix = (data: Uint8Array): Uint8Array =>
  Buffer.from(data.subarray(0, 6)).toString('latin1') === 'Exif\0\0' ? data.subarray(6) : data;

/** Every block whose values can be read, as they stand; thumbnails, maker notes and colour profiles stay closed. */
const OPTIONS = {
  tiff: true,
  exif: true,
  gps: true,
  ifd1: false,
  interop: false,
  makerNote: false,
  userComment: true,
  xmp: true,
  iptc: true,
  icc: false,
  jfif: false,
  ihdr: true, // and with it the texts of a PNG, where image generators leave their prompts
  reviveValues: false, // times as they stand in the file: without an offset they are no instants
  mergeOutput: false,
};

/**
 * What a picture's file says of itself, by exifr: EXIF, XMP and IPTC of JPEG, TIFF, HEIC, AVIF, PNG and WebP. Only for the
 * pictures process: the bytes are hostile. What is malformed is no error, but said in `problem`.
 */
export async function readFacts(bytes: Uint8Array): Promise<PictureFacts> {
  const facts = await readBlocks(bytes);
  const frames = framesOf(bytes);
  if (frames === 1) return facts;
  const animation = { name: 'Frames', value: `${frames}; only the first is shown here` };
  return { ...facts, groups: [{ title: 'Animation', facts: [animation] }, ...facts.groups] };
}

async function readBlocks(bytes: Uint8Array): Promise<PictureFacts> {
  try {
    const webp = webpMetadata(bytes);
    if (!webp) return factsOf(await parsed(bytes));
    const exif = webp.exif ? await parsed(webp.exif) : {};
    const xmp = webp.xmp ? await exifr.sidecar(Buffer.from(webp.xmp), OPTIONS, 'xmp') : {};
    return factsOf({ ...xmp, ...exif });
  } catch {
    return { ...factsOf({}), problem: 'the blocks that hold it are malformed' };
  }
}

async function parsed(bytes: Uint8Array): Promise<object> {
  try {
    return (await exifr.parse(bytes, OPTIONS)) ?? {};
  } catch (error) {
    if (error instanceof Error && /^Unknown file format/.test(error.message)) return {}; // a kind that carries no such blocks
    throw error;
  }
}
