import { createCanvas, type Image, loadImage } from '@napi-rs/canvas';
import { imageSize } from 'image-size';
import { Fault } from '../../../shared/contract/errors.ts';
import { serve } from '../process/serve.ts';
import { MOST_MEGAPIXELS, type Rendering, type RenderRequest } from './picture-limits.ts';

/** The only place where foreign pictures are decoded: a process of its own that may be killed or crash alone. */
serve({
  render: async ({ bytes, longest, format }: RenderRequest): Promise<Rendering> => {
    checkHeader(bytes);
    const image = await decode(bytes);
    const { width, height } = image; // as displayed: the decoder has applied the EXIF orientation
    const scale = Math.min(1, longest / Math.max(width, height));
    const canvas = createCanvas(Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)));
    const context = canvas.getContext('2d');
    context.imageSmoothingQuality = 'high';
    if (format === 'jpeg') {
      context.fillStyle = '#fff'; // JPEG has no transparency
      context.fillRect(0, 0, canvas.width, canvas.height);
    }
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    const encoded = format === 'png' ? await canvas.encode('png') : await canvas.encode(format, 90);
    return { width, height, mediaType: `image/${format}`, bytes: encoded };
  },
});

/** Looks at the header only, before any pixel is decoded. */
function checkHeader(bytes: Uint8Array): void {
  const size = measured(bytes);
  if (!size?.width || !size.height)
    throw new Fault(
      'unsupported',
      'its dimensions cannot be read: the file is damaged or of a kind that is not supported',
    );
  const megapixels = (size.width * size.height) / 1e6;
  if (megapixels > MOST_MEGAPIXELS) {
    throw new Fault(
      'too-large',
      `it says it is ${size.width} x ${size.height} pixels (${Math.round(megapixels)} megapixels); at most ${MOST_MEGAPIXELS} are decoded`,
    );
  }
}

function measured(bytes: Uint8Array): { width?: number; height?: number } | null {
  try {
    return imageSize(bytes);
  } catch {
    return null;
  }
}

async function decode(bytes: Uint8Array): Promise<Image> {
  try {
    return await loadImage(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  } catch {
    throw new Fault('unsupported', 'it cannot be decoded: the file is damaged or of a kind that is not supported');
  }
}
