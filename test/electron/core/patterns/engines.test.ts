import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cellText } from '../../../../shared/domain/cell-text.ts';
import { DIALECT_NAMES, DIALECTS, type Dialect } from '../../../../shared/domain/patterns/dialects.ts';
import { factsSql, patternSql } from '../../../../shared/domain/patterns/template.ts';
import { templateById } from '../../../../shared/domain/patterns/templates.ts';
import { newCase, openTestCore, type TestCore } from '../../../support/core.ts';
import { putTable } from '../../../support/exhibit.ts';
import { type Column, csvOf, type Planted, type Row } from '../../../support/planted/table.ts';
import { PLANTED } from '../../../support/planted.ts';

/* Each pattern on the engines themselves: DuckDB, and PostgreSQL as PGlite, give the answer that is given here. */

interface Engine {
  make(table: string, columns: readonly Column[], rows: readonly Row[]): Promise<void>;
  ask(sql: string): Promise<unknown[][]>;
  end(): Promise<void>;
}
const TYPES: Readonly<Record<'duckdb' | 'postgresql', Record<Column[1], string>>> = {
  duckdb: { text: 'VARCHAR', time: 'TIMESTAMPTZ', number: 'DOUBLE' },
  postgresql: { text: 'text', time: 'timestamptz', number: 'double precision' },
};
const made = (
  dialect: 'duckdb' | 'postgresql',
  table: string,
  columns: readonly Column[],
  rows: readonly Row[],
): string[] => {
  const { quote, literal } = DIALECTS[dialect];
  const cell = (value: Row[number]): string =>
    value === null ? 'NULL' : typeof value === 'number' ? String(value) : literal(value);
  const values = rows.map((row) => `(${row.map(cell).join(', ')})`);
  return [
    `CREATE TABLE ${quote(table)} (${columns.map(([name, type]) => `${quote(name)} ${TYPES[dialect][type]}`).join(', ')})`,
    `INSERT INTO ${quote(table)} VALUES ${values.join(', ')}`,
  ];
};

async function duckdb(): Promise<Engine> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection: DuckDBConnection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  return {
    make: async (table, columns, rows) => {
      for (const statement of made('duckdb', table, columns, rows)) await connection.run(statement);
    },
    ask: async (sql) => (await connection.runAndReadAll(sql)).getRowsJson() as unknown[][],
    end: async () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
async function postgresql(): Promise<Engine> {
  const database = await PGlite.create();
  await database.exec("SET TimeZone = 'UTC'");
  return {
    make: async (table, columns, rows) => {
      for (const statement of made('postgresql', table, columns, rows)) await database.exec(statement);
    },
    ask: async (sql) => (await database.query(sql, [], { rowMode: 'array' })).rows as unknown[][],
    end: () => database.close(),
  };
}

/** Times by the second and numbers to nine places, in whatever type an engine gives them. */
function plain(value: unknown): string | number | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return plain(value.toISOString());
  const text = String(value).replace(
    /(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.\d+)?(?:Z|[+-]\d\d(?::?\d\d)?)?/,
    '$1 $2',
  );
  return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(Number(text).toPrecision(9)) : text;
}
const rowsOf = (rows: readonly (readonly unknown[])[]): string[] =>
  rows.map((row) => JSON.stringify(row.map(plain))).sort();

let test: TestCore;
const engines = new Map<'duckdb' | 'postgresql', Engine>();
beforeAll(async () => {
  test = await openTestCore();
  engines.set('duckdb', await duckdb());
  engines.set('postgresql', await postgresql());
}, 120_000);
afterAll(async () => {
  for (const engine of engines.values()) await engine.end();
  await test[Symbol.asyncDispose]();
});

const roles = ({ columns }: Planted) => Object.fromEntries(columns.map(([role]) => [role, role]));

async function here(planted: Planted) {
  const caseId = await newCase(test, planted.id);
  const { dataset } = await putTable(test, caseId, 'planted.csv', csvOf(planted.columns, planted.planted));
  const run = await test.run('pattern.run', {
    caseId,
    template: planted.id,
    source: { datasetId: dataset.id },
    mapping: roles(planted),
    ...(planted.values && { values: planted.values }),
  });
  const resultId = run.result?.resultId;
  if (!resultId) throw new Error(`${planted.id} was refused`);
  const { rows } = await test.call('query.rows', { resultId, offset: 0, limit: 5000 });
  return {
    facts: Object.values(run.facts),
    rows: rows.map((row) => row.map((cell) => (cell === null ? null : cellText(cell)))),
  };
}

describe.each(PLANTED.map((planted) => [planted.id, planted] as const))('%s', (id, planted) => {
  it('gives the same facts and rows in DuckDB and in PostgreSQL', async () => {
    const template = templateById(id);
    if (!template) throw new Error(`no template ${id}`);
    const own = await here(planted);
    expect(own.rows.length).toBeGreaterThan(0);
    for (const [dialect, engine] of engines) {
      const table = `planted ${id}`;
      await engine.make(table, planted.columns, planted.planted);
      const bound = [template, dialect, { name: table }, roles(planted), planted.values ?? {}] as const;
      expect([dialect, rowsOf(await engine.ask(patternSql(...bound)))]).toEqual([dialect, rowsOf(own.rows)]);
      expect([dialect, rowsOf(await engine.ask(factsSql(...bound)))]).toEqual([dialect, rowsOf([own.facts])]);
    }
  });
  it('is written in every dialect, and says where it is unproven', () => {
    const template = templateById(id);
    if (!template) throw new Error(`no template ${id}`);
    for (const dialect of DIALECT_NAMES) {
      const text = patternSql(template, dialect, { name: 'logs.public.rows' }, roles(planted), planted.values ?? {});
      expect(text).not.toMatch(/undefined|\[object/);
      expect(text.includes('never run there')).toBe(!DIALECTS[dialect].proven);
      expect(text).toContain(quotedName(dialect));
    }
  });
});
const quotedName = (dialect: Dialect): string =>
  dialect === 'redthread' ? '"logs.public.rows"' : ['logs', 'public', 'rows'].map(DIALECTS[dialect].quote).join('.');
