import { fitsDouble, type OutColumn, type OutTable, uniqueNames } from './out-table.ts';

/** One JSON object a line (NDJSON). Numbers of more than 15 digits are strings, since many readers would round them; others keep their places. */
export async function* asLines({ columns, batches }: OutTable): AsyncIterableIterator<Uint8Array> {
  const names = uniqueNames(columns.map(({ name }) => name)).map((name) => JSON.stringify(name));
  for (const rows of batches()) {
    const lines = rows.map(
      (row) => `{${row.map((cell, at) => `${names[at]}:${jsonOf(cell, columns[at] as OutColumn)}`).join(',')}}\n`,
    );
    yield Buffer.from(lines.join(''), 'utf8');
  }
}

function jsonOf(cell: string | null, { kind }: OutColumn): string {
  if (cell === null) return 'null';
  if (kind === 'boolean') return cell;
  const isNumber = (kind === 'integer' || kind === 'decimal') && fitsDouble(cell);
  return isNumber || (kind === 'real' && Number.isFinite(Number(cell))) ? cell : JSON.stringify(cell);
}
