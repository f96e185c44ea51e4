import type { Facet } from '../../../../shared/contract/analysis.ts';
import type { Cell } from '../../../../shared/contract/values.ts';
import type { Reading } from '../../../../shared/domain/readings.ts';
import { type FilterStep, isAmongRows, Unusual } from '../../../../shared/domain/shaping.ts';
import { asNumbers, compare, type Dictionary, type Value } from './dictionary.ts';
import { cellValue, countsOf, passing, unusualOf } from './filters.ts';
import { rangesOf } from './ranges.ts';

export interface FacetColumn {
  readonly name: string;
  readonly dictionary: Dictionary;
  readonly reading: Reading | undefined;
  readonly show: (value: Value) => Cell;
  /** Its texts are decimals, of which ranges are made and kept by the number they are. */
  readonly exact?: boolean;
}

/** Counts columns of the same rows, each over the rows that the filters about the others leave. */
export function countFacets(
  columns: readonly FacetColumn[],
  filters: readonly FilterStep[],
  wanted: readonly string[],
  most: number,
): { facets: Facet[]; kept: number } {
  const rows = columns[0]?.dictionary.codes.length ?? 0;
  const of = (name: string): FacetColumn => {
    const found = columns.find((column) => column.name === name);
    if (!found) throw new Error('a column was not read');
    return found;
  };
  const own = (name: string) => filters.filter((step) => step.column === name);
  if (filters.some((step, place) => place > 0 && isAmongRows(step))) {
    const left = (steps: readonly FilterStep[]) => rowsLeft(steps, of, rows);
    const facets = wanted.map((name) => {
      const others = filters.filter(({ column }) => column !== name);
      return facetOf(of(name), countsOf(of(name).dictionary, left(others)), own(name), most);
    });
    return { facets, kept: left(filters).reduce((sum, row) => sum + row, 0) };
  }
  const filtered = [...Map.groupBy(filters, ({ column }) => column)];
  // How many columns a row fails at, and which failed last: a facet counts the rows that fail at its own column alone.
  const failed = filtered.length > 0 ? new Uint8Array(rows) : null;
  const at = filtered.length > 0 ? new Uint8Array(rows) : null;
  for (const [index, [name, steps]] of filtered.entries()) {
    const { dictionary, exact } = of(name);
    const passes = steps
      .map((step) => passing(step, dictionary, { exact }))
      .reduce((one, other) => one.map((mark, code) => mark & (other[code] as number)));
    const { codes } = dictionary;
    if (!failed || !at) continue;
    for (let row = 0; row < rows; row++)
      if (passes[codes[row] as number] === 0) {
        failed[row] = (failed[row] as number) + 1;
        at[row] = index;
      }
  }
  let kept = rows;
  if (failed) {
    kept = 0;
    for (let row = 0; row < rows; row++) if (failed[row] === 0) kept++;
  }
  const facets = wanted.map((name) => {
    const column = of(name);
    const place = filtered.findIndex(([each]) => each === name);
    const { codes, values } = column.dictionary;
    const counts = new Uint32Array(values.length);
    if (!failed || !at) for (let row = 0; row < rows; row++) count(counts, codes[row] as number);
    else
      for (let row = 0; row < rows; row++)
        if (failed[row] === 0 || (failed[row] === 1 && at[row] === place)) count(counts, codes[row] as number);
    return facetOf(column, counts, own(name), most);
  });
  return { facets, kept };
}

/** 1 for each row that all steps keep, one after the other: what is unusual is so among the rows that the steps before leave. */
function rowsLeft(filters: readonly FilterStep[], of: (column: string) => FacetColumn, rows: number): Uint8Array {
  const left = new Uint8Array(rows).fill(1);
  for (const step of filters) {
    const { dictionary, exact } = of(step.column);
    const kept = passing(step, dictionary, {
      exact,
      counts: isAmongRows(step) ? countsOf(dictionary, left) : undefined,
    });
    for (let row = 0; row < rows; row++) if (kept[dictionary.codes[row] as number] === 0) left[row] = 0;
  }
  return left;
}

function facetOf(
  { name, dictionary, reading, show, exact }: FacetColumn,
  counts: Uint32Array,
  steps: readonly FilterStep[],
  most: number,
): Facet {
  const { values } = dictionary;
  let [rows, nulls, empties, distinct] = [0, 0, 0, 0];
  for (let code = 0; code < values.length; code++) {
    const count = counts[code] as number;
    if (count === 0) continue;
    rows += count;
    if (values[code] === null) nulls += count;
    else distinct++;
    if (values[code] === '') empties += count;
  }
  const top = mostFrequent(values, counts, most);
  const named = steps.flatMap((step) =>
    step.kind === 'keep' || step.kind === 'exclude' ? step.values.map(cellValue) : [],
  );
  const further = named.filter((value) => !top.some((code) => compare(values[code] as Value, value) === 0));
  const codes = [
    ...top,
    ...further.map((value) => values.findIndex((each) => compare(each, value) === 0)).filter((code) => code >= 0),
  ];
  const listed = codes.map((code) => ({ value: show(values[code] as Value), rows: counts[code] as number }));
  const listedRows = listed.reduce((sum, each) => sum + each.rows, 0);
  const listedValues = codes.filter((code) => (counts[code] as number) > 0).length;
  const marks = unusualOf(dictionary, counts);
  return {
    column: name,
    ...(reading && { reading }),
    rows,
    nulls,
    empties,
    distinct,
    values: listed,
    rest: { values: distinct + Number(nulls > 0) - listedValues, rows: rows - listedRows },
    ranges: rangesOf(exact ? asNumbers(dictionary) : dictionary, counts, reading),
    unusual: Unusual.options.flatMap((what) => {
      const found = { what, values: 0, rows: 0 };
      for (let code = 0; code < values.length; code++)
        if (marks[what][code] === 1 && (counts[code] as number) > 0) {
          found.values++;
          found.rows += counts[code] as number;
        }
      return found.values > 0 ? [found] : [];
    }),
  };
}

/** Places of the values that most rows have, the most frequent first, and of those as frequent the first in order. */
export function mostFrequent(values: readonly Value[], counts: Uint32Array, most: number): number[] {
  const before = (one: number, other: number): boolean => {
    const more = (counts[one] as number) - (counts[other] as number);
    return more !== 0 ? more > 0 : compare(values[one] as Value, values[other] as Value) < 0;
  };
  const best: number[] = [];
  for (let code = 0; code < values.length; code++) {
    if (counts[code] === 0) continue;
    const last = best.at(-1);
    if (best.length === most && (last === undefined || !before(code, last))) continue;
    let [low, high] = [0, best.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (before(code, best[middle] as number)) high = middle;
      else low = middle + 1;
    }
    best.splice(low, 0, code);
    if (best.length > most) best.pop();
  }
  return best;
}

const count = (counts: Uint32Array, code: number): void => {
  counts[code] = (counts[code] as number) + 1;
};
