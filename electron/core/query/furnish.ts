import type { CaseId } from '../../../shared/contract/values.ts';
import { type ColumnReading, type NumberForm, type Reading, sqlType } from '../../../shared/domain/readings.ts';
import { significant, type Token, tokens } from '../../../shared/domain/sql-tokens.ts';
import { folded, type StoredColumn } from '../datasets/columns.ts';
import { type Merged, merged } from '../datasets/combined/merge.ts';
import {
  cellIn,
  combinedMoments,
  combinedView,
  type Further,
  LINE_OF,
  lineOf,
  type MemberCell,
  mergedCell,
  textCell,
} from '../datasets/combined/view.ts';
import { MOMENT_OF, momentCell, momentOf, momentsOf } from '../datasets/readings/moments.ts';
import { datasetView, rawCell, typedCell } from '../datasets/readings/view.ts';
import { type CombinedTable, type DatasetTable, RAW } from '../datasets/reads.ts';
import { ReadDb } from '../db/open.ts';
import { identifier, type Sql, sql } from '../db/sql.ts';
import { caseTables, copyCaseTable } from './case-tables.ts';
import { DECIMAL_OF } from './decimals.ts';
import type { Native } from './guard.ts';
import type { Traced, Watched } from './traced-columns.ts';

const exec = (native: Native, { text, values }: Sql) => native.prepare(text).run(...values);

/** The datasets that a statement names, by their view or by that of their text. */
export function namedDatasets<D extends { readonly view: string }>(text: string, datasets: readonly D[]): D[] {
  const named = new Set(significant(text).map(({ value }) => folded(value)));
  return datasets.filter(({ view }) => named.has(folded(view)) || named.has(folded(`${view}${RAW}`)));
}

/** The datasets that a statement reads: those that it names, and the members of combined ones. */
export function withMembers(
  named: readonly DatasetTable[],
  all: readonly DatasetTable[],
  combined: readonly CombinedTable[],
): DatasetTable[] {
  const through = new Set(combined.flatMap(({ members }) => members.map(({ number }) => number)));
  return all.filter((each) => named.includes(each) || through.has(each.number));
}

/**
 * Copies of the case's own tables. A table is copied wherever its name stands in the statement, be it an alias; whether it was
 * read, the compiled program tells. @returns the copies
 */
export function copyTables(native: Native, text: string, caseId: CaseId): string[] {
  const named = new Set(significant(text).map(({ value }) => folded(value)));
  const copied = caseTables.filter(({ name }) => named.has(name));
  const db = new ReadDb(native);
  for (const table of copied) copyCaseTable(db, table, caseId, (statement) => void exec(native, statement));
  return copied.map(({ name }) => name);
}

/** Makes the views of datasets, typed and as text; a dataset that was called as the text of another before that was refused goes before it. @returns their names */
export function makeViews(
  native: Native,
  named: readonly DatasetTable[],
  all: readonly DatasetTable[],
  [typed, raw]: readonly [ToCell, ToCell] = [typedCell, rawCell],
): string[] {
  const taken = new Set(all.map(({ view }) => folded(view)));
  return named.flatMap(({ view, number, columns }) => {
    const names = [view, ...(taken.has(folded(`${view}${RAW}`)) ? [] : [`${view}${RAW}`])];
    const moments = momentCells(columns);
    tellMoments(native, moments);
    for (const [at, name] of names.entries())
      exec(native, datasetView(name, number, columns, at === 0 ? typed : raw, at === 0 ? moments : []));
    return names;
  });
}
const tellMoments = (native: Native, moments: readonly unknown[]): void => {
  if (moments.length > 0) native.function(MOMENT_OF, { deterministic: true }, momentOf);
};
/** What the typed view of a dataset shows beside the columns of its file. */
export const momentCells = (columns: readonly StoredColumn[]) =>
  momentsOf(columns).map((moment) => ({ name: moment.name, cell: momentCell(moment, columns) }));
type ToCell = (column: StoredColumn, at: number) => Sql;

/** Makes the views of combined datasets, typed and as text, and the function that gives the lines of their rows. */
export function makeCombinedViews(native: Native, named: readonly CombinedTable[]): void {
  if (named.length === 0) return;
  const runs = new Map(
    named.flatMap(({ members }) => members.map(({ number, lines }) => [number, lines ?? []] as const)),
  );
  native.function(LINE_OF, { deterministic: true }, ((number: number, row: number) => {
    const line = lineOf(runs.get(number) ?? [], row);
    return line === null ? null : BigInt(line); // a number would be a REAL
  }) as (...values: unknown[]) => unknown);
  for (const { view, members } of named) {
    const moments = combinedMoments(members);
    tellMoments(native, moments);
    exec(native, combinedView(view, members, mergedCell, moments));
    exec(native, combinedView(`${view}${RAW}`, members, textCell));
  }
}

/** Columns of combined datasets that hold long decimals. */
const longOf = ({ members }: CombinedTable): Merged[] => merged(members).filter(({ column }) => isLong(column));

const exactCell: MemberCell = (_, __, own, at) => {
  const reading = own.reading?.reading;
  return reading && 'form' in reading ? exactOf(own, at, reading.form) : rawCell(own, at);
};

const isLong = ({ reading }: StoredColumn): boolean => reading?.reading.kind === 'decimal' && reading.reading.long;
const exactName = (name: string): string => `${name} (exact)`;

/**
 * The statement with the long decimals that it gives to `dec_…` replaced by their exact text, for which the views get one more
 * column each. @returns null where there are none
 */
export function withExactText(
  text: string,
  named: readonly DatasetTable[],
  combined: readonly CombinedTable[],
): string | null {
  const long = [
    ...named.flatMap(({ columns }) => columns.filter(isLong)),
    ...combined.flatMap((each) => longOf(each).map(({ column }) => column)),
  ];
  const names = new Map(long.map(({ name }) => [folded(name), name] as const));
  if (names.size === 0) return null;
  let written = '';
  let depth = 0;
  let inside: number[] = [];
  let exact = false;
  let before: Token | undefined;
  for (const token of tokens(text)) {
    const { kind, text: word, value } = token;
    if (word === '(') {
      depth++;
      if (before?.kind === 'word' && /^dec_/i.test(before.text)) inside.push(depth);
    } else if (word === ')') {
      inside = inside.filter((each) => each !== depth);
      depth--;
    }
    const name = kind === 'word' || kind === 'quoted' ? names.get(folded(value)) : undefined;
    if (inside.length > 0 && name !== undefined) {
      written += identifier(exactName(name)).text;
      exact = true;
    } else written += word;
    if (kind !== 'space' && kind !== 'comment') before = token;
  }
  return exact ? written : null;
}

/** Makes the typed views anew, with the exact text of long decimals behind their columns. */
export function makeExactViews(
  native: Native,
  named: readonly DatasetTable[],
  combined: readonly CombinedTable[],
): void {
  for (const each of combined) {
    exec(native, sql`DROP VIEW temp.${identifier(each.view)}`);
    const further = longOf(each).map(
      (of): Further => ({ name: exactName(of.column.name), cell: cellIn(of, exactCell) }),
    );
    exec(native, combinedView(each.view, each.members, mergedCell, [...combinedMoments(each.members), ...further]));
  }
  for (const { view, number, columns } of named) {
    exec(native, sql`DROP VIEW temp.${identifier(view)}`);
    const long = columns.flatMap((column, at) => (isLong(column) ? [{ column, at }] : []));
    const further = long.map(({ column }) => ({ ...column, name: exactName(column.name) }));
    const cell = (column: StoredColumn, at: number): Sql => {
      const of = long[at - columns.length];
      if (of?.column.reading?.reading.kind !== 'decimal') return typedCell(column, at);
      return exactOf(of.column, of.at, of.column.reading.reading.form);
    };
    exec(native, datasetView(view, number, [...columns, ...further], cell, momentCells(columns)));
  }
}

function exactOf(column: StoredColumn, at: number, form: NumberForm): Sql {
  const written = { text: `'${JSON.stringify(form).replaceAll("'", "''")}'`, values: [] };
  return sql`${identifier(DECIMAL_OF)}(${rawCell(column, at)}, ${written})`;
}

/** The columns to look out for, by the page of their table and their place in its rows, whose first is their number. */
export function watchedColumns(
  datasets: readonly DatasetTable[],
  combined: readonly CombinedTable[],
  roots: ReadonlyMap<number, string>,
): Watched {
  // Among long decimals the short ones of another file are taken for such too: a register holds now these, now those.
  const among = new Set(
    combined.flatMap((each) =>
      longOf(each).flatMap(({ places }) => places.map((at, index) => `${each.members[index]?.number}.${at}`)),
    ),
  );
  const pages = new Map([...roots].map(([page, name]) => [name, page]));
  const found = new Map<number, ReadonlyMap<number, Traced>>();
  for (const { number, view, columns } of datasets) {
    const page = pages.get(`ds_${number}`);
    if (page === undefined) continue;
    const places = new Map<number, Traced>();
    let companion = columns.length;
    for (const [at, column] of columns.entries()) {
      const { reading } = column;
      const name = `${view}.${column.name}`;
      const like = reading !== null && looksLikeNumbers(reading);
      const identifies =
        reading?.reading.kind === 'text' && reading.reading.why === 'identifies' && reading.settledBy !== null;
      const time = reading ? timeForm(reading.reading) : {};
      const own = reading?.source === 'companion' ? {} : time;
      const odd = reading !== null && looksLikeTimes(reading) && { likeTimes: true as const };
      const long = among.has(`${number}.${at}`);
      const lies = long && reading?.source !== 'companion';
      const dotted = reading?.reading.kind === 'decimal' && reading.reading.scale > 0;
      const dots = dotted && { places: true as const };
      places.set(at + 1, { name, is: 'text', likeNumbers: like, identifies, long: lies, ...dots, ...own, ...odd });
      if (reading?.source !== 'companion') continue;
      const is = sqlType(reading.reading) === 'TEXT' ? 'text' : 'number';
      places.set(++companion, {
        name,
        is,
        likeNumbers: false,
        identifies: false,
        long: long || isLong(column),
        ...dots,
        ...time,
      });
    }
    found.set(page, places);
  }
  return found;
}

/** How SQL sees the dates or times of a reading, by an example. */
function timeForm(reading: Reading): { time?: string } {
  if (reading.kind === 'date') return { time: '2024-01-01' };
  if (reading.kind !== 'time' && reading.kind !== 'epoch') return {};
  const fraction = reading.fraction > 0 ? `.${'0'.repeat(reading.fraction)}` : '';
  return { time: `2024-01-01 10:00:00${fraction}${reading.kind === 'time' && reading.zone === 'none' ? '' : 'Z'}` };
}

/** A column of text whose values look like numbers: somebody may compare it as such. */
const looksLikeNumbers = ({ reading, questions }: ColumnReading): boolean =>
  reading.kind === 'text' &&
  questions.some(({ choices }) => choices.some((choice) => sqlType(choice.reading) !== 'TEXT'));

/** A column of text that may be dates or times, which its characters do not sort by: 02/01/2026 comes before 31/12/2025. */
const looksLikeTimes = ({ reading, questions }: ColumnReading): boolean =>
  reading.kind === 'text' &&
  questions.some(({ choices }) => choices.some(({ reading: { kind } }) => kind === 'date' || kind === 'time'));
