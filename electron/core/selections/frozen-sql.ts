import type { DatasetSummary } from '../../../shared/contract/datasets.ts';
import type { Followed } from '../../../shared/contract/selections.ts';
import { quoteName, textLiteral } from '../../../shared/domain/sql-names.ts';
import { among } from './sums.ts';

/** Columns of a dataset in one line of a selection of several kinds: JSON of more is more than a function takes. */
export const MOST_FROZEN = 60;

/**
 * The statement that gives all of a selection: the rows of one dataset with all their columns, or, of several kinds of things,
 * a line each with its exhibit, its row and its cells.
 */
export function frozenSql(
  { entities, rows, exhibits }: Pick<Followed, 'entities' | 'rows' | 'exhibits'>,
  datasets: ReadonlyMap<string, DatasetSummary>,
): string | null {
  const chosenEntities = entities.filter(({ chosen }) => chosen);
  const chosenExhibits = exhibits.filter(({ chosen }) => chosen);
  const [only] = rows;
  if (only && rows.length === 1 && chosenEntities.length + chosenExhibits.length === 0) {
    const dataset = datasets.get(only.datasetId);
    return dataset ? rowsOfOne(dataset, only.rows, only.exhibit) : null;
  }
  const listed = (values: readonly string[]): string => values.map(textLiteral).join(', ');
  const parts = [
    ...(entities.length > 0
      ? [
          `SELECT 'entity' AS kind, type AS of, NULL AS "row", label AS what, exhibits AS exhibit\nFROM entities\nWHERE id IN (${listed(entities.map(({ id }) => id))})`,
        ]
      : []),
    ...rows.flatMap(({ datasetId, view, exhibit, rows: numbers }) => {
      const dataset = datasets.get(datasetId);
      if (!dataset) return [];
      const cells = dataset.columns
        .slice(0, MOST_FROZEN)
        .map(({ name }) => `${textLiteral(name)}, ${quoteName(name)}`)
        .join(', ');
      return [
        `SELECT 'row', ${textLiteral(view)}, row_number_, cells, ${textLiteral(exhibit)}\nFROM (SELECT row_number() OVER () AS row_number_, json_object(${cells}) AS cells FROM ${quoteName(`${view}_raw`)})\nWHERE ${among('row_number_', numbers, dataset.rows)}`,
      ];
    }),
    ...(chosenExhibits.length > 0
      ? [
          `SELECT 'exhibit', kind, NULL, title, label\nFROM exhibits\nWHERE label IN (${listed(chosenExhibits.map(({ label }) => label))})`,
        ]
      : []),
  ];
  return parts.length === 0 ? null : parts.join('\nUNION ALL\n');
}

function rowsOfOne({ view, columns, rows: all }: DatasetSummary, rows: string, exhibit: string): string {
  const names = columns.map(({ name }) => quoteName(name)).join(', ');
  const number = columns.some(({ name }) => name.toLowerCase() === 'row') ? 'row_number' : 'row';
  return `SELECT row_number_ AS ${quoteName(number)}, ${names}, ${textLiteral(exhibit)} AS exhibit_of_rows
FROM (SELECT row_number() OVER () AS row_number_, ${names} FROM ${quoteName(view)})
WHERE ${among('row_number_', rows, all)}`;
}
