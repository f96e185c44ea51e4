import { createHash } from 'node:crypto';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import type { ReportModel, ReportPicture } from './model.ts';

/** Longest side on paper in pixels: 250 dots an inch over the width of a page. */
const LONGEST = 1600;
const QUALITY = 88;

/**
 * Every picture of the model as a JPEG of a size fit for paper, on white: the renditions come as PNG, JPEG or WebP, and
 * of these a PDF holds JPEG as it is. A picture that cannot be decoded is left out.
 */
export async function preparePictures(model: ReportModel): Promise<ReportModel> {
  const ready = new Map<string, ReportPicture | null>();
  const prepare = async (picture: ReportPicture | null): Promise<ReportPicture | null> => {
    if (!picture) return null;
    const key = createHash('sha256').update(picture.bytes).digest('hex');
    if (!ready.has(key)) ready.set(key, await asJpeg(picture).catch(() => null));
    return ready.get(key) ?? null;
  };
  const exhibits = [];
  for (const exhibit of model.exhibits) exhibits.push({ ...exhibit, picture: await prepare(exhibit.picture) });
  const things = [];
  for (const thing of model.board?.things ?? [])
    things.push(
      thing.face.kind === 'exhibit'
        ? { ...thing, face: { ...thing.face, picture: await prepare(thing.face.picture) } }
        : thing,
    );
  return { ...model, exhibits, board: model.board && { ...model.board, things } };
}

async function asJpeg({ bytes }: ReportPicture): Promise<ReportPicture> {
  const image = await loadImage(Buffer.from(bytes));
  const scale = Math.min(1, LONGEST / Math.max(image.width, image.height));
  const width = Math.max(1, Math.round(image.width * scale));
  const height = Math.max(1, Math.round(image.height * scale));
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, width, height);
  context.drawImage(image, 0, 0, width, height);
  return { bytes: await canvas.encode('jpeg', QUALITY), width, height };
}
