/** What a rule about a column reaches, by the names of columns in lower case. */
export interface ColumnReach {
  /** In tables and in results: their cells are redacted. */
  readonly names: readonly string[];
  /** In tables: what the others are made of. */
  readonly sources: readonly string[];
  /** Labels of exhibits of which it cannot be told with certainty which columns are reached: all of them are. */
  readonly unsure: readonly string[];
}

/** For the person who prints: where what a column rests on could not be told, so that all of them are redacted. */
export const unsureWords = (reached: ReadonlyMap<string, ColumnReach>): string[] =>
  [...reached].flatMap(([what, { unsure }]) =>
    unsure.length === 0
      ? []
      : [
          `The columns of ${unsure.join(', ')} are redacted throughout: it is not certain which of them rest on the redacted column “${what}”. Name the columns in the statement instead of * and save it again to show the others.`,
        ],
  );
