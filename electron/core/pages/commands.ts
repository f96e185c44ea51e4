import type { Output, Parsed } from '../../../shared/contract/commands.ts';
import type { Link } from '../../../shared/contract/entities.ts';
import type { EntityPage } from '../../../shared/contract/pages.ts';
import { normalKey } from '../../../shared/domain/entities.ts';
import { typedProblem } from '../../../shared/domain/identifiers.ts';
import { findingLabel } from '../../../shared/domain/labels.ts';
import { quoted } from '../../../shared/domain/sql-names.ts';
import { noteNaming } from '../board/reads.ts';
import { caseNaming, requireCase } from '../cases/reads.ts';
import type { Handlers, JobContext, ReadContext } from '../context.ts';
import { datasetById, datasetTables, RAW } from '../datasets/reads.ts';
import { indexedRows, indexValues, isLarge, unindexedColumns } from '../datasets/value-index.ts';
import { entitiesOfType, entityById, linksAt, listEntities } from '../entities/reads.ts';
import { exhibitById, exhibitNaming } from '../evidence/reads.ts';
import { listFindings } from '../findings/reads.ts';
import { readLines } from '../query/results.ts';
import { RESULT_BYTES } from '../query/run-query.ts';
import { runnerOf } from '../query/runner.ts';
import { cellMatch } from './cell-match.ts';
import { findEntities, takeEntities } from './find-entities.ts';
import { marksOf } from './marks.ts';

const TIMEOUT_SECONDS = 120; // for each statement
const COLUMNS_AT_ONCE = 200; // SQLite takes no expression deeper than 1000

export const pageHandlers: Handlers<'page'> = {
  'page.entity': page,
  'page.marks': marksOf,
  'page.of': ({ db }, { entityId }) => {
    const { caseId, type, label } = entityById(db, entityId);
    return { caseId, type, label };
  },
  'page.rows': rows,
  'page.elsewhere': ({ db, record }, { caseId, type, label }) => {
    requireCase(db, caseId);
    const key = normalKey({ type, label });
    const found = entitiesOfType(db, type).filter((each) => each.caseId !== caseId && normalKey(each) === key);
    record({
      caseId,
      action: 'page.elsewhere',
      subject: label,
      detail: { cases: new Set(found.map((each) => each.caseId)).size },
    });
    return found.map((each) => {
      const { label: number, title } = caseNaming(db, each.caseId) ?? { label: '', title: '' };
      return { caseId: each.caseId, case: number, title, label: each.label };
    });
  },
  'page.indexed': ({ db }, { caseId, label }) => {
    requireCase(db, caseId);
    const datasets = indexedRows(db, caseId, label.trim()).map(({ table: { view }, columns }) => ({ view, columns }));
    return { datasets, pending: unindexedColumns(db, caseId).length };
  },
  'page.index': async (context, { caseId, unattended, large }) => {
    if (unattended) context.unattended();
    requireCase(context.db, caseId);
    context.label('Indexing identifying values');
    return indexValues(context, caseId, large);
  },
  'page.unindexed': ({ db }, { caseId }) => {
    const due = unindexedColumns(db, caseId);
    return { columns: due.length, large: due.filter(({ table }) => isLarge(table)).length };
  },
  'page.find': (context, { exhibitId }) => findEntities(context, exhibitId),
  'page.take': takeEntities,
};

function page({ db }: ReadContext, { caseId, type, label }: Parsed<'page.entity'>): EntityPage {
  requireCase(db, caseId);
  const key = normalKey({ type, label });
  const all = listEntities(db, caseId);
  const own = all.filter((each) => normalKey(each) === key);
  const entity = own.find((each) => each.label === label) ?? own[0] ?? null;
  const elsewhere = entitiesOfType(db, type).filter((each) => each.caseId !== caseId && normalKey(each) === key);
  const links = entity ? linksAt(db, caseId, [entity.id]) : [];
  const ends = new Map(all.map((each) => [each.id as string, each]));
  const otherOf = (link: Link): EntityPage['links'][number] => {
    const { kind, id } = link.from.id === entity?.id ? link.to : link.from;
    const other = ends.get(id);
    const naming = kind === 'exhibit' ? exhibitNaming(db, id) : kind === 'note' ? noteNaming(db, id) : null;
    const name = other?.label ?? (naming ? [naming.label, naming.title].filter(Boolean).join(' ') : id);
    return { link, other: { id, name, type: other?.type ?? null } };
  };
  const named = label.toLowerCase();
  return {
    type,
    label,
    entity,
    problem: typedProblem(type, label),
    links: links.map(otherOf),
    exhibits: (entity?.exhibits ?? []).map((id) => {
      const { label: number, title, removedAt } = exhibitById(db, id);
      return { id, label: number, title, removed: removedAt !== null, rows: entity?.rows?.[id] ?? null };
    }),
    findings: listFindings(db, caseId)
      .filter(({ claim, explanation }) => `${claim}\n${explanation}`.toLowerCase().includes(named))
      .map(({ id, number, claim }) => ({ id, label: findingLabel(number), claim })),
    elsewhere: { cases: new Set(elsewhere.map((each) => each.caseId)).size, entities: elsewhere.length },
  };
}

async function rows(context: JobContext, { caseId, type, label }: Parsed<'page.rows'>): Promise<Output<'page.rows'>> {
  const { core, session, db, signal } = context;
  requireCase(db, caseId);
  context.label(`Looking for ${label.slice(0, 80)} in the data`);
  const tables = datasetTables(db, caseId);
  const { test, words } = cellMatch(type, label);
  const found: Output<'page.rows'>['datasets'] = [];
  const ask = async (sql: string): Promise<number[]> => {
    const statement = { caseId, sql, rowLimit: 1, timeoutSeconds: TIMEOUT_SECONDS };
    const ran = await runnerOf(core, session).run({ ...statement, datasets: tables, byteLimit: RESULT_BYTES }, signal);
    return ran.blocks.flatMap(({ lines }) => readLines(lines))[0]?.map(Number) ?? [];
  };
  for (const [at, { view, datasetId, rows: total, columns, exhibitLabel }] of tables.entries()) {
    context.progress(at, tables.length, 'rows');
    const tests = columns.map(({ name }) => test(quoted(name)));
    const from = `FROM ${quoted(`${view}${RAW}`)}`;
    const each: number[] = [];
    for (let first = 0; first < tests.length; first += COLUMNS_AT_ONCE) {
      const some = tests.slice(first, first + COLUMNS_AT_ONCE);
      const counts = some.map((one) => `count(CASE WHEN ${one} THEN 1 END)`);
      each.push(...(await ask(`SELECT ${counts.join(', ')} ${from}`)));
    }
    const held = tests.filter((_, index) => each[index]);
    if (held.length === 0) continue;
    const sql = `SELECT *\n${from}\nWHERE ${held.slice(0, COLUMNS_AT_ONCE).join('\n  OR ')}`;
    const [count = 0] =
      held.length === 1 ? each.filter((rows) => rows > 0) : await ask(`SELECT count(*) FROM (${sql})`);
    found.push({
      datasetId,
      view,
      exhibitId: datasetById(db, datasetId).exhibitId,
      exhibitLabel,
      total,
      rows: count,
      columns: columns.flatMap(({ name }, index) => (each[index] ? [{ column: name, rows: each[index] }] : [])),
      sql,
    });
  }
  return { datasets: found, without: tables.length - found.length, compared: words };
}
