import { createHash, randomUUID } from 'node:crypto';
import { Fault } from '../../../shared/contract/errors.ts';
import type { QueryInput, QueryResult } from '../../../shared/contract/query.ts';
import { type CaseId, ResultId } from '../../../shared/contract/values.ts';
import { boundIn, type Parameter, parametersIn } from '../../../shared/domain/sql-parameters.ts';
import { requireCase } from '../cases/reads.ts';
import type { JobContext } from '../context.ts';
import { type CombinedTable, combinedTables, type DatasetTable, datasetTables } from '../datasets/reads.ts';
import { inTransaction } from '../transaction.ts';
import { namedDatasets } from './furnish.ts';
import type { Kept } from './results.ts';
import { type Ran, runnerOf } from './runner.ts';
import { insertRun } from './store.ts';

export const RESULT_BYTES = 256 << 20;

export interface Statement {
  readonly caseId: CaseId;
  readonly sql: string;
  readonly rowLimit: number;
  readonly timeoutSeconds: number;
}

/** What a statement binds, of the parameters that it has. */
function boundOf(sql: string): Parameter[] {
  const names = new Set(parametersIn(sql));
  return boundIn(sql).filter(({ name }) => names.has(name));
}

/**
 * Runs a statement over the case in the query process, and writes it into the custody log whether it succeeded or not, and into
 * the case's history when a person wrote it.
 * @param own a person's own statement
 * @throws Fault `sql-error`, `sql-refused`, `sql-limit`, `cancelled`, `not-found`
 */
export async function runQuery(context: JobContext, statement: Statement, own = false): Promise<Kept> {
  const { core, session, db, signal } = context;
  const { caseId, sql, rowLimit } = statement;
  requireCase(db, caseId);
  const datasets = datasetTables(db, caseId);
  const combined = namedDatasets(sql, combinedTables(db, caseId, datasets));
  const bound = boundOf(sql);
  const ranAt = core.now().toISOString();
  const started = performance.now();
  try {
    const ran = await runnerOf(core, session).run(
      { ...statement, datasets, combined, byteLimit: RESULT_BYTES },
      signal,
    );
    const { blocks, columns, rowCount, limitedBy, elapsedMs, comparedAsText, warnings, shows } = ran;
    const inputs = inputsOf(ran, datasets, combined);
    const result: QueryResult = {
      resultId: ResultId.parse(randomUUID()),
      sql,
      columns,
      rowCount,
      limitedBy,
      rowLimit,
      elapsedMs,
      inputs,
      ...(bound.length > 0 && { bound }),
      comparedAsText,
      warnings,
    };
    note(context, { ...statement, own, bound }, { ranAt, elapsedMs, rowCount, error: null }, inputs);
    return { caseId, ranAt, result, blocks, shows };
  } catch (error) {
    if (error instanceof Fault && core.session === session) {
      const elapsedMs = performance.now() - started;
      note(context, { ...statement, own, bound }, { ranAt, elapsedMs, rowCount: null, error: error.message }, []);
    }
    throw error;
  }
}

function note(
  { core, session }: JobContext,
  { caseId, sql, own, bound }: Statement & { readonly own: boolean; readonly bound: readonly Parameter[] },
  run: {
    readonly ranAt: string;
    readonly elapsedMs: number;
    readonly rowCount: number | null;
    readonly error: string | null;
  },
  inputs: readonly QueryInput[],
): void {
  if (session.readOnly !== null) return;
  // Not `context.write`, which refuses once the job is cancelled: what was run stays on record all the same.
  inTransaction(
    core,
    session,
    'query.run',
    ({ db, record }) => {
      if (own) insertRun(db, caseId, { sql, ...run });
      record({
        caseId,
        action: 'query.run',
        subject: inputs.map(({ exhibitLabel, name }) => exhibitLabel ?? name).join(', ') || 'no table',
        detail: {
          sqlSha256: createHash('sha256').update(sql, 'utf8').digest('hex'),
          rows: run.rowCount,
          ...(bound.length > 0 && { bound }),
          ...(run.error !== null && { failed: true }),
        },
      });
    },
    true,
  );
}

function inputsOf(
  { tables, read }: Ran,
  datasets: readonly DatasetTable[],
  combined: readonly CombinedTable[],
): QueryInput[] {
  return tables.map((name) => {
    const dataset = datasets.find(({ number }) => name === `ds_${number}`);
    if (!dataset) return { name, datasetId: null, exhibitLabel: null, sha256: null };
    const { view, datasetId, exhibitLabel, sha256, columns } = dataset;
    const readings = columns.flatMap(({ name: column, reading }) =>
      reading && read.includes(`${view}.${column}`) ? [{ column, reading: reading.reading }] : [],
    );
    const through = combined.find(({ members }) => members.some(({ number }) => number === dataset.number))?.view;
    return { name: view, datasetId, exhibitLabel, sha256, ...(through && { through }), readings };
  });
}
