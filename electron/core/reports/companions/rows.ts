import { Chart } from '../../../../shared/contract/charts.ts';
import { Fault } from '../../../../shared/contract/errors.ts';
import type { Redaction } from '../../../../shared/contract/reports.ts';
import { Trace } from '../../../../shared/contract/traces.ts';
import type { Cell } from '../../../../shared/contract/values.ts';
import { cellText } from '../../../../shared/domain/cell-text.ts';
import { chartTable } from '../../../../shared/domain/chart-scene/table.ts';
import { counted } from '../../../../shared/domain/counted.ts';
import { unitsText } from '../../../../shared/domain/tracing/words.ts';
import type { ReadDb } from '../../db/open.ts';
import { contentOf } from '../../evidence/reads.ts';
import { csvLines, FormulaCells, guarded } from '../../files/csv.ts';
import { frozenLines, readRow } from '../../query/reads.ts';
import type { ReportExhibit } from '../model.ts';
import type { Decisions } from '../resolve/decide.ts';
import { redacted } from '../resolve/redact.ts';
import type { Secrets } from '../resolve/seek.ts';
import { type MadeFile, madeFile } from './file.ts';
import { guardedNote } from './indicators.ts';

/** A delivery is put together in memory. */
const MOST_BYTES = 256 * 2 ** 20;
/** Rows that are redacted and written at once. */
const BLOCK = 1000;

type Row = readonly Cell[];
interface FullTable {
  readonly label: string;
  readonly columns: readonly string[];
  readonly rows: Iterable<Row>;
}
interface Hiding {
  readonly secrets: Secrets;
  readonly columns: readonly Redaction[];
}

/**
 * All rows of each table of which the print shows only the first, redacted as the print is. The rows of a frozen query are read from
 * the store; those of a chart and a trace are in what was resolved, and redacted there.
 * @returns the files, whose names are what follows that of the delivery @throws Fault `too-large`
 */
export function fullRows(
  db: ReadDb,
  exhibits: readonly ReportExhibit[],
  decisions: Decisions,
  hiding: Hiding,
): MadeFile[] {
  const ids = new Map([...decisions.exhibits.values()].map(({ exhibit }) => [exhibit.label, exhibit.id]));
  let room = MOST_BYTES;
  return exhibits.flatMap(({ record: { label }, content }): MadeFile[] => {
    if (content === null) return [];
    let table: FullTable | null = null;
    if (content.kind === 'query') {
      const { columns, rows, rowCount } = content.query;
      const id = ids.get(label);
      if (rows.length >= rowCount || id === undefined) return [];
      // By the names that the store has: a rule about a column names that, and not what a redaction made of it.
      const names = columns.map(({ name }) => name);
      const told = redacted({ columns }, hiding.secrets, hiding.columns).columns.map(({ name }) => name);
      table = { label, columns: told, rows: redactedRows(frozenLines(db, contentOf(db, id).id), names, hiding) };
    } else if (content.kind === 'chart') {
      const chart = Chart.parse(JSON.parse(content.chart.document));
      const of = chartTable(chart);
      if (of.rows.length > content.chart.most) table = { label, ...of };
    } else if (content.kind === 'trace') {
      const trace = Trace.parse(JSON.parse(content.trace.document));
      if (trace.transfers.length > content.trace.most) table = { label, ...paymentsOf(trace) };
    }
    if (table === null) return [];
    const { bytes, rows, note } = written(table, room);
    room -= bytes.length;
    return [madeFile(`.${label}.rows.csv`, `${label}, all ${counted(rows, 'row')}, CSV`, 'text/csv', bytes, note)];
  });
}

function* redactedRows(lines: Iterable<string>, names: readonly string[], hiding: Hiding): IterableIterator<Row> {
  const columns = names.map((name) => ({ name }));
  let block: Row[] = [];
  const hidden = (): readonly Row[] => redacted({ columns, rows: block }, hiding.secrets, hiding.columns).rows;
  for (const line of lines) {
    block.push(readRow(line));
    if (block.length < BLOCK) continue;
    yield* hidden();
    block = [];
  }
  yield* hidden();
}

function written(
  { label, columns, rows }: FullTable,
  room: number,
): { bytes: Buffer; rows: number; note: string | undefined } {
  const cells = new FormulaCells(columns.map((name) => ({ name })));
  const told = (row: Row): (string | null)[] =>
    row.map((cell) => (cell === null ? null : typeof cell === 'string' ? guarded(cell) : cellText(cell)));
  const parts: Buffer[] = [csvLines([columns.map(guarded)])];
  let [count, bytes] = [0, 0];
  let block: (string | null)[][] = [];
  const flush = (): void => {
    const part = csvLines(block);
    bytes += part.length;
    if (bytes > room)
      throw new Fault(
        'too-large',
        `The rows of ${label} make the companions larger than ${MOST_BYTES / 2 ** 20} MiB. Leave it out of the report, or deliver without companions and export its rows by themselves.`,
      );
    parts.push(part);
    block = [];
  };
  for (const row of rows) {
    cells.look(row, ++count);
    block.push(told(row));
    if (block.length === BLOCK) flush();
  }
  if (block.length > 0) flush();
  return { bytes: Buffer.concat(parts), rows: count, note: guardedNote(cells.guardedCells) };
}

/** Every payment of a trace, with what each method carries along it. */
function paymentsOf({ transfers, methods, asset }: Trace): Omit<FullTable, 'label'> {
  const units = (value: string | undefined): string => unitsText(value ?? '0', asset.places);
  return {
    columns: [
      ...['hop', 'from', 'to', 'amount', 'time', 'transaction', 'exhibit', 'row'],
      ...methods.map((method) => `carried_by_${method}`),
      ...['band_least', 'band_most'],
    ],
    rows: transfers.map(({ hop, from, to, amount, time, transaction, exhibit, row, carried }) => [
      ...[String(hop), from, to, units(amount), time, transaction, exhibit, String(row)],
      ...methods.map((method) => units(carried.by[method])),
      ...[units(carried.least), units(carried.most)],
    ]),
  };
}
