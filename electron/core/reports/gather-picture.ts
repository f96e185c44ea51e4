import { Fault } from '../../../shared/contract/errors.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { Edition } from '../../../shared/contract/reports.ts';
import type { JobContext } from '../context.ts';
import { pictureOf } from '../evidence/reads.ts';
import { renderPicture } from '../pictures/pictures.ts';
import type { ReportPicture } from './model.ts';

/** Longest side on paper in pixels: 230 dots an inch over the width of a page. */
const LONGEST = 1600;

/** A picture for paper, or the reason in words why there is none; both null for an exhibit that is no picture. */
export interface Pictured {
  readonly picture: ReportPicture | null;
  readonly leftOut: string | null;
}
export type Pictures = (exhibit: Exhibit) => Promise<Pictured>;

/** Draws each picture at most once in a print, however often it is shown. */
export function picturesOf(context: JobContext, edition: Edition): Pictures {
  const drawn = new Map<string, Promise<Pictured>>();
  return (exhibit) => {
    const known = drawn.get(exhibit.id) ?? draw(context, exhibit, edition);
    drawn.set(exhibit.id, known);
    return known;
  };
}

async function draw(context: JobContext, exhibit: Exhibit, edition: Edition): Promise<Pictured> {
  const { id, preview, previewProblem, removedAt } = exhibit;
  const none = { picture: null, leftOut: null };
  if (preview !== 'image' || removedAt !== null) return none;
  const sensitive = whyLeftOut(exhibit, edition);
  if (sensitive !== null) return { picture: null, leftOut: sensitive };
  if (previewProblem !== null) return { picture: null, leftOut: `The picture is not printed: it ${previewProblem}.` };
  try {
    const options = { longest: LONGEST, format: 'jpeg' } as const;
    const { bytes, width, height } = await renderPicture(context, pictureOf(context.db, id), options);
    return { picture: { bytes, width, height }, leftOut: null };
  } catch (error) {
    if (!(error instanceof Fault) || error.code === 'cancelled' || context.signal.aborted) throw error;
    return { picture: null, leftOut: `The picture is not printed: ${error.message}.` };
  }
}

/** Only the legal edition shows what was marked sensitive. @returns null when nothing is left out */
export const whyLeftOut = ({ sensitivity }: Pick<Exhibit, 'sensitivity'>, edition: Edition): string | null =>
  sensitivity === 'normal' || edition === 'legal'
    ? null
    : `The picture is left out of this edition: it is marked ${sensitivity}. The exhibit itself is in the vault.`;
