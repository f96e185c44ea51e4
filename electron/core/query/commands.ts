import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { cellText } from '../../../shared/domain/cell-text.ts';
import { fileOf } from '../../../shared/domain/sql-files.ts';
import { boundIn, parametersIn, withBound } from '../../../shared/domain/sql-parameters.ts';
import { requireCase } from '../cases/reads.ts';
import type { Handlers } from '../context.ts';
import { describeCombined } from '../datasets/combined/append.ts';
import { momentsOf } from '../datasets/readings/moments.ts';
import { datasetTables } from '../datasets/reads.ts';
import { stemOf } from '../evidence/names.ts';
import { contentOf, exhibitById } from '../evidence/reads.ts';
import { TYPED_FORMATS } from '../formats/export-formats.ts';
import { findMatch } from '../search/match.ts';
import { caseTables, countRows } from './case-tables.ts';
import { freeze, rerun } from './freeze.ts';
import { exportNotebook } from './notebook.ts';
import { outOfResult } from './out-result.ts';
import { planWords } from './plan-words.ts';
import { askRows, frozenLines, frozenRows, readRow } from './reads.ts';
import { resultTimes } from './result-times.ts';
import { asCsv, asJson, discardResult, findFormulas, keepResult, keptResult, readLines, rowsFrom } from './results.ts';
import { rowPlace } from './row-place.ts';
import { runQuery } from './run-query.ts';
import { runnerOf } from './runner.ts';
import { savedHandlers } from './saved.ts';
import { frozenQuery, listRuns } from './store.ts';

const ROWS_A_TURN = 2000;
const MOST_FOUND = 10_000;

export const queryHandlers: Handlers<'query'> = {
  ...savedHandlers,
  'query.schema': ({ core, session, db }, { caseId }) => {
    requireCase(db, caseId);
    runnerOf(core, session).ready(); // who looks at the tables is about to ask something
    return [
      ...describeCombined(db, caseId).map(({ view, rows, members, columns, notes }) => ({
        name: view,
        kind: 'dataset' as const,
        description: [
          `${members.map((each) => `${each.exhibitLabel} (${each.view})`).join(', ')}, one below the other.`,
          ...notes,
        ].join(' '),
        rows,
        columns: columns.map(({ name, type, reading }) => ({ name, type, ...(reading && { reading }) })),
      })),
      ...datasetTables(db, caseId).map(({ view, rows, columns }) => ({
        name: view,
        kind: 'dataset' as const,
        description: null,
        rows,
        columns: [
          ...columns.map(({ name, type, reading }) => ({
            name,
            type,
            ...(reading && { reading: reading.reading }),
          })),
          ...momentsOf(columns).map(({ name, reading }) => ({ name, type: 'TEXT' as const, reading })),
        ],
      })),
      ...caseTables.map((table) => ({
        name: table.name,
        kind: 'case' as const,
        description: table.description,
        rows: countRows(db, table, caseId),
        columns: table.columns.map(([name, type]) => ({ name, type })),
      })),
    ];
  },
  'query.run': async (context, { parameters, derived, ...statement }) => {
    context.label('Running a statement');
    const sql = withBound(statement.sql, parameters);
    const kept = await runQuery(context, { ...statement, sql }, !derived);
    keepResult(context.session, kept);
    return kept.result;
  },
  'query.explain': async (context, { caseId, sql, parameters }) => {
    context.label('Explaining a statement');
    const given = new Set([...parameters, ...boundIn(sql)].map(({ name }) => name));
    const open = parametersIn(sql).flatMap((name) =>
      given.has(name) ? [] : [{ name, kind: 'text' as const, value: null }],
    );
    const text = `EXPLAIN QUERY PLAN ${withBound(sql, [...parameters, ...open])}`;
    const rows = await askRows(context, { caseId, sql: text, rowLimit: 5000, timeoutSeconds: 20 });
    const tables = datasetTables(context.db, caseId);
    return planWords(
      rows.map(([id, parent, , detail]) => ({
        id: Number(id),
        parent: Number(parent),
        detail: cellText(detail ?? ''),
      })),
      (name) => {
        const table = tables.find(({ number }) => name === `ds_${number}`);
        return table && { name: table.view, rows: table.rows, columns: table.columns.map((column) => column.name) };
      },
    );
  },
  'query.rows': ({ session }, { resultId, offset, limit }) => ({
    rows: rowsFrom(keptResult(session, resultId), offset, limit),
  }),
  'query.find': async ({ session }, { resultId, text }) => {
    const rows: number[] = [];
    let total = 0;
    for (const { first, lines } of keptResult(session, resultId).blocks) {
      for (const [at, row] of readLines(lines).entries()) {
        if (!row.some((cell) => cell !== null && findMatch(cellText(cell), text) !== null)) continue;
        if (total++ < MOST_FOUND) rows.push(first + at);
      }
      await nextTurn();
    }
    return { rows, total };
  },
  'query.times': resultTimes,
  'query.rowPlace': rowPlace,
  'query.discard': ({ session }, { resultId }) => {
    discardResult(session, resultId);
    return null;
  },
  'query.history': ({ db }, { caseId }) => {
    requireCase(db, caseId);
    return listRuns(db, caseId);
  },
  'query.freeze': (context, { resultId, title, note }) =>
    freeze(context, keptResult(context.session, resultId), title, note),
  'query.frozen': ({ db }, { exhibitId, offset, limit }) => {
    const { rowLimit: _, ...frozen } = frozenQuery(db, exhibitId);
    const exhibit = exhibitById(db, exhibitId);
    const rows = frozenRows(db, contentOf(db, exhibitId).id, offset, limit);
    return { exhibit, ...frozen, resultSha256: exhibit.sha256, rows };
  },
  'query.findFrozen': async ({ db }, { exhibitId, text }) => {
    let at = 0;
    for (const line of frozenLines(db, contentOf(db, exhibitId).id)) {
      if (readRow(line).some((cell) => findMatch(cellText(cell), text) !== null)) return at;
      if (++at % ROWS_A_TURN === 0) await nextTurn();
    }
    return null;
  },
  'query.rerun': (context, { exhibitId }) => rerun(context, exhibitId),
  'query.export': async (context, { resultId, format, guardFormulas }) => {
    const kept = keptResult(context.session, resultId);
    context.label('Exporting a result');
    const typed = format === 'csv' || format === 'json' ? null : TYPED_FORMATS[format];
    const guarded = (format === 'csv' || typed?.guarded === true) && guardFormulas;
    const out = typed && (await outOfResult(kept, () => context.breathe()));
    const altered = guarded ? await findFormulas(kept, context) : { guardedCells: 0, guardedAt: [] };
    const rows = kept.result.rowCount;
    context.note(({ record }) =>
      record({
        caseId: kept.caseId,
        action: 'query.export',
        subject: 'result',
        detail: { format, rows, guardedCells: altered.guardedCells },
      }),
    );
    const name = `result.${format}`;
    const ticket = context.core.tickets.issue({
      name,
      mediaType: typed?.mediaType ?? (format === 'csv' ? 'text/csv' : 'application/json'),
      open: () => {
        if (typed && out) return typed.write(out, guarded);
        return format === 'csv' ? asCsv(kept, guarded) : asJson(kept);
      },
    });
    return { ticket, name, rows, ...altered };
  },
  'query.exportSql': async (context, { caseId, ...query }) => {
    requireCase(context.db, caseId);
    context.label('Exporting SQL');
    const text = fileOf(query);
    const detail = { sqlSha256: createHash('sha256').update(query.sql, 'utf8').digest('hex') };
    context.note(({ record }) => record({ caseId, action: 'query.exportSql', subject: query.name, detail }));
    const name = `${stemOf(query.name, 'query')}.sql`;
    const open = () => Readable.from([Buffer.from(text, 'utf8')]);
    return { ticket: context.core.tickets.issue({ name, mediaType: 'application/sql', open }), name };
  },
  'query.notebook': exportNotebook,
};
