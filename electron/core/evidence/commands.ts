import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import { PictureFacts } from '../../../shared/contract/pictures.ts';
import { isDrawable, PREVIEWS } from '../../../shared/domain/exhibit-kinds.ts';
import type { Handlers, ReadContext } from '../context.ts';
import type { ReadDb } from '../db/open.ts';
import { PICTURE_PIXELS } from '../pictures/limits.ts';
import { renderPicture } from '../pictures/pictures.ts';
import { findMatch } from '../search/match.ts';
import { textPage, textPages } from '../text/page.ts';
import { eachChunk } from './chunks.ts';
import { fileNameFor } from './names.ts';
import {
  type Content,
  contentOf,
  derivativeOf,
  exhibitById,
  listExhibits,
  pictureSource,
  readContent,
  similarPictures,
} from './reads.ts';
import { setTags, updateExhibit } from './store.ts';

/** Import and removal, which concern datasets too, are intake's. */
export const evidenceHandlers: Omit<Handlers<'evidence'>, 'evidence.import' | 'evidence.remove'> = {
  'evidence.list': ({ db }, { caseId }) => listExhibits(db, caseId),
  'evidence.get': ({ db }, { exhibitId }) => exhibitById(db, exhibitId),
  'evidence.update': ({ db, record }, { exhibitId, tags, ...changes }) => {
    const before = exhibitById(db, exhibitId);
    const given = Object.fromEntries(
      Object.entries({ ...changes, title: changes.title?.trim() }).filter(([, value]) => value !== undefined),
    );
    updateExhibit(db, exhibitId, { ...before, ...given });
    if (tags) setTags(db, exhibitId, tags);
    record({
      caseId: before.caseId,
      action: 'evidence.update',
      subject: before.label,
      detail: { ...given, ...(tags ? { tags } : {}) },
    });
    return exhibitById(db, exhibitId);
  },
  'evidence.content': async (context, { exhibitId, variant, offset, length }) => {
    if (variant === 'original') return original(context, exhibitId, offset, length);
    const { mediaType, bytes } =
      variant === 'thumbnail' ? thumbnail(context, exhibitId) : await picture(context, exhibitId);
    return { mediaType, bytes: bytes.subarray(offset, offset + length), offset, total: bytes.length };
  },
  'evidence.text': ({ db }, { exhibitId, offset, length }) => {
    const { preview, label } = exhibitById(db, exhibitId);
    if (!PREVIEWS[preview].text)
      throw new Fault('unsupported', `${label} is not text. Export it to open it in another program.`);
    const { id, bytes } = contentOf(db, exhibitId);
    return textPage({ bytes, read: (from, most) => readContent(db, id, from, most) }, offset, length);
  },
  'evidence.find': async ({ db }, { exhibitId, text: wanted }) => {
    if (!PREVIEWS[exhibitById(db, exhibitId).preview].text) return null;
    const { id, bytes } = contentOf(db, exhibitId);
    const pages: number[] = [];
    let lines = 1;
    for (const { offset, text } of textPages({ bytes, read: (from, most) => readContent(db, id, from, most) })) {
      pages.push(offset);
      const found = findMatch(text, wanted);
      if (found) return { pages, line: lines + lineEnds(text.slice(0, found[0])), match: [found[0], found[1]] };
      lines += lineEnds(text);
      await nextTurn();
    }
    return null;
  },
  'evidence.exif': ({ db }, { exhibitId }) => {
    exhibitById(db, exhibitId);
    const found = derivativeOf(db, exhibitId, 'exif');
    if (!found) return { groups: [], position: null, leftOut: 0, problem: null, method: null };
    return { ...PictureFacts.parse(JSON.parse(Buffer.from(found.bytes).toString('utf8'))), method: found.method };
  },
  'evidence.similar': ({ db }, { exhibitId, limit }) => {
    exhibitById(db, exhibitId);
    return similarPictures(db, exhibitId, limit);
  },
  'evidence.export': async ({ core, session, db, note, label: say }, { exhibitId }) => {
    const { caseId, label, originalName, mediaType, sha256 } = exhibitById(db, exhibitId);
    say(`Exporting ${label}`);
    const content = contentOf(db, exhibitId);
    note(({ record }) => record({ caseId, action: 'evidence.export', subject: label, detail: { sha256 } }));
    const name = fileNameFor(label, originalName);
    const ticket = core.tickets.issue({ name, mediaType, open: () => rehashed(session.reader, content, label) });
    return { ticket, name, sha256 };
  },
};

const lineEnds = (text: string): number => text.match(/\r\n?|\n/g)?.length ?? 0;

type Id = Exhibit['id'];

function original({ db }: ReadContext, exhibitId: Id, offset: number, length: number) {
  const content = contentOf(db, exhibitId);
  return {
    mediaType: 'application/octet-stream',
    bytes: readContent(db, content.id, offset, length),
    offset,
    total: content.bytes,
  };
}

function thumbnail({ db }: ReadContext, exhibitId: Id) {
  const found = derivativeOf(db, exhibitId, 'thumbnail');
  if (found) return found;
  const { label, previewProblem } = exhibitById(db, exhibitId);
  throw new Fault('not-found', `${label} has no thumbnail${previewProblem ? `: it ${previewProblem}` : ''}.`);
}

/** Drawn anew on demand rather than stored: large, seldom wanted, and always made from the original. */
async function picture({ core, session, db }: ReadContext, exhibitId: Id) {
  const exhibit = exhibitById(db, exhibitId);
  const content = contentOf(db, exhibitId);
  if (!isDrawable(exhibit))
    throw new Fault('unsupported', `${exhibit.label} ${exhibit.previewProblem ?? 'is not a picture'}.`);
  const format = exhibit.mediaType === 'image/jpeg' ? 'jpeg' : 'png';
  return renderPicture({ core, session }, pictureSource(db, content), { longest: PICTURE_PIXELS, format });
}

/** The bytes, hashed again on their way out; a difference ends the stream before its last chunk, so that nothing wrong is kept. */
async function* rehashed(db: ReadDb, content: Content, label: string): AsyncIterableIterator<Uint8Array> {
  const hash = createHash('sha256');
  let last: Uint8Array | null = null;
  for (const chunk of eachChunk(db, content.id)) {
    if (last) yield last;
    hash.update(chunk);
    last = chunk;
  }
  if (hash.digest('hex') !== content.sha256)
    throw new Fault(
      'damaged',
      `The bytes of ${label} no longer have the hash they came in with. Nothing was saved; run \`verify\`.`,
    );
  if (last) yield last;
}
