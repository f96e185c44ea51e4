import type { Output as Result } from '../../shared/contract/commands.ts';
import type { Cell } from '../../shared/contract/values.ts';
import { cellText } from '../../shared/domain/cell-text.ts';
import type { CommandCore, Host } from './host.ts';
import { printable } from './output.ts';

type QueryResult = Result<'query.run'>;
const PAGE_ROWS = 5000;

async function* pages(client: CommandCore, { resultId, rowCount }: QueryResult): AsyncIterableIterator<Cell[][]> {
  for (let offset = 0; offset < rowCount; offset += PAGE_ROWS)
    yield (await client.ask('query.rows', { resultId, offset, limit: PAGE_ROWS })).rows;
}

/** One object a line. A column name that comes twice gets a number, so that no value is lost. */
export async function writeJsonRows(host: Host, client: CommandCore, result: QueryResult): Promise<void> {
  const names = distinct(result.columns.map(({ name }) => name));
  for await (const rows of pages(client, result)) {
    const lines = rows.map(
      (row) => `{${row.map((cell, at) => `${JSON.stringify(names[at])}:${cellJson(cell)}`).join(',')}}\n`,
    );
    await host.out.write(lines.join(''));
    if (host.interruption.signal.aborted) return;
  }
}

/** Numbers keep every digit: JSON sets no limit to them, and readers such as Python's keep them whole. */
export function cellJson(cell: Cell): string {
  if (typeof cell !== 'object' || cell === null) return JSON.stringify(cell);
  if ('int' in cell) return cell.int;
  if ('dec' in cell) return cell.dec;
  if ('real' in cell) return /^-?\d/.test(cell.real) ? cell.real : JSON.stringify(cell.real); // Infinity is no JSON number
  return JSON.stringify({ blob: cell.blob, bytes: cell.bytes });
}

/** Names as given, the second of a name as `name_2`. */
export function distinct(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let free = name;
    for (let next = 2; taken.has(free); next++) free = `${name}_${next}`;
    taken.add(free);
    return free;
  });
}

/** Aligned columns; two passes over the kept rows, so that memory does not grow with them. Nothing is shortened. */
export async function writeTable(host: Host, client: CommandCore, result: QueryResult): Promise<void> {
  const header = result.columns.map(({ name }) => printable(name));
  const widths = header.map(columnsOf);
  for await (const rows of pages(client, result))
    for (const row of rows)
      for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, columnsOf(printed(cell)));
  const right = result.columns.map(({ type }) => type === 'INTEGER' || type === 'REAL');
  const layout = { widths, right };
  await host.out.write(
    tableRow(header, layout) +
      tableRow(
        widths.map((width) => '-'.repeat(width)),
        layout,
      ),
  );
  for await (const rows of pages(client, result)) {
    await host.out.write(rows.map((row) => tableRow(row.map(printed), layout)).join(''));
    if (host.interruption.signal.aborted) return;
  }
  host.out.note(`${result.rowCount} ${result.rowCount === 1 ? 'row' : 'rows'}, ${Math.round(result.elapsedMs)} ms`);
}

const printed = (cell: Cell): string => printable(cellText(cell, 'shown'));

/** Columns of a terminal: CJK and emoji take two. Close enough for alignment; the text itself is never cut. */
export function columnsOf(text: string): number {
  let width = 0;
  for (const character of text) {
    if (/\p{Mark}/u.test(character)) continue;
    width +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]|\p{Emoji_Presentation}/u.test(
        character,
      )
        ? 2
        : 1;
  }
  return width;
}

const pad = (text: string, width: number, right: boolean): string => {
  const gap = ' '.repeat(Math.max(0, width - columnsOf(text)));
  return right ? gap + text : text + gap;
};

export interface Layout {
  readonly widths: readonly number[];
  readonly right: readonly boolean[];
}

export const tableRow = (cells: readonly string[], { widths, right }: Layout): string =>
  `${cells
    .map((cell, column) => pad(cell, widths[column] ?? 0, right[column] ?? false))
    .join('  ')
    .trimEnd()}\n`;

/** Aligned columns with a header and a rule. Control characters are shown as escapes, nothing is shortened. */
export function textTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const shown = rows.map((row) => row.map(printable));
  const widths = header.map((name, column) =>
    Math.max(columnsOf(name), ...shown.map((row) => columnsOf(row[column] ?? ''))),
  );
  const layout = { widths, right: header.map(() => false) };
  return [header, widths.map((width) => '-'.repeat(width)), ...shown].map((row) => tableRow(row, layout)).join('');
}
