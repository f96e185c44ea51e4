import type { Cell } from '../../../shared/contract/values.ts';
import { cellText } from '../../../shared/domain/cell-text.ts';
import { runsAsFormula } from '../../../shared/domain/formula.ts';
import type { JobContext } from '../context.ts';
import { csvLines, guarded } from '../files/csv.ts';
import { type Kept, readLines } from './results.ts';

/** How many cells, column names among them, an export would have to make safe. */
export async function countFormulas({ result, blocks }: Kept, context: JobContext): Promise<number> {
  let found = result.columns.filter(({ name }) => runsAsFormula(name)).length;
  for (const block of blocks) {
    for (const row of readLines(block.lines))
      for (const cell of row) if (typeof cell === 'string' && runsAsFormula(cell)) found++;
    await context.breathe();
  }
  return found;
}

/** RFC 4180, UTF-8. NULL is an empty field, the empty string a quoted one. @param guard puts an apostrophe before what a spreadsheet would run */
export async function* asCsv({ result, blocks }: Kept, guard: boolean): AsyncIterableIterator<Uint8Array> {
  const safe = (text: string) => (guard ? guarded(text) : text);
  const field = (cell: Cell) => (cell === null ? null : typeof cell === 'string' ? safe(cell) : cellText(cell));
  yield csvLines([result.columns.map(({ name }) => safe(name))]);
  for (const block of blocks) yield csvLines(readLines(block.lines).map((row) => row.map(field)));
}

/** An array of objects. Integers beyond 2^53 are strings, since many readers of JSON would round them. */
export async function* asJson({ result, blocks }: Kept): AsyncIterableIterator<Uint8Array> {
  const names = uniqueNames(result.columns.map(({ name }) => name));
  let before = '[\n';
  for (const block of blocks) {
    let text = '';
    for (const row of readLines(block.lines)) {
      text += before + JSON.stringify(Object.fromEntries(names.map((name, at) => [name, plain(row[at] ?? null)])));
      before = ',\n';
    }
    yield Buffer.from(text, 'utf8');
  }
  yield Buffer.from(before === '[\n' ? '[]\n' : '\n]\n', 'utf8');
}

function plain(cell: Cell): null | string | number {
  if (cell === null || typeof cell !== 'object') return cell;
  if ('real' in cell) return Number.isFinite(Number(cell.real)) ? Number(cell.real) : cell.real;
  return 'int' in cell ? cell.int : cell.blob;
}

function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let unique = name;
    for (let copy = 2; taken.has(unique); copy++) unique = `${name}_${copy}`;
    taken.add(unique);
    return unique;
  });
}
