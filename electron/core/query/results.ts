import { Fault } from '../../../shared/contract/errors.ts';
import type { QueryResult } from '../../../shared/contract/query.ts';
import type { CaseId, Cell, ResultId } from '../../../shared/contract/values.ts';
import { cellText } from '../../../shared/domain/cell-text.ts';
import type { JobContext } from '../context.ts';
import { csvLines, FormulaCells, guarded } from '../files/csv.ts';
import { fitsDouble, uniqueNames } from '../formats/out-table.ts';
import type { RunAnswer } from './run-statement.ts';
import type { Block } from './runner.ts';

/** The cells, column names among them, that an export has to make safe. */
export async function findFormulas({ result, blocks }: Kept, context: JobContext): Promise<FormulaCells> {
  const found = new FormulaCells(result.columns);
  found.look(
    result.columns.map(({ name }) => name),
    0,
  );
  for (const block of blocks) {
    for (const [at, cells] of readLines(block.lines).entries()) found.look(cells, block.first + at + 1);
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
      text += `${before}{${names.map((name, at) => `${JSON.stringify(name)}:${json(row[at] ?? null)}`).join(',')}}`;
      before = ',\n';
    }
    yield Buffer.from(text, 'utf8');
  }
  yield Buffer.from(before === '[\n' ? '[]\n' : '\n]\n', 'utf8');
}

/** A decimal keeps its places; one with more digits than most readers of JSON keep is a string. */
function json(cell: Cell): string {
  if (cell === null || typeof cell !== 'object') return JSON.stringify(cell);
  if ('dec' in cell) return fitsDouble(cell.dec) ? cell.dec : JSON.stringify(cell.dec);
  if ('real' in cell) return JSON.stringify(Number.isFinite(Number(cell.real)) ? Number(cell.real) : cell.real);
  return JSON.stringify('int' in cell ? cell.int : cell.blob);
}

type Native = null | string | number | bigint | Uint8Array;
export type CellType = 'NULL' | 'TEXT' | 'INTEGER' | 'REAL' | 'BLOB';

export const MAX_CELL_BYTES = 64 << 20;

/** A value as the contract carries it. @throws Fault `sql-limit` above 64 MiB */
export function toCell(value: Native): Cell {
  switch (typeof value) {
    case 'bigint':
      return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER
        ? Number(value)
        : { int: value.toString() };
    case 'number':
      return Number.isFinite(value) && !Number.isInteger(value) ? value : { real: realText(value) };
    case 'string':
      if (value.length > MAX_CELL_BYTES) throw tooLarge(value.length);
      return value;
    default:
      if (value === null) return null;
      if (value.length > MAX_CELL_BYTES) throw tooLarge(value.length);
      return { blob: Buffer.from(value).toString('hex'), bytes: value.length };
  }
}

export function typeOf(value: Native): CellType {
  if (value === null) return 'NULL';
  if (typeof value === 'string') return 'TEXT';
  if (typeof value === 'bigint') return 'INTEGER';
  return typeof value === 'number' ? 'REAL' : 'BLOB';
}

/** Whole and infinite numbers, so that 5.0 is not taken for the integer 5. */
function realText(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? 'Inf' : '-Inf';
  if (Object.is(value, -0)) return '-0.0';
  return Math.abs(value) < 1e21 ? `${BigInt(value)}.0` : String(value);
}

const tooLarge = (bytes: number): Fault =>
  new Fault(
    'sql-limit',
    `A value of the result has ${bytes.toLocaleString('en-US')} bytes; at most 64 MiB fit in a cell.`,
  );

/** A result as it is kept until the vault is locked, or eight newer ones came. */
export interface Kept {
  readonly caseId: CaseId;
  readonly ranAt: string;
  readonly result: QueryResult;
  readonly blocks: readonly Block[];
  /** Which columns of datasets its columns show. */
  readonly shows: RunAnswer['shows'];
}

const MOST = 8;
const MOST_BYTES = 512 << 20; // of all kept results together; the newest stays in any case

type Session = JobContext['session'];
const bySession = new WeakMap<Session, Map<ResultId, Kept>>();

const resultsOf = (session: Session): Map<ResultId, Kept> => {
  let results = bySession.get(session);
  if (!results) bySession.set(session, (results = new Map()));
  return results;
};

export function keepResult(session: Session, kept: Kept): void {
  const results = resultsOf(session);
  results.set(kept.result.resultId, kept);
  let bytes = 0;
  for (const [at, [id, each]] of [...results].reverse().entries()) {
    bytes += each.blocks.reduce((sum, { lines }) => sum + lines.length, 0);
    if (at > 0 && (at >= MOST || bytes > MOST_BYTES)) results.delete(id);
  }
}

/** @throws Fault `not-found` */
export function keptResult(session: Session, id: ResultId): Kept {
  const kept = resultsOf(session).get(id);
  if (!kept)
    throw new Fault('not-found', `That result is no longer kept: only the last ${MOST} are. Run the statement again.`);
  return kept;
}

export function discardResult(session: Session, id: ResultId): void {
  resultsOf(session).delete(id);
}

export function rowsFrom({ blocks }: Pick<Kept, 'blocks'>, offset: number, limit: number): Cell[][] {
  const rows: Cell[][] = [];
  for (const block of blocks) {
    if (block.first + block.count <= offset) continue;
    if (rows.length >= limit) break;
    const skip = Math.max(0, offset - block.first);
    rows.push(...readLines(block.lines).slice(skip, skip + limit - rows.length));
  }
  return rows;
}

export const readLines = (lines: Uint8Array): Cell[][] => JSON.parse(`[${joined(lines)}]`) as Cell[][];

const joined = (lines: Uint8Array): string =>
  Buffer.from(lines.buffer, lines.byteOffset, lines.length).toString('utf8').trimEnd().split('\n').join(',');
