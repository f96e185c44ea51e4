import { createCanvas } from '@napi-rs/canvas';
import { compareCopy, drawCopy } from '../copies/draw.ts';
import { serve } from '../process/serve.ts';
import { decodePicture } from './decode-picture.ts';
import type { Rendered, RenderRequest } from './picture-limits.ts';

/** The only place where foreign pictures are decoded: a process of its own that may be killed or crash alone. */
serve({
  render: async ({ bytes, longest, format }: RenderRequest): Promise<Rendered> => {
    const image = await decodePicture(bytes);
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
    const encoded = format === 'png' ? await canvas.encode('png') : await canvas.encode(format, 90);
    return { width, height, mediaType: `image/${format}`, bytes: encoded, resident: process.memoryUsage.rss() };
  },
  drawCopy,
  compareCopy,
});
