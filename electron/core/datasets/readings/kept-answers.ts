import type { Certificate, DatasetSummary } from '../../../../shared/contract/datasets.ts';
import type { StoredColumn } from '../columns.ts';
import type { Chosen } from './change.ts';

/** How a person had the columns of a dataset read. */
export const answersOf = (dataset: DatasetSummary | null): Chosen[] =>
  (dataset?.columns ?? []).flatMap(({ name, reading }) =>
    reading?.sure === 'by a person'
      ? [{ column: name, reading: reading.reading, ...(reading.takenFrom && { takenFrom: reading.takenFrom }) }]
      : [],
  );

/**
 * Answers that were given before a file was read anew hold for columns that still are there, unless no value fits any more.
 * @param told the columns as their values have them @param chosen as the answers have them
 */
export function answersKept(
  answers: readonly Chosen[],
  told: readonly StoredColumn[],
  chosen: readonly StoredColumn[],
): { columns: StoredColumn[]; warnings: Certificate['warnings'] } {
  const named = new Set(answers.map(({ column }) => column));
  const misfits = (column: StoredColumn) =>
    named.has(column.name) && column.reading !== null && column.reading.values > 0 && column.reading.fitting === 0;
  const gone = answers.filter(({ column }) => !told.some(({ name }) => name === column)).map(({ column }) => column);
  const unfit = chosen.filter(misfits).map(({ name }) => name);
  const dropped = [
    ...(gone.length > 0 ? [`${gone.join(', ')}: no longer a column`] : []),
    ...(unfit.length > 0 ? [`${unfit.join(', ')}: no value fits any more`] : []),
  ];
  return {
    columns: chosen.map((column, at) => (misfits(column) ? (told[at] ?? column) : column)),
    warnings:
      dropped.length === 0
        ? []
        : [
            {
              code: 'format-note',
              message: `How these columns were to be read was dropped when the file was read anew: ${dropped.join('; ')}.`,
            },
          ],
  };
}
