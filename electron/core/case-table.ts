import type { CaseId } from '../../shared/contract/values.ts';
import type { ReadDb } from './db/open.ts';
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
  'transfers',
  'custody',
] as const;

/**
 * A table of the case, as statements see it. The area that owns the rows says what its table looks like, in a `case-table.ts`;
 * `query/case-tables.ts` collects them. Statements run on the store itself, so that tables are named with their schema.
 */
export interface CaseTable {
  /** What a row is, for whoever writes a statement. */
  readonly description: string;
  readonly columns: readonly (readonly [name: string, type: 'TEXT' | 'INTEGER'])[];
  /** Every row of a case, in order; or, for rows that no statement gives, how many there are and what they are. */
  readonly rows: ((caseId: CaseId) => Sql) | Computed;
}
export interface Computed {
  /** An expression over the store. */
  readonly count: (caseId: CaseId) => Sql;
  readonly each: (db: ReadDb, caseId: CaseId) => Iterable<readonly (string | bigint | null)[]>;
}
/** An expression over an id that another expression gives: what an area contributes to the table of another one. */
export type Contributed = (id: Sql) => Sql;
