import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Output } from '../../../../shared/contract/commands.ts';
import { Fault } from '../../../../shared/contract/errors.ts';
import type { DatasetSummary } from '../../../../shared/contract/evidence.ts';
import type { DatasetId } from '../../../../shared/contract/values.ts';
import { type ColumnReading, type Reading, readingWords, sqlType } from '../../../../shared/domain/readings.ts';
import type { JobContext, WriteContext } from '../../context.ts';
import type { ReadDb, WriteDb } from '../../db/open.ts';
import { identifier, join, sql } from '../../db/sql.ts';
import { inTransaction } from '../../transaction.ts';
import { type StoredColumn, tableDefinition } from '../columns.ts';
import { cellText } from '../forms.ts';
import { certificateOf, datasetById, tableOf } from '../reads.ts';
import { abandonTable, closeTable, openTable, replaceTable, setReading } from '../store.ts';
import { companionsOf, companionValues } from './companions.ts';
import { ReadingTrial } from './trial.ts';
import { companionType } from './view.ts';

const ROWS_A_TURN = 5000;
const ROWS_A_WRITE = 20_000;
const CHANGED = 'The table was read anew meanwhile. Look at its columns again.';

const ABOUT_READINGS: ReadonlySet<string> = new Set(['open-question', 'numbers-as-text']);

interface Place {
  readonly number: number;
  readonly rows: number;
  readonly columns: readonly StoredColumn[];
  readonly at: number;
  readonly column: StoredColumn;
}

function placeOf(db: ReadDb | WriteDb, datasetId: DatasetId, name: string): Place {
  const table = tableOf(db, datasetId);
  const at = table.columns.findIndex((each) => each.name === name);
  const column = table.columns[at];
  if (!column) throw new Fault('not-found', `The dataset has no column "${name}".`);
  return { ...table, at, column };
}

async function tried(
  db: ReadDb,
  { number, at, column }: Place,
  wanted: Reading,
  pause: (rows: number) => Promise<void>,
) {
  const trial = new ReadingTrial(wanted);
  const cell = cellText(`c${at + 1}`, column.form);
  for (let last = 0; ; ) {
    const rows = db.all<{ row: number; text: string | null }>(
      sql`SELECT row, ${cell} AS text FROM ${identifier(`ds_${number}`)} WHERE row > ${last} ORDER BY row LIMIT ${ROWS_A_TURN}`,
    );
    for (const { row, text } of rows) trial.add(text, row);
    if (rows.length < ROWS_A_TURN) return trial;
    last = rows.at(-1)?.row ?? last;
    await pause(last);
  }
}

/** What a reading would make of a column, without changing it. @throws Fault `not-found` */
export async function tryReading(
  db: ReadDb,
  datasetId: DatasetId,
  name: string,
  wanted: Reading,
): Promise<Output<'dataset.fits'>> {
  const place = placeOf(db, datasetId, name);
  const trial = await tried(db, place, wanted, () => nextTurn());
  return { reading: trial.result(place.column.reading), examples: trial.examples };
}

/**
 * Reads a column of a dataset in another way, from its cells and not from the file: what does not fit is NULL from then on.
 * Where typed values lie beside the cells the table is written anew, so that a stop on the way leaves the old one.
 * @throws Fault `not-found`; `conflict` when the dataset was read anew meanwhile; `cancelled`
 */
export async function changeReading(
  context: JobContext,
  datasetId: DatasetId,
  name: string,
  wanted: Reading,
): Promise<DatasetSummary> {
  const { db } = context;
  const place = placeOf(db, datasetId, name);
  const { rows, column } = place;
  const trial = await tried(db, place, wanted, async (done) => {
    context.progress(done, 2 * rows, 'rows');
    await context.breathe();
  });
  const reading = trial.result(column.reading);
  if (companionType(reading) === null && companionType(column.reading) === null)
    return context.write((write) => settle(write, datasetId, place, reading, null));
  const number = context.write((write) => openTable(write.db, write.at));
  try {
    await fillBeside(context, place, reading, number);
    return context.write((write) => settle(write, datasetId, place, reading, number));
  } catch (error) {
    // Not `context.write`, which refuses once the job is cancelled.
    inTransaction(context.core, context.session, 'dataset', (write) => abandonTable(write.db, number), false);
    throw error;
  }
}

/** Writes the table anew under another number, with the typed values of the new reading. */
async function fillBeside(
  context: JobContext,
  { number: old, rows, columns, column }: Place,
  reading: ColumnReading,
  number: number,
): Promise<void> {
  const changed = columns.map((each) => (each === column ? { ...each, reading } : each));
  const cells = columns.map((_, at) => sql`${identifier(`c${at + 1}`)}`);
  const selected = context.write(({ db }) => {
    db.run(tableDefinition(number, changed));
    return [sql`${identifier('row')}`, ...cells, ...companionValues(db, number, companionsOf(changed))];
  });
  for (let last = 0; last < rows; last += ROWS_A_WRITE) {
    context.write(({ db }) =>
      db.run(sql`
        INSERT INTO ${identifier(`ds_${number}`)} SELECT ${join(selected, ', ')} FROM ${identifier(`ds_${old}`)}
        WHERE row > ${last} AND row <= ${last + ROWS_A_WRITE} ORDER BY row`),
    );
    context.progress(rows + Math.min(rows, last + ROWS_A_WRITE), 2 * rows, 'rows');
    await context.breathe();
  }
}

function settle(
  { db, record }: WriteContext,
  datasetId: DatasetId,
  place: Place,
  reading: ColumnReading,
  number: number | null,
): DatasetSummary {
  const { caseId, exhibitLabel, view } = datasetById(db, datasetId);
  const now = placeOf(db, datasetId, place.column.name);
  if (now.number !== place.number) throw new Fault('conflict', CHANGED);
  const { name } = place.column;
  const certificate = certificateOf(db, datasetId);
  setReading(db, datasetId, now.at, reading, {
    ...certificate,
    columns: certificate.columns.map((each) =>
      each.name === name ? { ...each, type: sqlType(reading.reading), reading } : each,
    ),
    // What was asked about the column is answered.
    warnings: certificate.warnings.filter(({ code, column }) => column !== name || !ABOUT_READINGS.has(code)),
  });
  if (number !== null) {
    replaceTable(db, datasetId, place.number, number);
    closeTable(db, number);
  }
  const before = place.column.reading;
  record({
    caseId,
    action: 'dataset.reading',
    subject: exhibitLabel,
    detail: {
      view,
      column: name,
      from: before ? readingWords(before.reading) : place.column.type,
      to: readingWords(reading.reading),
      values: reading.values,
      fitting: reading.fitting,
    },
  });
  return datasetById(db, datasetId);
}
