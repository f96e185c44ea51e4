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
    return asText(this.ranges);
  }
}

type Range = readonly [from: number, to: number];

const rangesIn = (text: string): Range[] =>
  text.split(',').map((range) => {
    const [from = 0, to = from] = range.split('-').map(Number);
    return [from, to];
  });

const asText = (ranges: readonly Range[]): string =>
  ranges.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join(',');

/** Whether each range begins behind the end of the one before, and ends where it begins or later. */
export function isRising(text: string): boolean {
  let end = 0;
  return rangesIn(text).every(([from, to]) => {
    const rises = from > end && to >= from;
    end = to;
    return rises;
  });
}

/** The rows of both, each once. */
export function joinRows(one: string, other: string): string {
  const joined: [number, number][] = [];
  for (const [from, to] of [...rangesIn(one), ...rangesIn(other)].toSorted((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return asText(joined);
}

/** The rows that are in both; empty for none. */
export function commonRows(one: string, other: string): string {
  const common: Range[] = [];
  const [a, b] = [rangesIn(one), rangesIn(other)];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const [[from, to], [start, end]] = [a[i] as Range, b[j] as Range];
    if (from <= end && start <= to) common.push([Math.max(from, start), Math.min(to, end)]);
    if (to < end) i++;
    else j++;
  }
  return asText(common);
}

/** Each row of them, rising. */
export function* eachRow(text: string): IterableIterator<number> {
  for (const [from, to] of rangesIn(text)) for (let row = from; row <= to; row++) yield row;
}

/** Rows in any order as ranges. */
export function rowsOf(rows: Iterable<number>): string {
  const list = new RowList();
  for (const row of Int32Array.from(rows).sort()) list.add(row);
  return list.text();
}

/** The first rows of them. */
export function firstRows(text: string, most: number): string {
  const taken: Range[] = [];
  let left = most;
  for (const [from, to] of rangesIn(text)) {
    if (left <= 0) break;
    taken.push([from, Math.min(to, from + left - 1)]);
    left -= to - from + 1;
  }
  return asText(taken);
}

export const rangesOf = (text: string): readonly Range[] => rangesIn(text);

export const rowCount = (text: string): number => rangesIn(text).reduce((sum, [from, to]) => sum + to - from + 1, 0);

const SHOWN = 12; // ranges

/** As a person reads it: "row 4", "rows 1–124, 130"; of many ranges the first, and how many rows there are. */
export function rowsWords(text: string): string {
  const ranges = rangesIn(text);
  const count = rowCount(text);
  const shown = asText(ranges.slice(0, SHOWN)).replaceAll('-', '–').replaceAll(',', ', ');
  const rest = ranges.length > SHOWN ? ` … (${count.toLocaleString('en-US')} rows)` : '';
  return `${count === 1 ? 'row' : 'rows'} ${shown}${rest}`;
}
