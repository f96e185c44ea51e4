import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { type KnownTables, type Lineage, resultLineage } from '../../../shared/domain/result-lineage.ts';
import { savedChart } from '../charts/reads.ts';
import { combinedTables, type DatasetTable, datasetTables, RAW, shownMoments } from '../datasets/reads.ts';
import type { ReadDb } from '../db/open.ts';
import { caseTables } from '../query/case-tables.ts';
import { frozenQueryOf } from '../query/reads.ts';
import type { ColumnReach } from './resolve/reach.ts';

/** A statement of the case with the names of its result's columns. */
interface Stated {
  readonly label: string;
  readonly sql: string;
  readonly result: readonly string[];
}
const MOST_PASSES = 20;

/**
 * What a rule about a column reaches: the columns of that name in all tables, saved queries and charts of the case, what a column of
 * that name in a result is made of, and every column of a result whose value can depend on one of these (`resultLineage`).
 */
export function reachedColumns(
  db: ReadDb,
  caseId: CaseId,
  exhibits: readonly Exhibit[],
  rules: readonly { readonly kind: string; readonly what: string }[],
): Map<string, ColumnReach> {
  const wanted = rules.filter(({ kind }) => kind === 'column');
  if (wanted.length === 0) return new Map();
  const stated = exhibits.flatMap(({ id, kind, label, removedAt }): Stated[] => {
    if (removedAt !== null || (kind !== 'query' && kind !== 'chart')) return [];
    const { sql, columns } = kind === 'query' ? frozenQueryOf(db, id) : savedChart(db, id).source;
    return [{ label, sql, result: columns.map(({ name }) => name) }];
  });
  const datasets = datasetTables(db, caseId);
  const tables = tablesOf(db, caseId, datasets);
  return new Map(wanted.map(({ what }) => [what, reachOf(what.toLowerCase(), stated, datasets, tables)] as const));
}

function reachOf(
  what: string,
  stated: readonly Stated[],
  datasets: readonly DatasetTable[],
  tables: KnownTables,
): ColumnReach {
  const sources = new Set([what]);
  // A result's own name stands for what it is made of, and that for what it is made of.
  const all = stated.map(({ sql, result }) => resultLineage(sql, sources, tables, result));
  for (let pass = 0, before = 0; pass < MOST_PASSES && before < sources.size; pass++) {
    before = sources.size;
    for (const { named } of all)
      for (const { name, of } of named) if (sources.has(name.toLowerCase())) for (const each of of) sources.add(each);
  }
  const stored = datasets.flatMap(({ columns }) =>
    columns.flatMap(({ name, header }) =>
      sources.has(name.toLowerCase()) || sources.has(header.trim().toLowerCase()) ? [name.toLowerCase()] : [],
    ),
  );
  const base = new Set([what, ...stored]);
  for (const dataset of datasets)
    for (const { name, of } of shownMoments([dataset]))
      if (of.some((each) => base.has(each.toLowerCase()))) base.add(name.toLowerCase());
  const names = new Set(base);
  const unsure: string[] = [];
  for (const { label, sql, result } of stated) {
    const lineage: Lineage = resultLineage(sql, base, tables, result);
    if (lineage.unsure) unsure.push(label);
    for (const [at, name] of result.entries()) if (lineage.depends[at]) names.add(name.toLowerCase());
  }
  return { names: [...names], sources: [...new Set([...sources, ...stored])], unsure };
}

/** What statements call the tables of files, with their columns. */
function tablesOf(db: ReadDb, caseId: CaseId, datasets: readonly DatasetTable[]): Map<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  const views = datasets.map((dataset) => ({ view: dataset.view, members: [dataset] }));
  for (const { view, members } of [...views, ...combinedTables(db, caseId, datasets)]) {
    const own = members[0]?.columns.map(({ name }) => name) ?? [];
    found.set(`${view}${RAW}`.toLowerCase(), own);
    found.set(view.toLowerCase(), [...own, ...shownMoments(members).map(({ name }) => name)]);
  }
  for (const { name, columns } of caseTables)
    found.set(
      name,
      columns.map(([column]) => column),
    );
  return found;
}
