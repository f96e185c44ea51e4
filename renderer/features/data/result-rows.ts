import type { QueryResult } from '../../../shared/contract/query.ts';
import type { Cell } from '../../../shared/contract/values.ts';
import { call } from '../../client/call.ts';

const PAGE = 5000; // what one call gives at most

/** Rows of a result, fetched page by page. @throws CallError when the result has been given back meanwhile */
export async function fetchRows(result: QueryResult, from: number, count: number): Promise<Cell[][]> {
  const rows: Cell[][] = [];
  const end = Math.min(from + count, result.rowCount);
  for (let offset = from; offset < end; offset += PAGE) {
    const page = await call('query.rows', { resultId: result.resultId, offset, limit: Math.min(PAGE, end - offset) });
    for (const row of page.rows) rows.push(row);
  }
  return rows;
}

/** The rows at some positions, in their order; neighbours are fetched together. */
export async function fetchRowsAt(result: QueryResult, positions: readonly number[]): Promise<Cell[][]> {
  const sorted = [...positions].sort((one, other) => one - other);
  const rows: Cell[][] = [];
  for (let at = 0; at < sorted.length; ) {
    const first = sorted[at] as number;
    let next = at + 1;
    while (next < sorted.length && (sorted[next] as number) - first < PAGE) next++;
    const last = sorted[next - 1] as number;
    const page = await fetchRows(result, first, last - first + 1);
    for (let index = at; index < next; index++) {
      const row = page[(sorted[index] as number) - first];
      if (row) rows.push(row);
    }
    at = next;
  }
  return rows;
}
