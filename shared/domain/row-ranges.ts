/** Rows of a table, taken in rising order, as text: "1-124,130". */
export class RowList {
  private readonly ranges: [from: number, to: number][] = [];
  count = 0;

  /** @returns false when the row is the last one taken */
  add(row: number): boolean {
    const last = this.ranges.at(-1);
    if (last && row <= last[1]) return false;
    if (last?.[1] === row - 1) last[1] = row;
    else this.ranges.push([row, row]);
    this.count++;
    return true;
  }
  text(): string {
    return this.ranges.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join(',');
  }
}

/** Every row of "1-3,7": 1, 2, 3, 7. */
export function* rowsIn(text: string): IterableIterator<number> {
  for (const range of text.split(',')) {
    const [from = 0, to = from] = range.split('-').map(Number);
    for (let row = from; row <= to; row++) yield row;
  }
}

/** The rows of both, each once. */
export function joinRows(one: string, other: RowList): string {
  const rows = [...new Set([...rowsIn(one), ...rowsIn(other.text())])].toSorted((a, b) => a - b);
  const list = new RowList();
  for (const row of rows) list.add(row);
  return list.text();
}

/** As a person reads it: "row 4", "rows 1–124, 130". */
export const rowsWords = (text: string): string =>
  `${/^\d+$/.test(text) ? 'row' : 'rows'} ${text.replaceAll('-', '–').replaceAll(',', ', ')}`;
