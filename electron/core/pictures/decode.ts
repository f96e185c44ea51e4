import { type Canvas, createCanvas, type Image, loadImage } from '@napi-rs/canvas';
import { imageSize } from 'image-size';
import { Fault } from '../../../shared/contract/errors.ts';
import { MOST_MEGAPIXELS } from './limits.ts';
import { pngOrientation, uprightMatrix } from './structure.ts';

/** What a canvas draws, with its size in pixels. */
export type Decoded = Image | Canvas;

/**
 * A foreign picture, upright: the decoder has applied the EXIF orientation, but for that of a PNG, which is applied here.
 * Called only in the pictures process.
 * @throws Fault `unsupported` or `too-large` with the reason as a clause
 */
export async function decodePicture(bytes: Uint8Array): Promise<Decoded> {
  const image = await decodeAsStored(bytes);
  const orientation = pngOrientation(bytes);
  return orientation === 1 ? image : turned(image, orientation);
}

/** As its pixels are stored where it is a PNG; working copies of earlier versions were drawn on those. */
export async function decodeAsStored(bytes: Uint8Array): Promise<Image> {
  checkHeader(bytes);
  const image = await decode(bytes);
  checkSize(image); // a header may have said less
  return image;
}

function turned(image: Image, orientation: number): Canvas {
  const { width, height } = image;
  const canvas = orientation >= 5 ? createCanvas(height, width) : createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.imageSmoothingEnabled = false; // whole pixels go to whole pixels
  context.setTransform(...uprightMatrix(orientation, width, height));
  context.drawImage(image, 0, 0);
  return canvas;
}

/** Looks at the header only, before any pixel is decoded. */
function checkHeader(bytes: Uint8Array): void {
  const size = measured(bytes);
  if (!size?.width || !size.height)
    throw new Fault(
      'unsupported',
      'its dimensions cannot be read: the file is damaged or of a kind that is not supported',
    );
  checkSize({ width: size.width, height: size.height });
}

function checkSize({ width, height }: { width: number; height: number }): void {
  const megapixels = (width * height) / 1e6;
  if (megapixels > MOST_MEGAPIXELS) {
    throw new Fault(
      'too-large',
      `it says it is ${width} x ${height} pixels (${Math.round(megapixels)} megapixels); at most ${MOST_MEGAPIXELS} are decoded`,
    );
  }
}

function measured(bytes: Uint8Array): { width?: number; height?: number } | null {
  try {
    return oldBitmapSize(bytes) ?? imageSize(bytes);
  } catch {
    return null;
  }
}

/** The first kind of BMP header has 16-bit dimensions, which `image-size` reads as 32-bit ones. */
function oldBitmapSize(bytes: Uint8Array): { width: number; height: number } | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 26 || view.getUint16(0) !== 0x424d || view.getUint32(14, true) !== 12) return null;
  return { width: view.getUint16(18, true), height: view.getUint16(20, true) };
}

async function decode(bytes: Uint8Array): Promise<Image> {
  try {
    return await loadImage(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  } catch {
    throw new Fault('unsupported', 'it cannot be decoded: the file is damaged or of a kind that is not supported');
  }
}
