import type { Exhibit } from '../../../shared/contract/evidence.ts';
import { Certificate } from '../../../shared/contract/evidence.ts';
import type { Edition } from '../../../shared/contract/reports.ts';
import type { ReadDb } from '../db/open.ts';
import { contentOf } from '../evidence/reads.ts';
import { frozenRows } from '../query/canonical.ts';
import type { Pictures } from './gather-picture.ts';
import type { ReportExhibit, ReportQuery } from './model.ts';
import { datasetOf, queryOf } from './store.ts';

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
