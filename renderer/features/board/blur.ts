/** Wide enough to tell a chat from a photograph, too coarse to read or to recognise anyone. */
const COLUMNS = 10;

/** The picture in so few pixels that nothing of it can be read, whatever is done to the outcome. @throws when it cannot be decoded */
export async function blurred(picture: Blob): Promise<Blob> {
  const bitmap = await createImageBitmap(picture);
  const rows = Math.max(1, Math.round((bitmap.height / bitmap.width) * COLUMNS));
  const coarse = new OffscreenCanvas(COLUMNS, rows);
  context(coarse).drawImage(bitmap, 0, 0, COLUMNS, rows);
  bitmap.close();
  const wide = new OffscreenCanvas(240, Math.max(1, Math.round((240 * rows) / COLUMNS)));
  context(wide).drawImage(coarse, 0, 0, wide.width, wide.height);
  return wide.convertToBlob({ type: 'image/png' });
}

function context(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const drawing = canvas.getContext('2d');
  if (!drawing) throw new Error('no canvas to draw on');
  drawing.imageSmoothingQuality = 'high';
  return drawing;
}
