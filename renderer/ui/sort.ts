export interface SortOrder {
  readonly column: string;
  readonly descending: boolean;
}
export type SortValue = string | number | null;

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

function compare(a: SortValue, b: SortValue): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return collator.compare(String(a), String(b));
}

/** A sorted copy; equals keep their order, and what has no value comes last either way. */
export function sorted<T>(rows: readonly T[], keyed: (row: T) => SortValue, descending: boolean): T[] {
  return rows
    .map((row) => ({ row, value: keyed(row) }))
    .toSorted((a, b) => {
      if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null);
      return descending ? compare(b.value, a.value) : compare(a.value, b.value);
    })
    .map(({ row }) => row);
}
