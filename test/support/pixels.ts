import { createCanvas, loadImage } from '@napi-rs/canvas';

export type Rgb = readonly [number, number, number];
export interface Picture {
  readonly width: number;
  readonly height: number;
  at(x: number, y: number): Rgb;
}

/** A PNG whose pixels are what `colour` says of each. */
export function paint(width: number, height: number, colour: (x: number, y: number) => Rgb): Buffer {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  const image = context.createImageData(width, height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) image.data.set([...colour(x, y), 255], (y * width + x) * 4);
  context.putImageData(image, 0, 0);
  return canvas.toBuffer('image/png');
}

export async function readPixels(bytes: Uint8Array): Promise<Picture> {
  const image = await loadImage(Buffer.from(bytes));
  const { width, height } = image;
  const context = createCanvas(width, height).getContext('2d');
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  return { width, height, at: (x, y) => [...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 3)] as never };
}
