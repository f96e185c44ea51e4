import type { Dialect, Record } from '../dialect.ts';
import { fieldsLogReader } from './fields-log.ts';
import { fixedWidthReader } from './fixed-width.ts';
import type { LineReader } from './read-line.ts';
import { ruledReader } from './ruled.ts';

/** @returns null for delimited text, which needs no reader of lines */
export function lineReaderOf(dialect: Dialect | Omit<Dialect, 'encoding' | 'bom'>): LineReader | null {
  switch (dialect.layout) {
    case 'fields-log':
      return fieldsLogReader(dialect);
    case 'ruled':
      return ruledReader(dialect);
    case 'fixed-width':
      return fixedWidthReader(dialect);
    default:
      return null;
  }
}

/** Rows of the lines of a text, asides and what is wrong left out. @param skip lines above the table */
export function rowsOfLines(text: string, read: LineReader, skip = 0): Record[] {
  const lines = text.split(/\r\n|\n|\r/).slice(skip);
  return lines.flatMap((line) => {
    const done = line === '' ? null : read(line);
    return done && !done.aside && done.problem === null ? [done.cells] : [];
  });
}
