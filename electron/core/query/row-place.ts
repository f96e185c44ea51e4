import { createHash } from 'node:crypto';
import type { Output } from '../../../shared/contract/commands.ts';
import { type Cell, DatasetId, type ResultId } from '../../../shared/contract/values.ts';
import { cellText } from '../../../shared/domain/cell-text.ts';
import type { JobContext } from '../context.ts';
import { storedLineRuns } from '../datasets/combined/lines.ts';
import { type LineRuns, lineOf } from '../datasets/combined/view.ts';
import { typedOf } from '../datasets/readings/companions.ts';
import { cellsOf, datasetById, isStored } from '../datasets/reads.ts';
import { tablesFor } from './reads.ts';
import { type Kept, keptResult, rowsFrom } from './results.ts';
import { type RowOrigins, rowOf } from './row-origins.ts';
import { runnerOf } from './runner.ts';

const SECONDS = 120;
type Session = JobContext['session'];
const known = new WeakMap<Kept, RowOrigins>();
/** A dataset's rows never change, and its number is never used again. */
const lines = new WeakMap<Session, Map<DatasetId, LineRuns | null>>();

/** Where a row of a result comes from. The statement runs again for it once; what comes of that is kept with the result. */
export async function rowPlace(
  context: JobContext,
  { resultId, row }: { readonly resultId: ResultId; readonly row: number },
): Promise<Output<'query.rowPlace'>> {
  const { session, db } = context;
  const kept = keptResult(session, resultId);
  context.label('Looking for the row in its file');
  const [cells] = rowsFrom(kept, row, 1);
  if (!cells) return { known: false, why: 'the result has no such row' };
  const origins = known.get(kept) ?? (await askOrigins(context, kept));
  known.set(kept, origins);
  if (!origins.known) return origins;
  const { datasets } = tablesFor(db, { caseId: kept.caseId, sql: kept.result.sql });
  const found = origins.keys.flatMap((keys) => {
    const key = keys[row] ?? 0;
    const { number, row: at } = rowOf(key);
    const table = datasets.find((each) => each.number === number);
    return key > 0 && table && isStored(db, table) ? [{ table, row: at }] : [];
  });
  if (found.length === 0) return { known: false, why: 'no row of a dataset stands behind it' };
  const places = [];
  for (const { table, row: at } of found) {
    const { exhibitId } = datasetById(db, table.datasetId);
    const runs = await linesOf(context, table.datasetId);
    places.push({
      exhibitId,
      exhibit: table.exhibitLabel,
      datasetId: DatasetId.parse(table.datasetId),
      view: table.view,
      row: at,
      line: runs && lineOf(runs, at),
    });
  }
  const texts = new Map(
    found.map(({ table, row: at }) => [`${table.number}.${at}`, cellsOf(db, table, at - 1, 1)[0] ?? []]),
  );
  return {
    known: true,
    places,
    originals: cells.map((cell, column) => {
      const shown = origins.columns[column];
      if (!shown) return null;
      const { number, row: at } = rowOf(origins.keys[shown.key]?.[row] ?? 0);
      const place = shown.of.find((each) => each.number === number)?.at ?? -1;
      const own = datasets.find((each) => each.number === number)?.columns[place];
      const text = texts.get(`${number}.${at}`)?.[place] ?? null;
      return text !== shownAs(cell) && own?.reading && isValue(cell, typedOf(own.reading, text)) ? text : null;
    }),
  };
}

/** Whether a result shows a value, a decimal with its places or a time with more of them. */
function isValue(cell: Cell, value: string | number | bigint | null): boolean {
  if (cell === null || value === null) return cell === value;
  const text = cellText(cell);
  if (typeof value !== 'string') return text.trim() !== '' && Number(text) === Number(value);
  return text === value || withoutZeros(text) === withoutZeros(value);
}
const withoutZeros = (time: string): string =>
  time.replace(/(\d\d:\d\d:\d\d)\.0+(?=Z?$)|(\.\d*[1-9])0+(?=Z?$)/, '$1$2');

const shownAs = (cell: Cell): string | null => (cell === null ? null : cellText(cell));

async function askOrigins(context: JobContext, kept: Kept): Promise<RowOrigins> {
  const { core, session, db, signal } = context;
  const { caseId, result, blocks } = kept;
  const { sql, rowCount } = result;
  const request = { caseId, sql, rowLimit: rowCount, timeoutSeconds: SECONDS, ...tablesFor(db, { caseId, sql }) };
  const origins = await runnerOf(core, session).origins(request, signal);
  if (!origins.known) return origins;
  const hash = createHash('sha256');
  for (const block of blocks) {
    hash.update(block.lines);
    await context.breathe();
  }
  if (origins.rowCount === rowCount && origins.sha256 === hash.digest('hex')) return origins;
  return { known: false, why: 'its statement no longer gives the same rows; run it again' };
}

async function linesOf(context: JobContext, id: DatasetId): Promise<LineRuns | null> {
  let of = lines.get(context.session);
  if (!of) lines.set(context.session, (of = new Map()));
  const held = of.get(id);
  if (held !== undefined) return held;
  const runs = await storedLineRuns(context, id);
  of.set(id, runs);
  return runs;
}
