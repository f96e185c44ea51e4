import { Fault } from '../../../shared/contract/errors.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import { Certificate } from '../../../shared/contract/evidence.ts';
import type { Edition } from '../../../shared/contract/reports.ts';
import type { JobContext } from '../context.ts';
import type { ReadDb } from '../db/open.ts';
import { contentOf, pictureOf } from '../evidence/reads.ts';
import { renderPicture } from '../pictures/pictures.ts';
import { frozenRows } from '../query/canonical.ts';
import type { ReportExhibit, ReportPicture, ReportQuery } from './model.ts';
import { datasetOf, queryOf } from './store.ts';

/** Longest side of a printed picture in pixels: 230 dots an inch over the width of a page. */
const LONGEST = 1600;

/** A picture for the PDF, or the reason in words why there is none; both null for an exhibit that is no picture. */
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

/** Rows of a query's result that are printed; the line below the table says how many there are. */
const ROWS: Record<Edition, number> = { executive: 10, legal: 25, infosec: 25 };

export async function gatherExhibit(
  db: ReadDb,
  record: Exhibit,
  edition: Edition,
  pictures: Pictures,
): Promise<ReportExhibit> {
  const { picture, leftOut } = await pictures(record);
  return {
    record,
    picture,
    pictureLeftOut: leftOut,
    dataset: gatherDataset(db, record),
    query: gatherQuery(db, record, ROWS[edition]),
  };
}

function gatherDataset(db: ReadDb, { datasetId, id }: Exhibit): ReportExhibit['dataset'] {
  const row = datasetId === null ? undefined : datasetOf(db, id);
  if (!row) return null;
  const { sentence } = Certificate.parse(JSON.parse(row.certificate));
  return { view: row.view, rows: row.rows, columns: JSON.parse(row.columns), sentence };
}

/** @returns null for an exhibit that is no frozen query */
export function gatherQuery(db: ReadDb, { kind, id, removedAt }: Exhibit, rows: number): ReportQuery | null {
  const query = kind === 'query' ? queryOf(db, id) : null;
  return query && { ...query, rows: removedAt === null ? frozenRows(db, contentOf(db, id).id, 0, rows) : [] };
}
