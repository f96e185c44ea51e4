import type { CaseId } from '../../../shared/contract/values.ts';
import { textOfNote } from '../board/case-table.ts';
import type { CASE_TABLES, CaseTable } from '../case-table.ts';
import { custodyTable } from '../custody/case-table.ts';
import { viewsOfExhibit } from '../datasets/case-table.ts';
import type { ReadDb } from '../db/open.ts';
import { identifier, join, type Sql, sql } from '../db/sql.ts';
import { entitiesTable, linksTable } from '../entities/case-table.ts';
import { eventsTable } from '../events/case-table.ts';
import { exhibitsTable } from '../evidence/case-table.ts';
import { findingsTable } from '../findings/case-table.ts';
import { canonOf, identitiesTable } from '../identities/case-table.ts';
import { requestsTable } from '../requests/case-table.ts';
import { transfersTable } from '../transfers/case-table.ts';

/** What each name that is reserved for the case stands for; a name without a table does not compile. */
const TABLES: Readonly<Record<(typeof CASE_TABLES)[number], CaseTable>> = {
  exhibits: exhibitsTable(viewsOfExhibit),
  entities: entitiesTable(canonOf),
  links: linksTable(textOfNote, canonOf),
  identities: identitiesTable,
  findings: findingsTable,
  events: eventsTable,
  requests: requestsTable,
  transfers: transfersTable,
  custody: custodyTable,
};

export interface NamedTable extends CaseTable {
  readonly name: string;
}
export const caseTables: readonly NamedTable[] = Object.entries(TABLES).map(([name, table]) => ({ name, ...table }));

/** How many rows a table of the case has. */
export const countRows = (db: ReadDb, { rows }: NamedTable, caseId: CaseId): number =>
  db.one<{ n: number }>(
    'each' in rows ? sql`SELECT ${rows.count(caseId)} AS n` : sql`SELECT count(*) AS n FROM (${rows(caseId)})`,
    '',
  ).n;

/** Makes a private copy of the rows of one case, so that a statement never needs the tables that all cases share. */
export function copyCaseTable(
  db: ReadDb,
  { name, columns, rows }: NamedTable,
  caseId: CaseId,
  run: (sql: Sql) => void,
): void {
  const defined = columns.map(([column, type]) => sql`${identifier(column)} ${{ text: type, values: [] }}`);
  run(sql`CREATE TEMP TABLE ${identifier(name)} (${join(defined, ', ')}) STRICT`);
  if (!('each' in rows)) return run(sql`INSERT INTO temp.${identifier(name)} ${rows(caseId)}`);
  for (const row of rows.each(db, caseId)) {
    const values = row.map((value) => sql`${value}`);
    run(sql`INSERT INTO temp.${identifier(name)} VALUES (${join(values, ', ')})`);
  }
}
