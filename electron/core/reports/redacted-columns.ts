import { Fault } from '../../../shared/contract/errors.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { cellText } from '../../../shared/domain/cell-text.ts';
import { significant } from '../../../shared/domain/sql-tokens.ts';
import { columnTexts, datasetTables } from '../datasets/reads.ts';
import type { ReadDb } from '../db/open.ts';
import { contentOf } from '../evidence/reads.ts';
import { frozenLines, frozenQueryOf, readRow } from '../query/reads.ts';
import type { ColumnReach } from './resolve/reach.ts';
import type { RedactedColumn } from './resolve/redact.ts';

/** Different values of one redacted column that a print is searched for: 100,000 take about 4 s to prepare. */
const MOST_VALUES = 100_000;

/**
 * Every value of the columns that rules reach, in the tables and the saved queries of the case: they are looked for in all of a print.
 * Words that a statement itself gives ("THEN 'high'") are replaced in their cells alone, as they say nothing elsewhere.
 * @throws Fault `too-large` where there are too many values to be looked for
 */
export function redactedColumns(
  db: ReadDb,
  caseId: CaseId,
  exhibits: readonly Exhibit[],
  reached: ReadonlyMap<string, ColumnReach>,
): Map<string, RedactedColumn> {
  if (reached.size === 0) return new Map();
  const queries = exhibits
    .filter(({ kind, removedAt }) => kind === 'query' && removedAt === null)
    .map(({ id }) => ({ id, query: frozenQueryOf(db, id) }));
  const tables = datasetTables(db, caseId);
  return new Map(
    [...reached].map(([what, reach]) => {
      const names = new Set(reach.names);
      const sources = new Set(reach.sources);
      const values = new Set<string>();
      const add = (value: string): void => {
        values.add(value);
        if (values.size > MOST_VALUES)
          throw new Fault(
            'too-large',
            `The column “${what}” has more than ${MOST_VALUES.toLocaleString('en-US')} different values, too many to look for each in the print. Redact what is to go by value, by entity or by pattern instead, or leave the exhibits with this column out.`,
          );
      };
      for (const table of tables)
        for (const [at, { name }] of table.columns.entries())
          if (sources.has(name.toLowerCase())) for (const text of columnTexts(db, table, at)) add(text);
      for (const { id, query } of queries) {
        const at = query.columns.flatMap(({ name }, place) => (names.has(name.toLowerCase()) ? [place] : []));
        if (at.length === 0) continue;
        const given = givenIn(query.sql);
        for (const line of frozenLines(db, contentOf(db, id).id)) {
          const row = readRow(line);
          for (const place of at) {
            const text = cellText(row[place] ?? null);
            if (!given.has(text)) add(text);
          }
        }
      }
      return [what, { ...reach, values: [...values] }] as const;
    }),
  );
}

/** Texts that a statement gives as the result of a case: what tells of them is which row has which. */
function givenIn(sql: string): Set<string> {
  const all = significant(sql);
  const chooses = (at: number): boolean => /^(?:then|else)$/i.test(all[at - 1]?.text ?? '');
  return new Set(all.flatMap(({ kind, value }, at) => (kind === 'string' && chooses(at) ? [value] : [])));
}
