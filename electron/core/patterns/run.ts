import type { Parsed } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { PatternRun } from '../../../shared/contract/patterns.ts';
import type { Cell, ResultId } from '../../../shared/contract/values.ts';
import { cellText } from '../../../shared/domain/cell-text.ts';
import { currenciesWords, currencyColumn, currencyOf } from '../../../shared/domain/currencies.ts';
import { fittingColumns, type Mapping, ROLE_NAMES, rolesWords } from '../../../shared/domain/patterns/roles.ts';
import {
  allValues,
  type Facts,
  factsSql,
  filledIn,
  judge,
  lookedAt,
  notesOf,
  openRoles,
  patternSql,
  type Source,
  type Template,
  type Values,
  valueFaults,
} from '../../../shared/domain/patterns/template.ts';
import { templateById } from '../../../shared/domain/patterns/templates.ts';
import { quoteName } from '../../../shared/domain/sql-names.ts';
import { requireCase } from '../cases/reads.ts';
import type { JobContext } from '../context.ts';
import { combinedTables, type DatasetTable, datasetTables } from '../datasets/reads.ts';
import { type Kept, keepResult, readLines, rowsFrom } from '../query/results.ts';
import { RESULT_BYTES, runQuery } from '../query/run-query.ts';
import { runnerOf } from '../query/runner.ts';
import type { Session } from '../vault/session.ts';

/** A result of a pattern with what the pattern said of it, for as long as the result is kept. */
export interface Outcome {
  readonly template: Template;
  readonly mapping: Mapping;
  readonly run: PatternRun;
}
const bySession = new WeakMap<Session, Map<ResultId, Outcome>>();
const MOST = 50; // results are kept for a shorter while

export function outcomeOf(session: Session, resultId: ResultId): Outcome {
  const outcome = bySession.get(session)?.get(resultId);
  if (!outcome) throw new Fault('not-found', 'That result is of no pattern, or no longer kept. Run the pattern again.');
  return outcome;
}
function keepOutcome(session: Session, resultId: ResultId, outcome: Outcome): void {
  const outcomes = bySession.get(session) ?? new Map<ResultId, Outcome>();
  bySession.set(session, outcomes);
  outcomes.set(resultId, outcome);
  for (const id of outcomes.keys()) if (outcomes.size > MOST) outcomes.delete(id);
}

export type Given = Parsed<'pattern.run'>;

/**
 * Asks the facts that a pattern's conditions speak of, and runs it where all of them are met.
 * @throws Fault `not-found`, `bad-request`, and what a statement throws
 */
export async function runPattern(context: JobContext, given: Given): Promise<PatternRun> {
  const { caseId, mapping, values } = given;
  requireCase(context.db, caseId);
  const template = templateById(given.template);
  if (!template) throw new Fault('not-found', `There is no pattern "${given.template}".`);
  const open = openRoles(template, mapping);
  if (open.length > 0) throw new Fault('bad-request', `${template.name} needs a column for: ${rolesWords(open)}.`);
  const [fault] = valueFaults(template, values);
  if (fault) throw new Fault('bad-request', fault);
  const datasets = datasetTables(context.db, caseId);
  const source = sourceOf(datasets, given);
  context.label(`Checking ${template.name}`);
  const facts = await askFacts(context, datasets, factsSql(template, 'redthread', source, mapping, values), given);
  const sql = patternSql(template, 'redthread', source, mapping, values);
  const conditions = judge(template, facts, values);
  const mixed = await mixedCurrencies(context, datasets, template, given);
  const run = {
    ...{
      template: template.id,
      sql,
      facts,
      conditions,
      notes: [...mixed, ...notesOf(template, facts, { ...values, ...columnWords(datasets, given) })],
    },
    lookedAt: lookedAt(template, source, mapping, values),
  };
  if (given.conditionsOnly || conditions.some(({ met }) => !met))
    return { ...run, result: null, found: 0, verdict: null, claim: '' };
  context.label(`Running ${template.name}`);
  const { rowLimit, timeoutSeconds } = given;
  const kept = await runQuery(context, { caseId, sql, rowLimit, timeoutSeconds });
  keepResult(context.session, kept);
  const verdict = verdictOf(template, kept);
  const quiet = verdict !== null && template.verdict?.quiet.includes(verdict);
  const found = quiet ? 0 : kept.result.rowCount;
  const done = { ...run, result: kept.result, found, verdict, claim: claimOf(template, kept, facts, values) };
  keepOutcome(context.session, kept.result.resultId, { template, mapping, run: done });
  return done;
}

function sourceOf(datasets: readonly DatasetTable[], { source, mapping }: Given): Source {
  if ('statement' in source) return source;
  const dataset = datasets.find(({ datasetId }) => datasetId === source.datasetId);
  if (!dataset) throw new Fault('not-found', 'That dataset is not in this case.');
  // SQLite takes a quoted name that is no column for a text, which would be a quiet wrong answer.
  const missing = Object.values(mapping).find((column) => !dataset.columns.some(({ name }) => name === column));
  if (missing !== undefined) throw new Fault('not-found', `${dataset.view} has no column "${missing}".`);
  return { name: dataset.view };
}

/** What a note says of the column of a role: its name, and which other column may have the role instead. */
function columnWords(datasets: readonly DatasetTable[], { source, mapping }: Given): Values {
  const columns =
    'datasetId' in source ? (datasets.find(({ datasetId }) => datasetId === source.datasetId)?.columns ?? []) : [];
  const given = columns.map(({ name }) => ({ name, header: name, reading: null }));
  return Object.fromEntries(
    ROLE_NAMES.flatMap((role) => {
      const other = fittingColumns(role, given).find(({ name }) => name !== mapping[role]);
      const instead = other ? `Try ${other.name}.` : 'If its values number the rows, choose another column.';
      return [
        [`column ${role}`, mapping[role] ?? 'none'],
        [`instead ${role}`, instead],
      ];
    }),
  );
}

async function askFacts(
  context: JobContext,
  datasets: readonly DatasetTable[],
  sql: string,
  given: Given,
): Promise<Facts> {
  const { caseId, timeoutSeconds, mapping, source } = given;
  const { core, session, db, signal } = context;
  const combined = combinedTables(db, caseId, datasets);
  const limits = { byteLimit: RESULT_BYTES, timeoutSeconds, datasets, combined, caseId };
  if ('statement' in source) {
    const { columns } = await runnerOf(core, session).run({ ...limits, sql: source.statement, rowLimit: 1 }, signal);
    const missing = Object.values(mapping).find((column) => !columns.some(({ name }) => name === column));
    if (missing !== undefined) throw new Fault('not-found', `The statement gives no column "${missing}".`);
  }
  const { columns, blocks } = await runnerOf(core, session).run({ ...limits, sql, rowLimit: 1 }, signal);
  const [row = []] = blocks.flatMap(({ lines }) => readLines(lines));
  return Object.fromEntries(columns.map(({ name }, at) => [name, numberOf(row[at] ?? null)]));
}

const NAMED = 6;
/** What is to be known of amounts beside a column that names several currencies: the pattern takes them for one. */
async function mixedCurrencies(
  context: JobContext,
  datasets: readonly DatasetTable[],
  { needs }: Template,
  { caseId, source, mapping, timeoutSeconds }: Given,
): Promise<string[]> {
  if (!needs.includes('amount') || !('datasetId' in source)) return [];
  const dataset = datasets.find(({ datasetId }) => datasetId === source.datasetId);
  const names = dataset?.columns.map(({ name }) => name) ?? [];
  const currency = currencyOf(mapping.amount ?? '', names) ?? currencyColumn(names);
  if (!dataset || currency === undefined) return [];
  const { core, session, db, signal } = context;
  const amount = mapping.amount === undefined ? '1' : quoteName(mapping.amount);
  const sql = `SELECT upper(trim(${quoteName(currency)})), count(*) AS n FROM ${quoteName(dataset.view)} WHERE ${amount} IS NOT NULL GROUP BY 1 ORDER BY n DESC, 1`;
  const combined = combinedTables(db, caseId, datasets);
  const limits = { byteLimit: RESULT_BYTES, timeoutSeconds, datasets, combined, caseId };
  const { blocks } = await runnerOf(core, session).run({ ...limits, sql, rowLimit: 1000 }, signal);
  const values = blocks
    .flatMap(({ lines }) => readLines(lines))
    .map(([value = null]) => cellText(value))
    .filter((value) => value.trim() !== '');
  const words = currenciesWords(values.slice(0, NAMED), Math.max(0, values.length - NAMED));
  return words === null
    ? []
    : [`The amounts are of ${words}, by ${currency}. They are compared as if they were of one.`];
}

function numberOf(cell: Cell): number | null {
  if (cell === null) return null;
  const value = Number(cellText(cell));
  return Number.isFinite(value) ? value : null;
}

function verdictOf({ verdict }: Template, kept: Kept): string | null {
  if (!verdict) return null;
  const at = kept.result.columns.findIndex(({ name }) => name === verdict.column);
  return cellText(rowsFrom(kept, 0, 1)[0]?.[at] ?? null);
}

/** The claim with its counts; those of different values are counted over all rows that are kept. */
function claimOf(template: Template, kept: Kept, facts: Facts, values: Values): string {
  const { claim } = template;
  const counts: Record<string, number> = { found: kept.result.rowCount };
  for (const [, name = ''] of claim.matchAll(/\{distinct (\w+)/g)) {
    const at = kept.result.columns.findIndex((column) => column.name === name);
    const different = new Set(
      kept.blocks.flatMap(({ lines }) => readLines(lines).map((row) => cellText(row[at] ?? null))),
    );
    counts[`distinct ${name}`] = different.size;
  }
  const least = kept.result.limitedBy ? ' (of the rows within the limit; there are more)' : '';
  return `${filledIn(claim, { ...facts, ...counts }, allValues(template, values))}${least}`;
}
