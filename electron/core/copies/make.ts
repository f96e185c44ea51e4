import type { Parsed } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { ExhibitId } from '../../../shared/contract/values.ts';
import { stepsProblem, stepWords, UNNAMED_COPY } from '../../../shared/domain/copy-steps.ts';
import { isDrawable } from '../../../shared/domain/exhibit-kinds.ts';
import type { Handler, JobContext, WriteContext } from '../context.ts';
import { contentOf, copyById, exhibitById, exhibitWithBytes, heldCopies, pictureOf } from '../evidence/reads.ts';
import { discardStaged, keepStaged, type Staged, stage } from '../evidence/staging.ts';
import { recognise } from '../intake/recognise.ts';
import { type Drawing, openDrawing } from '../pictures/drawing.ts';
import { MOST_PICTURE_BYTES } from '../pictures/limits.ts';

/**
 * Makes every working copy again from its original and its steps, and reports those that are something else. A copy
 * whose original was removed cannot be made again and is passed over; its own bytes are still held against their hash.
 */
export async function remakeCopies(
  context: JobContext,
  report: (subject: string, problem: string) => void,
): Promise<void> {
  const copies = heldCopies(context.db);
  if (copies.length === 0) return;
  const drawing = openDrawing(context);
  try {
    for (const [index, { exhibitId, label }] of copies.entries()) {
      context.label(`Making working copies again to compare them (${index + 1} of ${copies.length})`);
      const problem = await compare(context, drawing, exhibitId);
      if (problem) report(label, problem);
      await context.breathe();
    }
  } finally {
    drawing.close();
  }
}

async function compare({ db }: JobContext, drawing: Drawing, exhibitId: ExhibitId): Promise<string | null> {
  const copy = copyById(db, exhibitId);
  if (!copy) return 'it is not known any more how it was made';
  try {
    const same = await drawing.compare(pictureOf(db, copy.originalId), copy.steps, pictureOf(db, exhibitId));
    return same ? null : 'it is not what its recorded steps make of its original';
  } catch (error) {
    if (!(error instanceof Fault) || error.code === 'cancelled' || error.code === 'locked') throw error;
    return `it cannot be made again from its original: ${error.message}`;
  }
}

type Input = Parsed<'copy.make'>;

/** Original + steps -> picture -> exhibit. The original is only read. */
export const makeCopy: Handler<'copy.make'> = async (context, input) => {
  const original = drawable(context, input);
  context.label(`Making a working copy of ${original.label}`);
  const bytes = await draw(context, original, input.steps);
  const staged = await stage(context, once(bytes), (done) => context.progress(done, bytes.length, 'bytes'));
  let kept = false;
  try {
    const shown = await recognise(context, staged, nameOf(original));
    await context.breathe();
    const made = context.write((write) => keep(write, original, input, staged, shown));
    kept = true;
    return made;
  } finally {
    if (!kept) await discardStaged(context, staged.contentId);
  }
};

/** @throws Fault when there is no such picture, or the steps do not fit it */
function drawable({ db }: JobContext, { exhibitId, steps }: Input): Exhibit {
  const exhibit = exhibitById(db, exhibitId);
  contentOf(db, exhibitId); // says so when the bytes were removed
  const { label, previewProblem, width, height } = exhibit;
  if (!isDrawable(exhibit) || width === null || height === null)
    throw new Fault('unsupported', `${label} ${previewProblem ?? 'is not a picture'}. Nothing was made.`);
  const problem = stepsProblem(steps, { width, height });
  if (problem) throw new Fault('bad-request', `${problem} Nothing was made.`);
  return exhibit;
}

async function draw(context: JobContext, { id, label }: Exhibit, steps: Input['steps']): Promise<Uint8Array> {
  const drawing = openDrawing(context);
  try {
    const bytes = await drawing.draw(pictureOf(context.db, id), steps);
    if (bytes.length > MOST_PICTURE_BYTES)
      throw new Fault('too-large', `it would have ${bytes.length >> 20} MiB; ${LIMIT}`);
    return bytes;
  } catch (error) {
    if (!(error instanceof Fault) || error.code === 'cancelled' || error.code === 'locked') throw error;
    throw new Fault(error.code, `No working copy of ${label} can be made: ${error.message}.`);
  } finally {
    drawing.close();
  }
}

/** A larger one could neither be shown nor printed. */
const LIMIT = `crop it so that it has at most ${MOST_PICTURE_BYTES >> 20} MiB`;

async function* once(bytes: Uint8Array): AsyncIterableIterator<Uint8Array> {
  yield bytes;
}

const nameOf = (original: Exhibit): string => `${original.label} working copy.png`;
const LONGEST_TITLE = 480;

function keep(
  write: WriteContext,
  original: Exhibit,
  { steps, title, note }: Input,
  staged: Staged,
  shown: Awaited<ReturnType<typeof recognise>>,
): Exhibit {
  const same = exhibitWithBytes(write.db, original.caseId, staged.sha256);
  if (same) throw new Fault('conflict', `${same.label} is this very picture already. Nothing was stored twice.`);
  const words = steps.map((step, index) => `${index + 1}. ${stepWords(step)}`);
  return keepStaged(write, staged, {
    caseId: original.caseId,
    kind: 'file',
    title: title?.trim() ?? `${original.title.slice(0, LONGEST_TITLE).toWellFormed()}${UNNAMED_COPY}`,
    originalName: nameOf(original),
    ...shown,
    how: `working copy of ${original.label}`,
    source: original.label,
    sensitivity: original.sensitivity,
    note: [...(note?.trim() ? [note.trim(), ''] : []), `Made from ${original.label}:`, ...words].join('\n'),
    copy: { originalId: original.id, steps },
    action: 'copy.make',
    detail: { original: original.label, originalId: original.id, originalSha256: original.sha256, steps },
  });
}
