import { readingWords } from '../../../shared/domain/readings.ts';
import type { StoredColumn } from '../datasets/columns.ts';
import { exactOf, exactText } from '../datasets/readings/numbers.ts';
import { rawCell } from '../datasets/readings/view.ts';
import type { DatasetTable } from '../datasets/reads.ts';
import { identifier, sql } from '../db/sql.ts';
import type { Native } from './guard.ts';
import type { Trace } from './traced-columns.ts';

/** What the rows of a result do not say of themselves. @param doubtful columns of which some values cannot be shown exactly */
export function warningsOf(
  native: Native,
  { read, mixed, byReal }: Trace,
  datasets: readonly DatasetTable[],
  doubtful: ReadonlySet<string>,
): string[] {
  const found = [...mixed].map(
    (pair) =>
      `The statement compares numbers with text: ${pair}. A number equals the text only where SQLite takes both for the same number, so that 7 may join 007. Compare columns that are read alike.`,
  );
  for (const dataset of datasets)
    for (const [at, column] of dataset.columns.entries()) {
      const { name, reading } = column;
      const full = `${dataset.view}.${name}`;
      if (!reading || !read.has(full) || reading.reading.kind === 'text') continue;
      const { values, fitting } = reading;
      if (fitting < values)
        found.push(
          `${(values - fitting).toLocaleString('en-US')} of ${values.toLocaleString('en-US')} values of ${full} do not read as ${readingWords(reading.reading)} and are NULL here; ${dataset.view}_raw has their text.`,
        );
      if (doubtful.has(full) || (byReal.has(full) && hasTies(native, dataset.number, column, at)))
        found.push(
          `Some values of ${full} differ only beyond the digits of a REAL: the statement takes them for equal. Compare them with dec_cmp.`,
        );
    }
  return found;
}

/** Whether two decimals of a column are different and the same REAL. */
function hasTies(native: Native, number: number, column: StoredColumn, at: number): boolean {
  const reading = column.reading?.reading;
  if (reading?.kind !== 'decimal') return false;
  const cell = rawCell(column, at).text;
  const groups = native
    .prepare(
      `SELECT json_group_array(DISTINCT ${cell}) FROM main.${sql`${identifier(`ds_${number}`)}`.text}
        WHERE t${at + 1} IS NOT NULL GROUP BY t${at + 1} HAVING min(${cell}) <> max(${cell})`,
    )
    .pluck(true)
    .iterate() as IterableIterator<string>;
  for (const group of groups) {
    const values = new Set(
      (JSON.parse(group) as string[]).map((text) => {
        const exact = exactOf(text, reading.form);
        return exact ? exactText(exact, reading.scale) : text;
      }),
    );
    if (values.size > 1) return true;
  }
  return false;
}
