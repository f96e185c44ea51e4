import { createHash } from 'node:crypto';
import type { ColumnFacts } from '../../../shared/contract/analysis.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { ResultColumn } from '../../../shared/contract/query.ts';
import type { CaseId, Cell, ExhibitId } from '../../../shared/contract/values.ts';
import { requireCase } from '../cases/reads.ts';
import type { JobContext } from '../context.ts';
import { combinedTables, datasetTables } from '../datasets/reads.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { chunkAt } from '../evidence/chunks.ts';
import { contentOf } from '../evidence/reads.ts';
import type { FacetsAnswer, FacetsRequest, FactsRequest } from './dictionary/facets.ts';
import { namedDatasets } from './furnish.ts';
import { readLines, rowsFrom } from './results.ts';
import { RESULT_BYTES } from './run-query.ts';
import { type Ran, runnerOf } from './runner.ts';
import { type Frozen, frozenQuery } from './store.ts';

/**
 * The canonical form of a result, which is what a frozen query keeps and hashes: UTF-8 lines, each ended by LF. The first
 * is a JSON array of `{"name":…,"type":…}`, one for each column; each further one is a row as a JSON array of cells
 * (`Cell` in the contract). All JSON is in the form of RFC 8785. Rows keep the order in which they came.
 */
export function canonicalBytes(
  columns: readonly ResultColumn[],
  blocks: readonly { readonly lines: Uint8Array }[],
): Buffer {
  return Buffer.concat([headerLine(columns), ...blocks.map(({ lines }) => lines)]);
}

export function canonicalHash(
  columns: readonly ResultColumn[],
  blocks: readonly { readonly lines: Uint8Array }[],
): string {
  const hash = createHash('sha256').update(headerLine(columns));
  for (const { lines } of blocks) hash.update(lines);
  return hash.digest('hex');
}

// Strings alone and keys in alphabetical order: JSON.stringify gives the RFC 8785 form.
const headerLine = (columns: readonly ResultColumn[]): Buffer =>
  Buffer.from(`${JSON.stringify(columns.map(({ name, type }) => ({ name, type })))}\n`, 'utf8');

/** The row lines of a frozen result, as text, without reading more of it than is asked for. */
export function* frozenLines(db: ReadDb, contentId: number): IterableIterator<string> {
  let rest = Buffer.alloc(0);
  let first = true;
  for (let seq = 0; ; seq++) {
    const chunk = chunkAt(db, contentId, seq);
    if (!chunk) return;
    rest = Buffer.concat([rest, chunk]);
    let from = 0;
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10, from)) {
      if (!first) yield rest.toString('utf8', from, end);
      first = false;
      from = end + 1;
    }
    rest = rest.subarray(from);
  }
}

export const readRow = (line: string): Cell[] => JSON.parse(line) as Cell[];

/** A canonical line by its values: 12.5 and 12.50 are one decimal, and what is written in a file another time may have other places. */
export const byValue = (line: string): string => line.replaceAll(/("dec":"-?\d+)(?:(\.\d*[1-9])0+|\.0+)"/g, '$1$2"');

export function frozenRows(db: ReadDb, contentId: number, offset: number, limit: number): Cell[][] {
  const rows: Cell[][] = [];
  let at = 0;
  if (limit === 0) return rows;
  for (const line of frozenLines(db, contentId)) {
    if (at++ < offset) continue;
    rows.push(readRow(line));
    if (rows.length === limit) break;
  }
  return rows;
}

/** What was frozen, without its rows. @throws Fault `not-found` when the exhibit is no frozen query */
export const frozenQueryOf = (db: ReadDb | WriteDb, exhibitId: ExhibitId): Frozen => frozenQuery(db, exhibitId);

/** The datasets of a case, and the combined ones among them that a statement names. */
export function tablesFor(db: ReadDb, { caseId, sql }: { readonly caseId: CaseId; readonly sql: string }) {
  const datasets = datasetTables(db, caseId);
  return { datasets, combined: namedDatasets(sql, combinedTables(db, caseId, datasets)) };
}

/** Counts columns of a statement in the query process. It is the program that asks: no history, no custody entry. */
export function askFacets(
  { core, session, db, signal }: JobContext,
  request: Omit<FacetsRequest, 'datasets' | 'combined'> & { readonly timeoutSeconds: number },
): Promise<FacetsAnswer> {
  requireCase(db, request.caseId);
  return runnerOf(core, session).facets({ ...request, ...tablesFor(db, request) }, signal);
}

/** What one column of a statement holds, on the same terms. */
export const askFacts = (
  { core, session, db, signal }: JobContext,
  request: Omit<FactsRequest, 'datasets' | 'combined'> & { readonly timeoutSeconds: number },
): Promise<ColumnFacts> => runnerOf(core, session).facts({ ...request, ...tablesFor(db, request) }, signal);

/**
 * Runs a frozen query on the data as it is now. It is the program that asks: no history, no custody entry.
 * @returns whether it gives the same rows, whatever their order, and what its rows do not say of themselves
 * @throws Fault as for any statement
 */
export async function lookedAtAgain(
  { core, session, db, signal }: JobContext,
  { id, caseId, sha256 }: Pick<Exhibit, 'id' | 'caseId' | 'sha256'>,
  timeoutSeconds: number,
): Promise<{ readonly holds: boolean; readonly warnings: readonly string[] }> {
  const { sql, rowLimit, columns } = frozenQuery(db, id);
  const statement = { caseId, sql, rowLimit, timeoutSeconds };
  const ran = await runnerOf(core, session).run(
    { ...statement, ...tablesFor(db, statement), byteLimit: RESULT_BYTES },
    signal,
  );
  const holds = canonicalHash(ran.columns, ran.blocks) === sha256 || hasRowsOf(db, id, columns, ran);
  return { holds, warnings: ran.warnings };
}

function hasRowsOf(db: ReadDb, id: ExhibitId, columns: readonly ResultColumn[], ran: Ran): boolean {
  const names = (of: readonly { readonly name: string }[]) => JSON.stringify(of.map(({ name }) => name));
  if (names(columns) !== names(ran.columns)) return false;
  const surplus = new Map<string, number>();
  for (const block of ran.blocks)
    for (const line of byValue(Buffer.from(block.lines).toString('utf8')).trimEnd().split('\n'))
      if (line !== '') surplus.set(line, (surplus.get(line) ?? 0) + 1);
  for (const frozen of frozenLines(db, contentOf(db, id).id)) {
    const line = byValue(frozen);
    const left = (surplus.get(line) ?? 0) - 1;
    if (left < 0) return false;
    if (left === 0) surplus.delete(line);
    else surplus.set(line, left);
  }
  return surplus.size === 0;
}

interface OwnStatement {
  readonly caseId: CaseId;
  readonly sql: string;
  readonly rowLimit: number;
  readonly timeoutSeconds: number;
}
/** The few rows of a statement that the program itself puts together, on the same terms. */
export async function askRows(context: JobContext, statement: OwnStatement): Promise<Cell[][]> {
  return rowsFrom(await ranFor(context, statement), 0, statement.rowLimit);
}

/** Many rows of such a statement, some at a time, so that reading them holds nothing up. */
export async function* askBlocks(context: JobContext, statement: OwnStatement): AsyncGenerator<Cell[][]> {
  const { blocks } = await ranFor(context, statement);
  for (const { lines } of blocks)
    for (let from = 0; from < lines.length; ) {
      const end = lines.indexOf(LINE_FEED, from + PIECE_BYTES);
      const to = end < 0 ? lines.length : end + 1;
      yield readLines(lines.subarray(from, to));
      from = to;
      await context.breathe();
    }
}
const LINE_FEED = 0x0a; // each row is a line of JSON, in which no line ends
const PIECE_BYTES = 64 * 1024;

function ranFor({ core, session, db, signal }: JobContext, statement: OwnStatement) {
  requireCase(db, statement.caseId);
  const tables = tablesFor(db, statement);
  return runnerOf(core, session).run({ ...statement, ...tables, byteLimit: RESULT_BYTES }, signal);
}
