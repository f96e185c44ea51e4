import { Fault } from '../../../shared/contract/errors.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { Edition } from '../../../shared/contract/reports.ts';
import type { Cell, ExhibitId } from '../../../shared/contract/values.ts';
import { TABLE_COLUMNS, TABLE_ROWS } from '../../../shared/domain/board-layout.ts';
import { type ExhibitKind, isPicture } from '../../../shared/domain/exhibit-kinds.ts';
import type { JobContext } from '../context.ts';
import { certificateOf, datasetsOfExhibit } from '../datasets/reads.ts';
import type { ReadDb } from '../db/open.ts';
import { contentOf, pictureOf } from '../evidence/reads.ts';
import { renderPicture } from '../pictures/pictures.ts';
import { frozenRows } from '../query/canonical.ts';
import { frozenQueryOf } from '../query/reads.ts';
import type { ContentOf, ReportDataset, ReportExhibit, ReportPicture } from './model.ts';

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
  const { id, previewProblem, removedAt } = exhibit;
  const none = { picture: null, leftOut: null };
  if (!isPicture(exhibit) || removedAt !== null) return none;
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
  return { record, picture, pictureLeftOut: leftOut, content: contentFor(db, record, record.kind, ROWS[edition]) };
}

type OfKind<K extends ExhibitKind> = (db: ReadDb, record: Exhibit, rows: number) => ContentOf<K>;
/** What is read of an exhibit of each kind; `rows` is how many of a result are printed. */
const CONTENT: { readonly [K in ExhibitKind]: OfKind<K> } = {
  file: (db, { id }) => ({ kind: 'file', datasets: gatherDatasets(db, id) }),
  query: (db, { id, removedAt }, most) => {
    const query = frozenQueryOf(db, id);
    return {
      kind: 'query',
      query: { ...query, rows: removedAt === null ? frozenRows(db, contentOf(db, id).id, 0, most) : [] },
    };
  },
};
const contentFor = (db: ReadDb, record: Exhibit, kind: ExhibitKind, rows: number) => CONTENT[kind](db, record, rows);

const gatherDatasets = (db: ReadDb, exhibitId: ExhibitId): ReportDataset[] =>
  datasetsOfExhibit(db, exhibitId).map(({ id, view, rows, columns }) => ({
    view,
    rows,
    columns,
    sentence: certificateOf(db, id).sentence,
  }));

type Glance = { readonly columns: readonly string[]; readonly rows: readonly (readonly Cell[])[] };
/** What of its content the board shows, as in the window: the first cells of a result. */
const GLANCE: { readonly [K in ExhibitKind]: (db: ReadDb, record: Exhibit) => Glance | null } = {
  file: () => null,
  query: (db, record) => {
    const { columns, rows } = CONTENT.query(db, record, TABLE_ROWS).query;
    return {
      columns: columns.slice(0, TABLE_COLUMNS).map(({ name }) => name),
      rows: rows.map((row) => row.slice(0, TABLE_COLUMNS)),
    };
  },
};
export const glanceAt = (db: ReadDb, record: Exhibit): Glance | null => GLANCE[record.kind](db, record);
