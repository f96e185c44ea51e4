import type { Input, Output } from '../../shared/contract/commands.ts';
import { guardedWords } from '../../shared/domain/cell-text.ts';
import { plural } from '../ui/format.ts';

export type Format = Input<'query.export'>['format'];
export type Made = Pick<Output<'dataset.export'>, 'name' | 'rows' | 'guardedCells' | 'guardedAt'> &
  Partial<Pick<Output<'dataset.export'>, 'asText'>>;

/** Formats that programs open which run a cell that begins like a formula. */
export const RUNS_CELLS: ReadonlySet<Format> = new Set(['csv', 'xlsx']);

const NAMED = 10; // cells; a message with more covers the window

/** What was written, and what of it differs from what the store holds. */
export function madeWords(made: Made, format: Format, guardFormulas: boolean): string {
  const { rows, name, guardedCells: count, guardedAt, asText = [] } = made;
  const sentences = [`${plural(rows, 'row')} exported to ${name}.`];
  if (guardFormulas && RUNS_CELLS.has(format))
    sentences.push(
      count > 0
        ? `${plural(count, 'cell')} that a spreadsheet would run as a formula ${format === 'csv' ? 'got a leading apostrophe' : count === 1 ? 'was marked as text' : 'were marked as text'}: ${guardedWords(count, guardedAt, NAMED)}.`
        : 'No cell needed escaping.',
    );
  if (asText.length > 0)
    sentences.push(
      `Written as text, because not every value fits the reading: ${asText.length === 1 ? 'the column' : 'the columns'} ${asText.join(', ')}.`,
    );
  return sentences.join(' ');
}
