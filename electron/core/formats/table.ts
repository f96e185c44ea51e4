/** A cell as the file shows it; null where it has none. */
export type Cell = string | null;

export interface TableRecord {
  readonly cells: readonly Cell[];
  /** Line of a text, row of a sheet, number of a message: where a person finds it, from 1. */
  readonly line: number;
  /** Why it cannot be trusted; its cells are then empty. */
  readonly problem: string | null;
  /** Its text as it stands in the file, where there is such a text. */
  readonly raw: string;
  /** Places of the cells that the format itself keeps as numbers, each with a point: 6.125 is never 6125 there. */
  readonly numbers?: readonly number[];
}

/** One table found in a file that is no delimited text. */
export interface Table {
  /** Of the file: a sheet, a path in JSON; '' for the whole of it. */
  readonly part: string;
  /** What was read, as a person says it: 'sheet "Logins" of a workbook'. */
  readonly format: string;
  /** Names that the format itself gives; null where they stand in the first records, if at all. */
  readonly header: readonly string[] | null;
  readonly width: number;
  /** What whoever reads the table has to know, as sentences. */
  readonly notes: readonly string[];
  /** Can be asked for again. */
  records(): Iterable<TableRecord> | AsyncIterable<TableRecord>;
}

/** What was found in a file. */
export interface Found {
  readonly tables: readonly Table[];
  /** What of the file became no table, as sentences. */
  readonly notes: readonly string[];
}

/** The first few of many, for a sentence. */
export const firstOf = (names: readonly string[], most = 5): string =>
  names.length <= most ? names.join(', ') : `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
