import type { Contributed } from '../case-table.ts';
import { sql } from '../db/sql.ts';

/** What a note says. */
export const textOfNote: Contributed = (id) => sql`(SELECT text FROM main.notes WHERE id = ${id})`;
