import { counted } from '../../../../shared/domain/counted.ts';
import { entityKind } from '../../../../shared/domain/entities.ts';
import { csvLines, FormulaCells, guarded } from '../../files/csv.ts';
import type { ReportIndicator } from '../model.ts';
import { type MadeFile, madeFile } from './file.ts';

const COLUMNS = ['type', 'value', 'also_known_as', 'seen_in', 'note', 'tlp'];

/** The indicators of an edition as CSV: one line each, the value as it was recorded unless a spreadsheet would run it. */
export function indicatorsCsv(indicators: readonly ReportIndicator[], tlp: string, stem: string): MadeFile {
  const cells = new FormulaCells(COLUMNS.map((name) => ({ name })));
  const rows = indicators.map(({ type, own, label, alias, note, exhibits }, at) => {
    const row = [own ? entityKind(type, [own]).word : type, label, alias ?? '', exhibits.join('; '), note, tlp];
    cells.look(row, at + 1);
    return row.map((cell) => (cell === '' ? null : guarded(cell)));
  });
  const bytes = csvLines([COLUMNS, ...rows]);
  return madeFile(`${stem}.indicators.csv`, 'Indicators, CSV', 'text/csv', bytes, guardedNote(cells.guardedCells));
}

/** Said of a table in which cells were made safe; undefined where none was. */
export const guardedNote = (cells: number): string | undefined =>
  cells === 0
    ? undefined
    : `${counted(cells, 'cell')} ${cells === 1 ? 'begins' : 'begin'} with an apostrophe that is not of the value, so that no spreadsheet runs ${cells === 1 ? 'it' : 'them'}.`;
