import type { CaseId } from '../../../shared/contract/values.ts';
import { detectEntity, type KnownType } from '../../../shared/domain/entities.ts';
import type { JobContext } from '../context.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { identifier, type Sql, sql } from '../db/sql.ts';
import { cellText } from './forms.ts';
import { cellsOf, type DatasetTable, datasetTables } from './reads.ts';

/*
 * Indexes over the columns that identify somebody or something, so that the rows of a value are counted at once. Each holds one form of
 * the cells: without blanks at the ends, or without what groups digits. They are partial, by a condition that only the questions below
 * state: no analyst's statement is answered from them, whose tables are told by what it reads.
 */
type Kind = 'v' | 'g';
const SAMPLED = 200; // rows
const ENOUGH = 0.6; // of the sampled cells that are filled
const LONGEST = 4001; // bytes of a cell that is indexed

const GROUPED: ReadonlySet<KnownType> = new Set(['phone', 'bank', 'payout', 'card']);
/** Types of which many rows have one value each, or none that anybody would look for. */
const NOT_IDENTIFYING: ReadonlySet<KnownType> = new Set([
  'other',
  'event',
  'agent',
  'location',
  'review',
  'message',
  'image',
]);
const GROUPING = [' ', '-', '.', '(', ')', '/'];

type Table = Pick<DatasetTable, 'number' | 'columns'>;
const cellOf = ({ columns }: Table, at: number): Sql => cellText(`c${at + 1}`, columns[at]?.form ?? 'text');
/** No value can be bound within an index. */
const literal = (text: string): Sql => ({ text: `'${text.replaceAll("'", "''")}'`, values: [] });
function formOf(table: Table, at: number, kind: Kind): Sql {
  const cell = cellOf(table, at);
  if (kind === 'v') return sql`trim(${cell})`;
  return GROUPING.reduce((inner, sign) => sql`replace(${inner}, ${literal(sign)}, '')`, cell);
}
const within = (table: Table, at: number): Sql =>
  sql`octet_length(${cellOf(table, at)}) < ${{ text: String(LONGEST), values: [] }}`;
const nameOf = ({ number }: Table, at: number, kind: Kind): string => `ds_${number}_${kind}${at + 1}`;
const definition = (table: Table, at: number, kind: Kind): Sql =>
  sql`CREATE INDEX ${identifier(nameOf(table, at, kind))} ON ${identifier(`ds_${table.number}`)} (${formOf(table, at, kind)} COLLATE NOCASE) WHERE ${within(table, at)}`;

const indexNames = (db: ReadDb | WriteDb): Set<string> =>
  new Set(
    db
      .all<{ name: string }>(
        sql`SELECT name FROM main.sqlite_schema WHERE type = 'index' AND name GLOB 'ds_[0-9]*_[vg][0-9]*'`,
      )
      .map(({ name }) => name),
  );

/** Columns most of whose first cells are of one identifying type. */
function identifying(db: ReadDb, table: DatasetTable): { at: number; kind: Kind }[] {
  const rows = cellsOf(db, table, 0, SAMPLED);
  return table.columns.flatMap(({ name }, at) => {
    const cells = rows.map((cells) => cells[at]?.trim() ?? '').filter((cell) => cell !== '');
    const types = Map.groupBy(cells, (cell) => detectEntity(cell, name));
    const [type, those] = [...types].toSorted(([, a], [, b]) => b.length - a.length)[0] ?? ['other', []];
    if (NOT_IDENTIFYING.has(type) || those.length < cells.length * ENOUGH) return [];
    return [{ at, kind: GROUPED.has(type) ? 'g' : 'v' }];
  });
}

/** Columns that are still to be indexed. */
export function unindexedColumns(db: ReadDb, caseId: CaseId): { table: DatasetTable; at: number; kind: Kind }[] {
  const there = indexNames(db);
  return datasetTables(db, caseId).flatMap((table) =>
    identifying(db, table).flatMap(({ at, kind }) => (there.has(nameOf(table, at, kind)) ? [] : [{ table, at, kind }])),
  );
}

/** Its indexing holds up the program for more than a second or two a column: a person says when. */
export const isLarge = ({ rows }: DatasetTable): boolean => rows > 200_000;

/** Builds what is missing, a column at a time. @returns how many, and how long they took in milliseconds */
export async function indexValues(
  context: JobContext,
  caseId: CaseId,
  large: boolean,
): Promise<{ columns: number; ms: number }> {
  const due = unindexedColumns(context.db, caseId).filter(({ table }) => large || !isLarge(table));
  const started = performance.now();
  for (const [done, { table, at, kind }] of due.entries()) {
    context.progress(done, due.length, 'steps');
    context.write(({ db }) => db.run(definition(table, at, kind)));
    await context.breathe();
  }
  return { columns: due.length, ms: Math.round(performance.now() - started) };
}

/** How the indexes of a dataset are made, for whoever holds the schema against what it should be. */
export function valueIndexes(db: ReadDb, table: Pick<DatasetTable, 'number' | 'columns'>): Sql[] {
  const there = indexNames(db);
  return table.columns.flatMap((_, at) =>
    (['v', 'g'] as const).flatMap((kind) => (there.has(nameOf(table, at, kind)) ? [definition(table, at, kind)] : [])),
  );
}

/**
 * Finds the rows in which a value stands in an indexed column, by dataset, each from 1.
 * @param tables of the case, with their columns
 */
export function valueFinder(db: ReadDb, tables: readonly DatasetTable[]) {
  const there = indexNames(db);
  const indexed = tables.map((table) => ({
    table,
    columns: [...table.columns.keys()].flatMap((at) => {
      const kind = (['v', 'g'] as const).find((each) => there.has(nameOf(table, at, each)));
      return kind ? [{ at, kind }] : [];
    }),
  }));
  /** @param most rows of one column that are given */
  return (label: string, most: number): { table: DatasetTable; rows: number[]; cut: boolean }[] => {
    const plain = label.trim();
    const bare = GROUPING.reduce((text, sign) => text.replaceAll(sign, ''), plain);
    return indexed.flatMap(({ table, columns }) => {
      const rows = new Set<number>();
      let cut = false;
      for (const { at, kind } of columns) {
        const found = db.all<{ row: number }>(
          sql`SELECT row FROM ${identifier(`ds_${table.number}`)}
            WHERE ${within(table, at)} AND ${formOf(table, at, kind)} = ${kind === 'v' ? plain : bare} COLLATE NOCASE
            LIMIT ${most + 1}`,
        );
        cut ||= found.length > most;
        for (const { row } of found.slice(0, most)) rows.add(row);
      }
      return rows.size > 0 ? [{ table, rows: [...rows], cut }] : [];
    });
  };
}

/** Rows of each indexed column that have a value, case apart where it is ASCII. @param plain the value without blanks at its ends */
export function indexedRows(
  db: ReadDb,
  caseId: CaseId,
  plain: string,
): { table: DatasetTable; columns: { column: string; rows: number }[] }[] {
  const there = indexNames(db);
  const bare = GROUPING.reduce((text, sign) => text.replaceAll(sign, ''), plain);
  return datasetTables(db, caseId).flatMap((table) => {
    const columns = table.columns.flatMap(({ name }, at) => {
      const kind = (['v', 'g'] as const).find((each) => there.has(nameOf(table, at, each)));
      if (!kind) return [];
      const { rows } = db.one<{ rows: number }>(
        sql`SELECT count(*) AS rows FROM ${identifier(`ds_${table.number}`)}
          WHERE ${within(table, at)} AND ${formOf(table, at, kind)} = ${kind === 'v' ? plain : bare} COLLATE NOCASE`,
        '',
      );
      return [{ column: name, rows }];
    });
    return columns.length > 0 ? [{ table, columns }] : [];
  });
}
