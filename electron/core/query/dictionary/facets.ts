import type { ColumnFacts, Facet } from '../../../../shared/contract/analysis.ts';
import type { FilterStep } from '../../../../shared/domain/shaping.ts';
import { factsOf } from './column-facts.ts';
import { countFacets } from './count-facets.ts';
import { type ColumnsRequest, readColumns } from './read-columns.ts';

export interface FacetsRequest extends Omit<ColumnsRequest, 'columns'> {
  readonly filters: readonly FilterStep[];
  /** Columns of decimals as text. */
  readonly exact: readonly string[];
  readonly columns: readonly string[];
  readonly values: number;
}
export interface FacetsAnswer {
  readonly rows: number;
  readonly kept: number;
  readonly facets: Facet[];
  readonly elapsedMs: number;
}

export async function facetsOf(
  { filters, exact, columns, values, ...request }: FacetsRequest,
  notice: (value: { readonly started: true }) => void,
): Promise<FacetsAnswer> {
  notice({ started: true });
  const start = performance.now();
  const read = await readColumns({ ...request, columns: [...columns, ...filters.map(({ column }) => column)] });
  const known = read.map((column) => (exact.includes(column.name) ? { ...column, exact: true } : column));
  const { facets, kept } = countFacets(known, filters, columns, values);
  const rows = read[0]?.dictionary.codes.length ?? 0;
  return { rows, kept, facets, elapsedMs: performance.now() - start };
}

export interface FactsRequest extends Omit<ColumnsRequest, 'columns'> {
  readonly column: string;
  readonly type: string;
  /** "2024-01-05 10:00:00Z" */
  readonly now: string;
}
export async function columnFacts(
  { column, type, now, ...request }: FactsRequest,
  notice: (value: { readonly started: true }) => void,
): Promise<ColumnFacts> {
  notice({ started: true });
  const [read] = await readColumns({ ...request, columns: [column] });
  if (!read) throw new Error('the column was not read');
  return factsOf(read, type, now);
}
