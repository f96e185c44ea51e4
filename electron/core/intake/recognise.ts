import { ZodError } from 'zod';
import { Fault } from '../../../shared/contract/errors.ts';
import { PictureFacts } from '../../../shared/contract/pictures.ts';
import { isPicture } from '../../../shared/domain/exhibit-kinds.ts';
import type { JobContext } from '../context.ts';
import { type Derivative, pictureSource, readFirst } from '../evidence/reads.ts';
import type { Staged } from '../evidence/staging.ts';
import { SNIFF_BYTES, sniffMediaType } from '../formats/media-type.ts';
import { type Source, THUMBNAIL_PIXELS, undecoded } from '../pictures/limits.ts';
import type { PerceptualHash } from '../pictures/perceptual-hash.ts';
import { pictureFacts, renderPicture } from '../pictures/pictures.ts';

/** What staged bytes are and how they can be shown: from the bytes alone, the name only for the warning that it lies. */
export async function recognise(context: JobContext, staged: Staged, name: string) {
  const type = await sniffMediaType(readFirst(context.session.writer, staged.contentId, SNIFF_BYTES), name);
  if (!isPicture(type)) return type;
  const source = pictureSource(context.session.reader, { id: staged.contentId, bytes: staged.bytes });
  const { incomplete, ...shown } = await look(context, source, type.mediaType);
  const typeWarning = [type.typeWarning, incomplete].filter((words) => words != null).join(' ') || null;
  return {
    ...type,
    ...shown,
    typeWarning,
    derivatives: [...shown.derivatives, await selfDescription(context, source)],
  };
}

interface Shown {
  readonly width?: number;
  readonly height?: number;
  readonly previewProblem?: string;
  readonly hash?: PerceptualHash | null;
  readonly derivatives: readonly Derivative[];
  readonly incomplete?: string | null;
}

/** Measures a picture and makes its thumbnail; one that cannot be shown is kept all the same, with the reason. */
async function look(context: JobContext, source: Source, type: string): Promise<Shown> {
  try {
    const reason = undecoded(type);
    if (reason) throw new Fault('unsupported', reason);
    const { width, height, mediaType, bytes, hash, incomplete } = await renderPicture(context, source, {
      longest: THUMBNAIL_PIXELS,
      format: 'webp',
      hash: true,
    });
    const method = `scaled to at most ${THUMBNAIL_PIXELS} pixels from the original, EXIF orientation applied`;
    return { width, height, hash, incomplete, derivatives: [{ kind: 'thumbnail', method, mediaType, bytes }] };
  } catch (error) {
    return { previewProblem: `cannot be previewed: ${reasonOf(error)}`, derivatives: [] };
  }
}

/** What the file says of itself; where that cannot be read, the reason. */
async function selfDescription(context: JobContext, source: Source): Promise<Derivative> {
  let facts: PictureFacts = { groups: [], position: null, leftOut: 0, problem: null };
  try {
    facts = PictureFacts.parse(await pictureFacts(context, source));
  } catch (error) {
    facts = { ...facts, problem: error instanceof ZodError ? 'what came of it is malformed' : reasonOf(error) };
  }
  return {
    kind: 'exif',
    method: 'EXIF, XMP and IPTC of the original, read by exifr',
    mediaType: 'application/json',
    bytes: Buffer.from(JSON.stringify(facts), 'utf8'),
  };
}

/** @throws what is no judgement on the picture: a cancelled job, a lock, a fault of ours */
function reasonOf(error: unknown): string {
  if (!(error instanceof Fault) || error.code === 'cancelled' || error.code === 'locked') throw error;
  return error.message;
}
