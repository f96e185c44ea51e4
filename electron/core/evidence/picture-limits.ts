/** Between the core and its pictures process. */
export interface RenderRequest {
  readonly bytes: Uint8Array;
  /** The rendition's longer side at most, in pixels; a smaller picture keeps its size. */
  readonly longest: number;
  readonly format: 'png' | 'jpeg' | 'webp';
}
export interface Rendering {
  /** Of the whole picture as displayed, in pixels. */
  readonly width: number;
  readonly height: number;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** A decoded pixel takes 4 bytes: 400 MB at the most, and only in the process that decodes. */
export const MOST_MEGAPIXELS = 100;
/** Encoded bytes of a picture that is decoded at all. */
export const MOST_PICTURE_BYTES = 128 << 20;
export const DECODE_SECONDS = 30;
export const THUMBNAIL_PIXELS = 320;
export const PICTURE_PIXELS = 4096;
