import { Fault } from '../../../shared/contract/errors.ts';
import type { ExhibitId } from '../../../shared/contract/values.ts';
import type { JobContext } from '../context.ts';
import { copyById, heldCopies, pictureOf } from '../evidence/reads.ts';
import { type Drawing, openDrawing } from '../pictures/drawing.ts';

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
