import { Fault } from '../../../shared/contract/errors.ts';
import { LANGUAGE_NAMES, type OcrLanguage } from '../../../shared/contract/ocr.ts';
import { isDrawable } from '../../../shared/domain/exhibit-kinds.ts';
import { exhibitLabel } from '../../../shared/domain/labels.ts';
import type { Handlers, JobContext } from '../context.ts';
import { countPicturesWithout, derivativeOf, exhibitById, pictureOf, picturesWithout } from '../evidence/reads.ts';
import { derive } from '../evidence/staging.ts';
import { renderPicture } from '../pictures/pictures.ts';
import { Child } from '../process/child.ts';
import { indexExhibitText } from '../search/index-text.ts';
import type { ReadRequest } from './process.ts';
import { READ_SECONDS, readingPlan, tooLong } from './reads.ts';

/** Larger pictures are scaled down before they are read; a phone's screenshot is well below. */
const LONGEST = 4096;
const methodIn = (languages: readonly OcrLanguage[]): string =>
  `Tesseract, ${languages.map((code) => LANGUAGE_NAMES[code]).join(' and ')}, from the original scaled to at most ${LONGEST} pixels`;

export const ocrHandlers: Handlers<'ocr'> = {
  'ocr.run': async (context, { caseId, exhibits, unattended }) => {
    if (unattended) context.unattended();
    context.label('Reading the text of pictures');
    const pictures = exhibits
      ? exhibits.map((id) => readable(context, id))
      : picturesWithout(context.db, caseId, 'text');
    const failed: { exhibit: string; reason: string }[] = [];
    let [read, withText] = [0, 0];
    if (pictures.length === 0) return { read, withText, failed };
    const start = () => new Child(context.core.startProcess, 'reader');
    let child = start();
    context.session.onClose(() => child.kill());
    try {
      for (const [index, picture] of pictures.entries()) {
        if (!exhibits && derivativeOf(context.db, picture.id, 'text')) continue; // read meanwhile, for another window
        const exhibit = exhibitLabel(picture.number);
        context.label(`Reading the text of ${exhibit}`);
        context.progress(index, pictures.length, 'steps');
        if (child.ended) child = start(); // the picture before it was too much for it
        try {
          if ((await readOne(context, child, picture)).trim() !== '') withText++;
          read++;
        } catch (error) {
          if (!(error instanceof Fault) || error.code === 'cancelled') throw error;
          failed.push({ exhibit, reason: error.message });
        }
        await context.breathe();
      }
    } finally {
      child.kill();
    }
    context.progress(pictures.length, pictures.length, 'steps');
    return { read, withText, failed };
  },
  'ocr.text': ({ db }, { exhibitId }) => {
    const { label } = exhibitById(db, exhibitId);
    const found = derivativeOf(db, exhibitId, 'text');
    if (!found) return { text: null, method: `${label} was not read yet`, confidence: null };
    const confidence = /mean confidence (\d+)/.exec(found.method)?.[1];
    return {
      text: Buffer.from(found.bytes).toString('utf8'),
      method: found.method,
      confidence: confidence ? Number(confidence) : null,
    };
  },
  'ocr.pending': ({ db }, { caseId }) => ({ pending: countPicturesWithout(db, caseId, 'text') }),
};

type Picture = ReturnType<typeof picturesWithout>[number];

function readable({ db }: JobContext, id: Picture['id']): Picture {
  const exhibit = exhibitById(db, id);
  if (!isDrawable(exhibit))
    throw new Fault('unsupported', `${exhibit.label} ${exhibit.previewProblem ?? 'is not a picture'}.`);
  return exhibit;
}

async function readOne(context: JobContext, child: Child, { id }: Picture): Promise<string> {
  const { bytes } = await renderPicture(context, pictureOf(context.db, id), {
    longest: LONGEST,
    format: 'png',
  });
  const { readLanguages: languages } = readingPlan(context.session);
  const method = methodIn(languages);
  const request: ReadRequest = { picture: bytes, languages };
  const timer = setTimeout(() => child.kill(tooLong()), READ_SECONDS * 1000);
  const { text, confidence } = await child
    .ask<{ text: string; confidence: number }>('read', request, { signal: context.signal })
    .finally(() => clearTimeout(timer));
  context.write((write) => {
    const { db, record } = write;
    const { caseId, label, kind } = exhibitById(db, id);
    derive(write, id, {
      kind: 'text',
      method: `${method}; mean confidence ${Math.round(confidence)} of 100`,
      mediaType: 'text/plain; charset=utf-8',
      bytes: Buffer.from(text, 'utf8'),
    });
    indexExhibitText(db, { id, caseId, kind }, text);
    record({
      caseId,
      action: 'ocr.run',
      subject: label,
      detail: { method, confidence: Math.round(confidence), characters: text.length },
    });
  });
  return text;
}
