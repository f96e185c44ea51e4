import type { CaseId } from '../../shared/contract/values.ts';
import type { Sql } from './db/sql.ts';

/** Tables of the case that every statement sees; no dataset may take their names. */
export const CASE_TABLES = [
  'exhibits',
  'entities',
  'links',
  'identities',
  'findings',
  'events',
  'requests',
  'custody',
] as const;
/** Kept free for tables of the case that this version does not have. */
export const TABLES_TO_COME: readonly string[] = ['transfers'];

/**
 * A table of the case, as statements see it. The area that owns the rows says what its table looks like, in a `case-table.ts`;
 * `query/case-tables.ts` collects them. Statements run on the store itself, so that tables are named with their schema.
 */
export interface CaseTable {
  /** What a row is, for whoever writes a statement. */
  readonly description: string;
  readonly columns: readonly (readonly [name: string, type: 'TEXT' | 'INTEGER'])[];
  /** Every row of a case, in order. */
  readonly rows: (caseId: CaseId) => Sql;
}
/** An expression over an id that another expression gives: what an area contributes to the table of another one. */
export type Contributed = (id: Sql) => Sql;
