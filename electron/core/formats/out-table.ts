/** What a column of a table on its way out holds; cells are texts in the form named. */
export type OutKind =
  /** Any text. */
  | 'text'
  /** Digits, a minus before them where negative. */
  | 'integer'
  /** The same with a point, as many places as each has. */
  | 'decimal'
  /** As JavaScript writes a number. */
  | 'real'
  /** 'true' or 'false'. */
  | 'boolean'
  /** YYYY-MM-DD */
  | 'date'
  /** YYYY-MM-DD HH:MM:SS, a fraction, and a Z where it is UTC. */
  | 'time';

export interface OutColumn {
  readonly name: string;
  readonly kind: OutKind;
}
export type OutRow = readonly (string | null)[];

export interface OutTable {
  readonly columns: readonly OutColumn[];
  /** Rows in batches, from the first; can be asked for again. */
  batches(): Iterable<readonly OutRow[]>;
}

/** What the values of a column need. */
export interface Measure {
  /** Digits before the point, and after it. */
  whole: number;
  scale: number;
  /** Digits of a second. */
  fraction: number;
  /** How many end in Z, of how many there are. */
  utc: number;
  values: number;
  /** Characters of the longest. */
  longest: number;
}

/** Looks at every cell before the first is written, since a file says beforehand what its columns hold. */
export async function measured(
  { columns, batches }: OutTable,
  breathe: () => Promise<void>,
): Promise<readonly Measure[]> {
  const found = columns.map((): Measure => ({ whole: 0, scale: 0, fraction: 0, utc: 0, values: 0, longest: 0 }));
  for (const rows of batches()) {
    for (const row of rows)
      for (const [at, cell] of row.entries())
        if (cell !== null) take(found[at] as Measure, cell, columns[at] as OutColumn);
    await breathe();
  }
  return found;
}

function take(measure: Measure, cell: string, { kind }: OutColumn): void {
  measure.values++;
  measure.longest = Math.max(measure.longest, cell.length);
  if (kind === 'integer' || kind === 'decimal') {
    const from = cell.startsWith('-') ? 1 : 0;
    const point = cell.indexOf('.');
    measure.whole = Math.max(measure.whole, (point < 0 ? cell.length : point) - from);
    if (point >= 0) measure.scale = Math.max(measure.scale, cell.length - point - 1);
  } else if (kind === 'time') {
    const isUtc = cell.endsWith('Z');
    if (isUtc) measure.utc++;
    const point = cell.indexOf('.');
    if (point >= 0) measure.fraction = Math.max(measure.fraction, cell.length - point - 1 - Number(isUtc));
  }
}

/** Names that differ from each other, as columns of most formats must. */
export function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let unique = name;
    for (let copy = 2; taken.has(unique); copy++) unique = `${name}_${copy}`;
    taken.add(unique);
    return unique;
  });
}

/** A decimal text as a whole number of units of its scale. */
export function unitsOf(text: string, scale: number): bigint {
  const [whole = '', decimals = ''] = text.split('.');
  return BigInt(whole + decimals.padEnd(scale, '0'));
}

/** Whether a number has no more digits than a double keeps, so that every reader has it exactly. */
export const fitsDouble = (text: string): boolean => text.replace('.', '').replace(/^-?0*/, '').length <= 15;
