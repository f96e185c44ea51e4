import exifr from 'exifr';
import type { PictureFacts } from '../../../shared/contract/pictures.ts';
import { factsOf } from './facts.ts';
import { framesOf } from './frames.ts';

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
