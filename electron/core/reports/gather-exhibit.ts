import type { Exhibit } from '../../../shared/contract/evidence.ts';
import { Certificate } from '../../../shared/contract/evidence.ts';
import type { Edition } from '../../../shared/contract/reports.ts';
import type { ReadDb } from '../db/open.ts';
import { firstRows } from './first-rows.ts';
import type { ReportExhibit, ReportPicture, ReportQuery } from './model.ts';
import { pixels } from './pixels.ts';
import { datasetOf, queryOf, renditionOf } from './store.ts';

/** Rows of a query's result that are printed; the line below the table says how many there are. */
const ROWS: Record<Edition, number> = { executive: 10, legal: 25, infosec: 25 };

export function gatherExhibit(db: ReadDb, record: Exhibit, edition: Edition): ReportExhibit {
  const leftOut = pictureLeftOut(record, edition);
  return {
    record,
    picture: leftOut === null && record.preview === 'image' ? pictureOf(db, record.id) : null,
    pictureLeftOut: leftOut,
    dataset: gatherDataset(db, record),
    query: gatherQuery(db, record, ROWS[edition]),
  };
}

/** Only the legal edition shows what was marked sensitive. @returns the reason in words, null when nothing is left out */
export function pictureLeftOut(
  { preview, sensitivity, removedAt }: Pick<Exhibit, 'preview' | 'sensitivity' | 'removedAt'>,
  edition: Edition,
): string | null {
  if (preview !== 'image' || removedAt !== null || sensitivity === 'normal' || edition === 'legal') return null;
  return `The picture is left out of this edition: it is marked ${sensitivity}. The exhibit itself is in the vault.`;
}

export function pictureOf(db: ReadDb, id: Exhibit['id']): ReportPicture | null {
  const bytes = renditionOf(db, id);
  const size = bytes && pixels(bytes);
  return bytes && size ? { bytes, ...size } : null;
}

function gatherDataset(db: ReadDb, { datasetId, id }: Exhibit): ReportExhibit['dataset'] {
  const row = datasetId === null ? undefined : datasetOf(db, id);
  if (!row) return null;
  const { sentence } = Certificate.parse(JSON.parse(row.certificate));
  return { view: row.view, rows: row.rows, columns: JSON.parse(row.columns), sentence };
}

function gatherQuery(db: ReadDb, { kind, id, removedAt }: Exhibit, rows: number): ReportQuery | null {
  const query = kind === 'query' ? queryOf(db, id) : null;
  return query && { ...query, rows: removedAt === null ? firstRows(db, id, rows) : [] };
}
