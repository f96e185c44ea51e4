import { Fault } from '../../../shared/contract/errors.ts';
import type { JobContext } from '../context.ts';
import { readFirst } from './content.ts';
import type { Staged } from './intake.ts';
import { SNIFF_BYTES, sniffMediaType } from './media-type.ts';
import { THUMBNAIL_PIXELS, undecoded } from './picture-limits.ts';
import { renderPicture } from './pictures.ts';
import type { Derivative } from './store.ts';

/** What staged bytes are and how they can be shown: from the bytes alone, the name only for the warning that it lies. */
export async function recognise(context: JobContext, staged: Staged, name: string) {
  const type = await sniffMediaType(readFirst(context.session.writer, staged.contentId, SNIFF_BYTES), name);
  return { ...type, ...(type.preview === 'image' ? await look(context, staged, type.mediaType) : {}) };
}

/** Measures a picture and makes its thumbnail; one that cannot be shown is kept all the same, with the reason. */
async function look(context: JobContext, staged: Staged, type: string) {
  try {
    const reason = undecoded(type);
    if (reason) throw new Fault('unsupported', reason);
    const { width, height, mediaType, bytes } = await renderPicture(
      context,
      { id: staged.contentId, bytes: staged.bytes },
      { longest: THUMBNAIL_PIXELS, format: 'webp' },
    );
    const method = `scaled to at most ${THUMBNAIL_PIXELS} pixels from the original, EXIF orientation applied`;
    const thumbnail: Derivative = { kind: 'thumbnail', method, mediaType, bytes };
    return { width, height, derivatives: [thumbnail] };
  } catch (error) {
    if (!(error instanceof Fault) || error.code === 'cancelled' || error.code === 'locked') throw error;
    return { previewProblem: `cannot be previewed: ${error.message}` };
  }
}
