import { createHash } from 'node:crypto';
import type { ColumnFacts, DatasetProfile } from '../../../shared/contract/analysis.ts';
import { cellText } from '../../../shared/domain/cell-text.ts';
import { exactColumns, isFilter, shapingSql } from '../../../shared/domain/shaping.ts';
import { quoteName } from '../../../shared/domain/sql-names.ts';
import type { Handlers, JobContext } from '../context.ts';
import { datasetById, datasetTables } from '../datasets/reads.ts';
import type { ReadDb } from '../db/open.ts';
import { askFacets, askFacts, askRows } from '../query/reads.ts';
import { joinCounts } from './join-counts.ts';
import { keptProfile, putProfile } from './store.ts';

type DatasetId = Parameters<typeof datasetById>[1];

export const analysisHandlers: Handlers<'analysis'> = {
  'analysis.facets': (context, { shaping, ...asked }) => {
    context.label('Counting values');
    // The last steps that leave rows out are applied to what was read, so that a click on a value reads nothing again.
    const from = shaping.steps.findLastIndex((step) => !isFilter(step) && step.kind !== 'sort') + 1;
    const filters = shaping.steps.slice(from).filter(isFilter);
    const before = { ...shaping, steps: shaping.steps.slice(0, from) };
    return askFacets(context, { ...asked, sql: shapingSql(before), filters, exact: [...exactColumns(before)] });
  },
  'analysis.joinCounts': (context, asked) => {
    context.label('Counting matches');
    return joinCounts(context, asked);
  },
  'analysis.kept': ({ db }, { datasetId }) => keptProfile(db, datasetId, readAs(db, datasetId)),
  'analysis.profile': profileOf,
};

/** What a profile rests on: the rows, which never change under their number, and how their columns are read. */
function readAs(db: ReadDb, datasetId: DatasetId): string {
  const { caseId } = datasetById(db, datasetId);
  const table = datasetTables(db, caseId).find((each) => each.datasetId === datasetId);
  return createHash('sha256')
    .update(JSON.stringify({ ...table, view: '' }))
    .digest('hex');
}

const SECONDS_A_COLUMN = 600;

async function profileOf(context: JobContext, { datasetId }: { datasetId: DatasetId }): Promise<DatasetProfile> {
  const { db, core } = context;
  const { caseId, view, columns, rows, exhibitLabel } = datasetById(db, datasetId);
  const rests = readAs(db, datasetId);
  const kept = keptProfile(db, datasetId, rests);
  if (kept) return kept;
  context.label(`Profile of ${view}`);
  const sql = shapingSql({ base: { table: view }, columns: [], steps: [] });
  const madeAt = core.now().toISOString();
  const now = `${madeAt.slice(0, 19).replace('T', ' ')}Z`;
  const facts: ColumnFacts[] = [];
  for (const { name, type, reading } of columns) {
    context.progress(facts.length, columns.length, 'steps');
    const found = await askFacts(context, { caseId, sql, column: name, type, now, timeoutSeconds: SECONDS_A_COLUMN });
    const long = reading?.reading.kind === 'decimal' && reading.reading.long;
    facts.push(long ? { ...found, sum: await longSum(context, caseId, view, name) } : found);
    await context.breathe();
  }
  const profile: DatasetProfile = { rows, madeAt, columns: facts };
  // A vault that is opened read-only shows it all the same, and computes it anew the next time.
  context.note((write) => {
    if (readAs(db, datasetId) !== rests) return;
    putProfile(write.db, datasetId, rests, profile);
    write.record({
      caseId,
      action: 'dataset.profile',
      subject: exhibitLabel,
      detail: { view, columns: columns.length },
    });
  });
  return profile;
}

/** A REAL stands for several decimals of such a column, so that the values that were counted do not give their sum. */
async function longSum(
  context: JobContext,
  caseId: Parameters<typeof datasetTables>[1],
  view: string,
  column: string,
): Promise<string | null> {
  const sql = `SELECT dec_sum(${quoteName(column)}) FROM ${quoteName(view)}`;
  const [row] = await askRows(context, { caseId, sql, rowLimit: 1, timeoutSeconds: SECONDS_A_COLUMN });
  const [sum = null] = row ?? [];
  return sum === null ? null : cellText(sum);
}
