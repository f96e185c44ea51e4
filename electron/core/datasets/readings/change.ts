import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Output } from '../../../../shared/contract/commands.ts';
import type { Certificate, DatasetSummary } from '../../../../shared/contract/datasets.ts';
import { Fault } from '../../../../shared/contract/errors.ts';
import type { DatasetId } from '../../../../shared/contract/values.ts';
import {
  type ColumnReading,
  lostWords,
  type Reading,
  readingWords,
  sqlType,
} from '../../../../shared/domain/readings.ts';
import type { JobContext, WriteContext } from '../../context.ts';
import type { ReadDb, WriteDb } from '../../db/open.ts';
import { identifier, join, sql } from '../../db/sql.ts';
import { inTransaction } from '../../transaction.ts';
import { type StoredColumn, tableDefinition } from '../columns.ts';
import { cellText } from '../forms.ts';
import { certificateOf, datasetById, tableOf } from '../reads.ts';
import { abandonTable, closeTable, openTable, replaceTable, setCertificate, setReading } from '../store.ts';
import { changedClocks } from './clocks.ts';
import { companionsOf, companionValues } from './companions.ts';
import { withParts } from './moments.ts';
import { ReadingTrial } from './trial.ts';
import { companionType } from './view.ts';

const ROWS_A_TURN = 5000;
const ROWS_A_WRITE = 20_000;
const CHANGED = 'The table was read anew meanwhile. Look at its columns again.';

const ABOUT_READINGS: ReadonlySet<string> = new Set([
  'open-question',
  'values-lost',
  'numbers-as-text',
  'clocks-changed',
]);

/** A column and how a person wants it read. */
export interface Chosen {
  readonly column: string;
  readonly reading: Reading;
  /** The exhibit whose reading it is, where no person chose it for this column. */
  readonly takenFrom?: string | undefined;
}
interface Place {
  readonly number: number;
  readonly rows: number;
  readonly columns: readonly StoredColumn[];
  /** Those to be read in another way, by their place. */
  readonly wanted: ReadonlyMap<number, Reading>;
}

function placeOf(db: ReadDb | WriteDb, datasetId: DatasetId, chosen: readonly Chosen[]): Place {
  const table = tableOf(db, datasetId);
  const wanted = new Map<number, Reading>();
  for (const { column: name, reading } of chosen) {
    const at = table.columns.findIndex((each) => each.name === name);
    if (at < 0) throw new Fault('not-found', `The dataset has no column "${name}".`);
    if (wanted.has(at)) throw new Fault('bad-request', `Two readings are given for the column "${name}".`);
    wanted.set(at, reading);
  }
  return { ...table, wanted };
}

/** Holds columns of a table against the readings that are wanted of them, in one pass. @param wanted by place @returns by place */
async function tried(
  db: ReadDb | WriteDb,
  { number, columns, wanted }: Omit<Place, 'rows'>,
  pause: (rows: number) => Promise<void>,
): Promise<ReadonlyMap<number, ReadingTrial>> {
  const trials = new Map(
    [...wanted].map(([at, reading]) => [at, new ReadingTrial(reading, columns[at]?.reading ?? null)]),
  );
  const cells = [...trials.keys()].map((at) => cellText(`c${at + 1}`, (columns[at] as StoredColumn).form));
  const each = [...trials.values()];
  for (let last = 0; ; ) {
    const rows = [
      ...db.eachArray<[row: number, ...(string | null)[]]>(
        sql`SELECT row, ${join(cells, ', ')} FROM ${identifier(`ds_${number}`)} WHERE row > ${last} ORDER BY row LIMIT ${ROWS_A_TURN}`,
      ),
    ];
    for (const [row, ...texts] of rows)
      for (const [which, trial] of each.entries()) trial.add(texts[which] ?? null, row);
    if (rows.length < ROWS_A_TURN) return trials;
    last = rows.at(-1)?.[0] ?? last;
    await pause(last);
  }
}

/**
 * Columns of a table that was just filled, those of which a reading was chosen read in that way. A name that no column has is passed
 * over: whoever chose looks for it.
 */
export async function chosenColumns(
  context: JobContext,
  number: number,
  columns: readonly StoredColumn[],
  chosen: readonly Chosen[],
): Promise<readonly StoredColumn[]> {
  const wanted = new Map(
    chosen.map(({ column, reading }) => [columns.findIndex(({ name }) => name === column), reading] as const),
  );
  wanted.delete(-1);
  if (wanted.size === 0) return columns;
  const trials = await tried(context.db, { number, columns, wanted }, () => context.breathe());
  return withReadings(columns, trials, chosen);
}

const withReadings = (
  columns: readonly StoredColumn[],
  trials: ReadonlyMap<number, ReadingTrial>,
  chosen: readonly Chosen[],
): StoredColumn[] =>
  columns.map((column, at) => {
    const tried = trials.get(at)?.result;
    const reading = tried && withParts(tried, column.reading);
    if (!reading) return column;
    const takenFrom = chosen.find((each) => each.column === column.name)?.takenFrom;
    return {
      ...column,
      reading: { ...reading, ...(takenFrom && { takenFrom }) },
      type: sqlType(reading.reading),
    };
  });

/** What a reading would make of a column, without changing it. @throws Fault `not-found` */
export async function tryReading(
  db: ReadDb,
  datasetId: DatasetId,
  name: string,
  wanted: Reading,
): Promise<Output<'dataset.fits'>> {
  const place = placeOf(db, datasetId, [{ column: name, reading: wanted }]);
  const [[, trial]] = [...(await tried(db, place, () => nextTurn()))] as [[number, ReadingTrial]];
  return { reading: trial.result, examples: trial.examples };
}

/**
 * Reads columns of a dataset in another way, from its cells and not from the file: what does not fit is NULL from then on. All of them
 * or none. Where typed values lie beside the cells the table is written anew, once, so that a stop on the way leaves the old one.
 * @throws Fault `not-found`, `bad-request` for a column that is named twice; `conflict` when the dataset was read anew meanwhile; `cancelled`
 */
export async function changeReadings(
  context: JobContext,
  datasetId: DatasetId,
  chosen: readonly Chosen[],
): Promise<DatasetSummary> {
  const place = placeOf(context.db, datasetId, chosen);
  const { rows, wanted } = place;
  const trials = await tried(context.db, place, async (done) => {
    context.progress(done, 2 * rows, 'rows');
    await context.breathe();
  });
  const changed = withReadings(place.columns, trials, chosen);
  const beside = [...wanted.keys()].some((at) =>
    [place.columns, changed].some((columns) => companionType(columns[at]?.reading ?? null) !== null),
  );
  if (!beside) return context.write((write) => settle(write, datasetId, place, changed, null));
  const number = context.write((write) => openTable(write.db, write.at));
  try {
    await fillBeside(context, place, changed, number);
    return context.write((write) => settle(write, datasetId, place, changed, number));
  } catch (error) {
    // Not `context.write`, which refuses once the job is cancelled.
    inTransaction(context.core, context.session, 'dataset', (write) => abandonTable(write.db, number), false);
    throw error;
  }
}

/** Writes the table anew under another number, with the typed values of the new readings. */
async function fillBeside(
  context: JobContext,
  { number: old, rows }: Place,
  changed: readonly StoredColumn[],
  number: number,
): Promise<void> {
  const cells = changed.map((_, at) => sql`${identifier(`c${at + 1}`)}`);
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
  write: WriteContext,
  datasetId: DatasetId,
  place: Place,
  changed: readonly StoredColumn[],
  number: number | null,
): DatasetSummary {
  const { db } = write;
  const dataset = datasetById(db, datasetId);
  if (tableOf(db, datasetId).number !== place.number) throw new Fault('conflict', CHANGED);
  const readings = new Map<string, ColumnReading>();
  for (const at of place.wanted.keys()) {
    const { name, reading } = changed[at] as StoredColumn;
    if (!reading) throw new Error('a reading was not tried');
    readings.set(name, reading);
    setReading(db, datasetId, at, reading);
    recordReading(write, dataset, place.columns[at] as StoredColumn, reading);
  }
  const certificate = certificateOf(db, datasetId);
  setCertificate(db, datasetId, {
    ...certificate,
    columns: certificate.columns.map((each) => {
      const reading = readings.get(each.name);
      return reading ? { ...each, type: sqlType(reading.reading), reading } : each;
    }),
    // What was asked about the columns is answered; what the answers leave out is said.
    warnings: [
      ...certificate.warnings.filter(
        ({ code, column }) => column === undefined || !readings.has(column) || !ABOUT_READINGS.has(code),
      ),
      ...aboutReadings([...readings].map(([name, reading]) => ({ name, reading }))),
    ],
  });
  if (number !== null) {
    replaceTable(db, datasetId, place.number, number);
    closeTable(db, number);
  }
  return datasetById(db, datasetId);
}

type Read = { readonly name: string; readonly reading: ColumnReading | null };

/** What is to be said of how columns are read, as warnings of their table. */
export const aboutReadings = (columns: readonly Read[]): Certificate['warnings'] => [
  ...lostValues(columns),
  ...changedClocks(columns),
];

/** What chosen readings leave out of columns. */
const lostValues = (columns: readonly Read[]): Certificate['warnings'] =>
  columns.flatMap(({ name, reading }) => {
    const message = reading && lostWords(name, reading);
    return message ? [{ code: 'values-lost' as const, message, column: name }] : [];
  });

/** @param was the column as it was read before */
export function recordReading(
  { record }: WriteContext,
  { caseId, exhibitLabel, view }: ReturnType<typeof datasetById>,
  was: StoredColumn,
  { reading, values, fitting, takenFrom }: ColumnReading,
): void {
  record({
    caseId,
    action: 'dataset.reading',
    subject: exhibitLabel,
    detail: {
      view,
      column: was.name,
      from: was.reading ? readingWords(was.reading.reading) : was.type,
      to: readingWords(reading),
      values,
      fitting,
      ...(takenFrom && { takenFrom }),
    },
  });
}
