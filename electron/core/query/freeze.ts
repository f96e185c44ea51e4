import type { Output } from '../../../shared/contract/commands.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { QueryInput } from '../../../shared/contract/query.ts';
import type { Cell, ExhibitId } from '../../../shared/contract/values.ts';
import type { JobContext, WriteContext } from '../context.ts';
import { stemOf } from '../evidence/names.ts';
import { contentOf, exhibitById } from '../evidence/reads.ts';
import { storeExhibit } from '../evidence/staging.ts';
import { indexExhibitText } from '../search/index-text.ts';
import { rowsText } from '../search/rows-text.ts';
import { byValue, canonicalBytes, canonicalHash, frozenLines, readRow } from './reads.ts';
import type { Kept } from './results.ts';
import { runQuery } from './run-query.ts';
import { frozenQuery, insertFrozen } from './store.ts';

const SHOWN = 100;
const TIMEOUT_SECONDS = 600;
const LINES_BETWEEN_BREATHS = 20_000;

/** Runs a frozen query on the data as it is now and compares both results as multisets of rows, whatever their order. */
export async function rerun(context: JobContext, exhibitId: ExhibitId): Promise<Output<'query.rerun'>> {
  const exhibit = exhibitById(context.db, exhibitId);
  const then = frozenQuery(context.db, exhibitId);
  const content = contentOf(context.db, exhibitId);
  context.label(`Running ${exhibit.label} again`);
  const now = await runQuery(context, {
    caseId: exhibit.caseId,
    sql: then.sql,
    rowLimit: then.rowLimit,
    timeoutSeconds: TIMEOUT_SECONDS,
  });
  const surplus = new Map<string, Surplus>();
  let lines = 0;
  const count = async (line: string, by: number) => {
    const row = byValue(line);
    surplus.set(row, { line, more: (surplus.get(row)?.more ?? 0) + by });
    if (++lines % LINES_BETWEEN_BREATHS === 0) await context.breathe();
  };
  for (const block of now.blocks)
    for (const line of Buffer.from(block.lines).toString('utf8').trimEnd().split('\n')) await count(line, 1);
  for (const line of frozenLines(context.db, content.id)) await count(line, -1);
  const [added, addedCount] = differing(surplus, 1);
  const [removed, removedCount] = differing(surplus, -1);
  const names = (columns: readonly { name: string }[]) => JSON.stringify(columns.map(({ name }) => name));
  return {
    same: addedCount + removedCount === 0 && names(then.columns) === names(now.result.columns),
    rowsThen: then.rowCount,
    rowsNow: now.result.rowCount,
    sha256Then: exhibit.sha256,
    sha256Now: canonicalHash(now.result.columns, now.blocks),
    added,
    removed,
    addedCount,
    removedCount,
    readingsChanged: readingsChanged(then.inputs, now.result.inputs),
  };
}

/** Columns that both runs read, each in another way. */
function readingsChanged(then: readonly QueryInput[], now: readonly QueryInput[]): string[] {
  const at = new Map(
    now.flatMap(({ name, readings = [] }) =>
      readings.map(({ column, reading }) => [`${name}.${column}`, JSON.stringify(reading)]),
    ),
  );
  return then.flatMap(({ name, readings = [] }) =>
    readings
      .filter(
        ({ column, reading }) => (at.get(`${name}.${column}`) ?? JSON.stringify(reading)) !== JSON.stringify(reading),
      )
      .map(({ column }) => `${name}.${column}`),
  );
}

/** Of a row, as it is written: how many more there are now than then. */
interface Surplus {
  readonly line: string;
  readonly more: number;
}

function differing(surplus: ReadonlyMap<string, Surplus>, sign: 1 | -1): [rows: Cell[][], count: number] {
  const rows: Cell[][] = [];
  let count = 0;
  for (const { line, more } of surplus.values()) {
    const times = more * sign;
    if (times <= 0) continue;
    count += times;
    for (let copy = 0; copy < times && rows.length < SHOWN; copy++) rows.push(readRow(line));
  }
  return [rows, count];
}

/** How the canonical rows of a result may be shown, here and where a bundle brings them. */
export const ROWS_SHOWN = { mediaType: 'application/jsonl', preview: 'query' } as const;

/** Makes a result an exhibit whose bytes are the canonical rows, with the statement and the hashes of what it read. */
export function freeze(
  context: WriteContext,
  { caseId, ranAt, result, blocks }: Kept,
  title: string,
  note?: string,
): Exhibit {
  const { sql, columns, rowCount, rowLimit, limitedBy, inputs, bound } = result;
  const bytes = canonicalBytes(columns, blocks);
  const exhibit = storeExhibit(
    context,
    {
      caseId,
      kind: 'query',
      title: title.trim(),
      originalName: `${stemOf(title, 'query')}.jsonl`,
      ...ROWS_SHOWN,
      how: 'frozen query',
      source: inputs.map(({ exhibitLabel, name }) => (exhibitLabel ? `${exhibitLabel} (${name})` : name)).join(', '),
      note,
      acquiredAt: ranAt,
      action: 'query.freeze',
      detail: { sql, rows: rowCount, rowLimit, limitedBy, inputs, ...(bound && { bound }) },
    },
    bytes,
  );
  indexExhibitText(context.db, exhibit, rowsText(linesOf(bytes)));
  insertFrozen(context.db, exhibit.id, result, ranAt);
  return exhibit;
}

function* linesOf(bytes: Buffer): IterableIterator<string> {
  for (let from = 0, end = bytes.indexOf(10); end >= 0; from = end + 1, end = bytes.indexOf(10, from))
    yield bytes.toString('utf8', from, end);
}
