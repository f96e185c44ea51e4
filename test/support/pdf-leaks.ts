import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { type Picture, type Rgb, readPixels } from './pixels.ts';

/** Whatever can be read or seen in a PDF: text of its pages, bookmarks, metadata, links, attachments; and its pictures. */
export interface Opened {
  /** Without white space, as a page breaks lines where it likes. */
  readonly text: string;
  readonly pictures: readonly Picture[];
}

export async function openPdf(bytes: Uint8Array): Promise<Opened> {
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0 });
  const document = await task.promise;
  const parts: unknown[] = [await document.getMetadata(), await document.getAttachments()];
  parts.push(await document.getOutline(), Object.keys(await document.getDestinations()));
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    parts.push((await page.getTextContent()).items.map((item) => ('str' in item ? item.str : '')).join(''));
    parts.push((await page.getAnnotations()).map(({ url, dest, contentsObj }) => [url, dest, contentsObj]));
  }
  await task.destroy();
  const text = parts.map((part) => (typeof part === 'string' ? part : JSON.stringify(part))).join('\n');
  return { text: text.replace(/\s+/g, ''), pictures: await Promise.all(jpegsIn(bytes).map(readPixels)) };
}

/** JPEG streams stand in a PDF as they are (ISO 32000-2, 7.4.8). */
function jpegsIn(bytes: Uint8Array): Uint8Array[] {
  const all = Buffer.from(bytes);
  const found: Uint8Array[] = [];
  for (let at = all.indexOf('/DCTDecode'); at >= 0; at = all.indexOf('/DCTDecode', at + 1)) {
    const start = all.indexOf('stream\n', at) + 'stream\n'.length;
    found.push(all.subarray(start, all.indexOf('\nendstream', start)));
  }
  return found;
}

/** JPEG is lossy: near is as good as equal. */
const NEAR = 40;

export const hasColour = ({ pictures }: Opened, colour: Rgb): boolean =>
  pictures.some(({ width, height, at }) => {
    for (let y = 0; y < height; y += 4)
      for (let x = 0; x < width; x += 4)
        if (at(x, y).every((value, channel) => Math.abs(value - (colour[channel] ?? 0)) < NEAR)) return true;
    return false;
  });
