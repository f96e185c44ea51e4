import type { Contributed } from '../case-table.ts';
import { sql } from '../db/sql.ts';

/** Names of the datasets that were read from an exhibit, in their order: "book_orders, book_refunds". */
export const viewsOfExhibit: Contributed = (id) =>
  sql`(SELECT group_concat(view, ', ' ORDER BY position) FROM main.datasets WHERE exhibit_id = ${id})`;
/** The ids of the datasets of a case. */
export const datasetsOfCase: Contributed = (caseId) => sql`SELECT id FROM main.datasets WHERE case_id = ${caseId}`;
