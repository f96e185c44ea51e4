import '../host/no-report.ts';
import { createCanvas } from '@napi-rs/canvas';
import type { PictureRegion } from '../../../shared/contract/reports.ts';
import { serve } from '../process/serve.ts';
import { drawCover } from './cover.ts';
import { type Decoded, decodePicture } from './decode.ts';
import { compareCopy, drawCopy } from './draw.ts';
import { readFacts } from './facts-reader.ts';
import type { Rendered, RenderRequest } from './limits.ts';
import { luminances, type PerceptualHash, perceptualHash, SIDE } from './perceptual-hash.ts';
import { incompleteness } from './structure.ts';

/** The only place where foreign pictures are decoded: a process of its own that may be killed or crash alone. */
serve({
  /** @returns `PictureFacts`, to be parsed by who asked: what comes from this process is not trusted */
  facts: ({ bytes }: { bytes: Uint8Array }) => readFacts(bytes),
  render: async ({ bytes, longest, format, covers = [], part, hash }: RenderRequest): Promise<Rendered> => {
    const whole = await decodePicture(bytes);
    const image = part ? partOf(whole, part, longest) : whole;
    const { width, height } = image;
    const scale = Math.min(1, longest / Math.max(width, height));
    const canvas = createCanvas(Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)));
    const context = canvas.getContext('2d');
    context.imageSmoothingQuality = 'high';
    if (format === 'jpeg') {
      context.fillStyle = '#fff'; // JPEG has no transparency
      context.fillRect(0, 0, canvas.width, canvas.height);
    }
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    for (const cover of covers) drawCover(context, cover, canvas.width / width);
    const encoded = format === 'png' ? await canvas.encode('png') : await canvas.encode(format, 90);
    return {
      width,
      height,
      mediaType: `image/${format}`,
      bytes: encoded,
      hash: hash ? hashOf(image) : null,
      incomplete: incompleteness(bytes),
      resident: process.memoryUsage.rss(),
    };
  },
  drawCopy,
  compareCopy,
});

/** A text is read better when it is large and has room around it. */
const [LARGER, MARGIN] = [4, 24];
function partOf(image: Decoded, { x, y, width, height }: PictureRegion, longest: number): Decoded {
  const [w, h] = [Math.min(width, image.width - x), Math.min(height, image.height - y)];
  const scale = Math.min(LARGER, (longest - 2 * MARGIN) / Math.max(w, h));
  const canvas = createCanvas(Math.ceil(w * scale) + 2 * MARGIN, Math.ceil(h * scale) + 2 * MARGIN);
  const context = canvas.getContext('2d');
  context.imageSmoothingQuality = 'high';
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, x, y, w, h, MARGIN, MARGIN, w * scale, h * scale);
  return canvas;
}

/** Pixels of the picture that are averaged into one luminance, a side. */
const AVERAGED = 4;
function hashOf(image: Decoded): PerceptualHash {
  const side = SIDE * AVERAGED;
  const canvas = createCanvas(side, side);
  const context = canvas.getContext('2d');
  context.imageSmoothingQuality = 'high';
  context.fillStyle = '#fff'; // what is transparent looks like the page it lies on
  context.fillRect(0, 0, side, side);
  context.drawImage(image, 0, 0, side, side);
  return perceptualHash(luminances(context.getImageData(0, 0, side, side).data, AVERAGED));
}
