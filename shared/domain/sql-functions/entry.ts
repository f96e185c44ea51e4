/** One function of SQL as people are told of it. */
export interface SqlFunction {
  readonly name: string;
  /** "unit, time [, zone]"; empty where it takes none. */
  readonly args: string;
  /** What it gives, in one line. */
  readonly meaning: string;
  /** What it does with NULL, and when it answers with NULL. */
  readonly nulls: string;
  /** A statement that needs no table. */
  readonly example: string;
  /** What the example gives: a line for each row, cells parted by " | ". */
  readonly result: string;
  /** SQLite's own, with no change by this program. */
  readonly sqlite?: true;
  /** What is written instead of `name(`, for an operator. */
  readonly operator?: string;
}
