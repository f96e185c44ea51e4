import type { Record } from './dialect.ts';

/**
 * The names in the records of a header. Parts that stand above each other are joined with a space; a part above blank
 * neighbours names the group of them ("TRAVEL" above "Air", "Rail").
 * @param width fields of most rows @param rowNames whether the first column is left out of it
 */
export function headerNames(records: readonly Record[], width: number, rowNames: boolean): Record {
  const [last = [], ...above] = [...records].reverse();
  const most = Math.max(...records.map((record) => record.length));
  const parts = above.reverse().map((record) => spread(record, last));
  const names: (string | null)[] =
    above.length === 0 ? [...last] : Array.from({ length: most }, (_, at) => joined([...parts, last], at));
  while (names.length > width && (names.at(-1) ?? '') === '') names.pop(); // it ends in delimiters
  return rowNames && names.length < width ? [null, ...names] : names;
}

function joined(parts: readonly Record[], at: number): string | null {
  const given = parts.map((record) => (record[at] ?? '').trim()).filter((part) => part !== '');
  return given.length === 0 ? null : [...new Set(given)].join(' ');
}

function spread(above: Record, below: Record): Record {
  let group: string | null = null;
  return below.map((name, at) => {
    const own = above[at] ?? '';
    if (own !== '') group = name ? own : null;
    else if (!name) group = null;
    return own !== '' ? own : group;
  });
}

/** Whether a row says again what a record of the header says, as where exports were joined; it may leave out columns at its end. */
export function repeats(row: Record, header: readonly Record[]): boolean {
  return header.some(
    (names) =>
      row.length <= names.length &&
      row.length * 2 >= names.length &&
      row.length + names.length > 2 &&
      row.every((cell, at) => cell === names[at]),
  );
}
