import exifr from 'exifr';
import type { PictureFacts } from '../../../shared/contract/pictures.ts';
import { factsOf } from './facts.ts';
import { framesOf } from './frames.ts';
import { webpMetadata } from './webp-metadata.ts';

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
