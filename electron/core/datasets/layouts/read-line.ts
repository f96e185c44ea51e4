import type { Record } from '../dialect.ts';

/** What a line of a table that is no delimited text comes to. */
export interface ReadLine {
  readonly cells: Record;
  readonly problem: string | null;
  /** Whether the line is no part of the table: a directive, a rule, a remark. */
  readonly aside: boolean;
}

/** Reads one line after the other; `null` where the record goes on in the next. */
export type LineReader = (line: string) => ReadLine | null;

export const asRow = (cells: Record): ReadLine => ({ cells, problem: null, aside: false });
export const ASIDE: ReadLine = { cells: [], problem: null, aside: true };

export const blankAsNull = (text: string): string | null => (text === '' ? null : text);
