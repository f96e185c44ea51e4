import type { PictureRegion } from '../../../shared/contract/reports.ts';
import type { Cover } from '../../../shared/domain/redactions.ts';
import type { PerceptualHash } from './perceptual-hash.ts';

/** A picture's encoded bytes, wherever they lie. */
export interface Source {
  /** The same for the same bytes, within a session. */
  readonly key: number;
  readonly bytes: number;
  read(): Uint8Array;
}

/** Between the core and its pictures process. */
export interface RenderRequest {
  readonly bytes: Uint8Array;
  /** The rendition's longer side at most, in pixels; a smaller picture keeps its size. */
  readonly longest: number;
  readonly format: 'png' | 'jpeg' | 'webp';
  /** Parts of the picture that are replaced, in pixels of the picture as displayed. */
  readonly covers?: readonly Cover[];
  /** The part that is drawn alone, up to four times its size and with a margin, in pixels of the picture as displayed. */
  readonly part?: PictureRegion;
  /** Whether its perceptual hash is wanted too. */
  readonly hash?: boolean;
}
export interface Rendering {
  /** Of the whole picture as displayed, in pixels. */
  readonly width: number;
  readonly height: number;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly hash: PerceptualHash | null;
  /** Why the file does not hold the whole picture, as a sentence. */
  readonly incomplete: string | null;
}
/** What the process answers; `resident` is the memory it holds afterwards, in bytes. */
export interface Rendered extends Rendering {
  readonly resident: number;
}

/** A decoded pixel takes 4 bytes: 400 MB at the most, and only in the process that decodes. */
export const MOST_MEGAPIXELS = 100;
/** Encoded bytes of a picture that is decoded at all. */
export const MOST_PICTURE_BYTES = 128 << 20;
export const DECODE_SECONDS = 30;
/** Reading what a file says of itself takes milliseconds; what needs longer is made to. */
export const FACTS_SECONDS = 10;
/** A picture of 81 megapixels took 0.9 GB to decode and draw; what needs more than this is hostile. */
export const MOST_MEMORY_BYTES = 1536 << 20;
/** Above this the process is ended after its picture, and the next picture gets a fresh one. */
export const TIRED_BYTES = 512 << 20;
export const THUMBNAIL_PIXELS = 320;
export const PICTURE_PIXELS = 4096;

const DECODED = new Set([
  'image/png',
  'image/apng',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/bmp',
  'image/avif',
  'image/x-icon',
]);

/** Why a picture of this type is not decoded, as a clause; null when it is. */
export const undecoded = (mediaType: string): string | null =>
  DECODED.has(mediaType)
    ? null
    : `${mediaType} is not decoded by this program; the original is kept and can be exported`;
