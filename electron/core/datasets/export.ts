import type { Output, Parsed } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import type { Reading } from '../../../shared/domain/readings.ts';
import type { JobContext } from '../context.ts';
import type { ReadDb } from '../db/open.ts';
import { csvLines, FormulaCells, guarded } from '../files/csv.ts';
import { TYPED_FORMATS } from '../formats/export-formats.ts';
import type { OutColumn, OutRow, OutTable } from '../formats/out-table.ts';
import { momentOfRow, momentsOf } from './readings/moments.ts';
import { exactOf, exactText } from './readings/numbers.ts';
import { isBlankWord, typedValue } from './readings/values.ts';
import { cellsOf, type DatasetTable, datasetById, isStored, tableOf } from './reads.ts';

type Table = ReturnType<typeof tableOf>;
const ROWS_A_READ = 2000;

/** Rows that leave as a file: their text as it came, and their values as they are read. */
export interface Leaving {
  readonly caseId: CaseId;
  readonly view: string;
  /** The exhibits that they were read from, for the custody log. */
  readonly subject: string;
  readonly columns: readonly { readonly name: string; readonly header: string }[];
  readonly rows: number;
  texts(db: ReadDb): Iterable<OutRow[]>;
  typed(db: ReadDb): { readonly table: OutTable; readonly asText: string[] };
}

/**
 * A dataset for engines and notebooks beyond this machine. CSV carries every cell's text as it came, the header as it stood in
 * the file; the other formats carry values as the columns are read, and behind them the moments that several columns tell together.
 * A column of which a value does not fit its reading stays text there, so that none is lost.
 */
export function exportDataset(
  context: JobContext,
  { datasetId, ...asked }: Parsed<'dataset.export'>,
): Promise<Output<'dataset.export'>> {
  const { caseId, view, exhibitLabel } = datasetById(context.db, datasetId);
  const table = tableOf(context.db, datasetId);
  return writeOut(context, asked, {
    ...{ caseId, view, subject: exhibitLabel, columns: table.columns, rows: table.rows },
    texts: (db) => batches(db, table),
    typed: (db) => {
      const out = outOfDataset(db, table);
      return { table: out, asText: heldAsText(table, out) };
    },
  });
}

export async function writeOut(
  context: JobContext,
  { format, guardFormulas }: Omit<Parsed<'dataset.export'>, 'datasetId'>,
  leaving: Leaving,
): Promise<Output<'dataset.export'>> {
  const { core, session } = context;
  const { caseId, view, subject, rows } = leaving;
  context.label(`Exporting ${view}`);
  const isGuarded = guardFormulas && (format === 'csv' || TYPED_FORMATS[format].guarded);
  const { guardedCells, guardedAt } = isGuarded ? await formulasIn(context, leaving) : NO_FORMULAS;
  const out = format === 'csv' ? null : leaving.typed(session.reader);
  context.note(({ record }) =>
    record({ caseId, action: 'dataset.export', subject, detail: { view, format, rows, guardedCells } }),
  );
  const name = `${view}.${format}`;
  const ticket = core.tickets.issue({
    name,
    mediaType: format === 'csv' ? 'text/csv' : TYPED_FORMATS[format].mediaType,
    open: () =>
      format === 'csv' || !out
        ? asCsv(session.reader, leaving, isGuarded)
        : TYPED_FORMATS[format].write(out.table, isGuarded),
  });
  return { ticket, name, rows, guardedCells, guardedAt, asText: out?.asText ?? [] };
}

/** Columns with a reading that some value does not fit: they leave as text. */
export const heldAsText = (table: Table, out: OutTable): string[] =>
  out.columns.flatMap(({ kind, name }, at) => (kind === 'text' && isTyped(table, at) ? [name] : []));
const NO_FORMULAS = new FormulaCells([]);

/** The text of the cells. @throws Fault `not-found` where they were removed in between */
export function* batches(db: ReadDb, table: Pick<DatasetTable, 'number' | 'columns'>): IterableIterator<OutRow[]> {
  for (let offset = 0; ; offset += ROWS_A_READ) {
    // A file is handed over after it was asked for: what it holds may be removed in between.
    if (!isStored(db, table))
      throw new Fault(
        'not-found',
        'A dataset of this export was removed meanwhile, with its exhibit. Export again without it.',
      );
    const rows = cellsOf(db, table, offset, ROWS_A_READ);
    if (rows.length > 0) yield rows;
    if (rows.length < ROWS_A_READ) return;
  }
}

/** The cells, the header's among them, that a spreadsheet would run. */
async function formulasIn(context: JobContext, table: Leaving): Promise<FormulaCells> {
  const found = new FormulaCells(table.columns);
  found.look(
    table.columns.map(({ header }) => header),
    0,
  );
  let row = 0;
  for (const rows of table.texts(context.db)) {
    for (const cells of rows) found.look(cells, ++row);
    await context.breathe();
  }
  return found;
}

async function* asCsv(db: ReadDb, table: Leaving, guard: boolean): AsyncIterableIterator<Uint8Array> {
  const field = (cell: string | null) => (cell !== null && guard ? guarded(cell) : cell);
  yield csvLines([table.columns.map(({ header }) => field(header))]);
  for (const rows of table.texts(db)) yield csvLines(rows.map((row) => row.map(field)));
}

/** Whether a column has a reading by which its values are more than text; months that all fit leave as the text that SQL has. */
function isTyped({ columns }: Table, at: number): boolean {
  const { reading, values, fitting } = columns[at]?.reading ?? {};
  const kind = reading?.kind ?? 'text';
  return kind !== 'text' && kind !== 'json' && !(kind === 'month' && values === fitting);
}

/** A dataset with values as its columns are read. */
export function outOfDataset(db: ReadDb, table: Table): OutTable {
  const readings = table.columns.map(({ reading }): Reading | null =>
    reading?.reading && reading.fitting === reading.values ? reading.reading : null,
  );
  const columns = table.columns.map(({ name }, at): OutColumn => ({ name, kind: kindOf(readings[at] ?? null) }));
  const moments = momentsOf(table.columns);
  return {
    columns: [...columns, ...moments.map(({ name }): OutColumn => ({ name, kind: 'time' }))],
    *batches() {
      for (const rows of batches(db, table))
        yield rows.map((row) => [
          ...row.map((cell, at) => typedText(cell, readings[at] ?? null)),
          ...moments.map((moment) => momentOfRow(moment, row)),
        ]);
    },
  };
}

export function kindOf(reading: Reading | null): OutColumn['kind'] {
  switch (reading?.kind) {
    case 'integer':
    case 'decimal':
    case 'real':
    case 'boolean':
    case 'date':
      return reading.kind;
    case 'duration':
      return 'real';
    case 'time':
    case 'epoch':
      return 'time';
    default:
      return 'text';
  }
}

/** @param scale of the column it goes to, where that is another than the reading's */
export function typedText(cell: string | null, reading: Reading | null, scale?: number): string | null {
  if (cell === null || !reading || reading.kind === 'text' || reading.kind === 'json') return cell;
  if (cell === '' || isBlankWord(cell)) return null;
  if (reading.kind === 'integer' || reading.kind === 'decimal') {
    const exact = exactOf(cell, reading.form);
    if (!exact) return null;
    return scale === undefined && reading.kind === 'integer'
      ? exactText(exact)
      : exactText(exact, scale ?? (reading.kind === 'decimal' ? reading.scale : 0));
  }
  const value = typedValue(reading, cell);
  if (value === undefined) return null;
  return reading.kind === 'boolean' ? (value === 1 ? 'true' : 'false') : String(value);
}
