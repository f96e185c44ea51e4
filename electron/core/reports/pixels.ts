import { imageSize } from 'image-size';

/** Width and height of an encoded picture; null when its header cannot be read. */
export function pixels(bytes: Uint8Array): { width: number; height: number } | null {
  try {
    const { width, height } = imageSize(bytes);
    return width > 0 && height > 0 ? { width, height } : null;
  } catch {
    return null; // a rendition that cannot be read is the same as none
  }
}
