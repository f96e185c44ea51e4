import type { DatasetId, ExhibitId } from '../../../../shared/contract/values.ts';
import type { JobContext } from '../../context.ts';
import type { ReadDb } from '../../db/open.ts';
import { chunkAt } from '../../evidence/chunks.ts';
import { contentOf } from '../../evidence/reads.ts';
import type { StoredColumn } from '../columns.ts';
import type { LeftOut } from '../reading.ts';
import { cellsOf, certificateOf, datasetById, listRejected, listSkipped, tableOf } from '../reads.ts';
import type { LineRuns } from './view.ts';

const ROWS_A_TURN = 5000;
const MOST_RUNS = 20_000;
const MOST_LEFT_OUT = 20_000;
const ENDS = /\r\n|\r|\n/g;

const lineEnds = (cells: readonly (string | null)[]): number =>
  cells.reduce((sum, cell) => sum + (cell?.match(ENDS)?.length ?? 0), 0);

/** What was read from a file, as far as the places of its rows depend on it. */
export interface PlacesOf {
  readonly number: number;
  readonly columns: readonly StoredColumn[];
  readonly stored: number;
  readonly header: number;
  readonly records: number;
  readonly lines: number;
  /** Another format than text, which has no lines. */
  readonly format: string | undefined;
  /** Of all records that became no row. */
  readonly left: readonly LeftOut[];
  /** Whether the last line of the text has a line end; null where nobody knows. */
  readonly ended: boolean | null;
}

/** The places of the rows of a dataset; null as `lineRuns`. */
export async function storedLineRuns(context: JobContext, datasetId: DatasetId): Promise<LineRuns | null> {
  const { db } = context;
  const certificate = certificateOf(db, datasetId);
  const { rejected, skipped } = certificate;
  if (rejected + skipped > MOST_LEFT_OUT) return null;
  const left = [...listRejected(db, datasetId, 0, MOST_LEFT_OUT), ...listSkipped(db, datasetId, 0, MOST_LEFT_OUT)];
  if (left.length !== rejected + skipped) return null;
  const { exhibitId, part } = datasetById(db, datasetId);
  const { number, columns } = tableOf(db, datasetId);
  const { format } = certificate.dialect;
  return lineRuns(context, { ...certificate, number, columns, format, left, ended: endsWithLine(db, exhibitId, part) });
}

/**
 * The lines of a file at which the rows of a dataset begin. Records follow each other as rows, header and what was left out, each one
 * line longer than the line ends in it; the places of what was left out and the end of the file must come out as they were counted.
 * @returns null where they do not, and for what has no lines; runs of rows otherwise
 */
export async function lineRuns(
  { db, breathe }: JobContext,
  { number, columns, stored, header, records, lines, format, left: unsorted, ended }: PlacesOf,
): Promise<LineRuns | null> {
  if (format !== undefined) return null;
  const left = unsorted.toSorted((one, other) => one.record - other.record);
  const runs: [number, number][] = [];
  let record = 1;
  let line = 1;
  let at = 0;
  let headers = header;
  /** Passes over what stands before the next row. @returns whether it stands where it was counted */
  const pass = (): boolean => {
    for (;;) {
      const next = left[at];
      if (next?.record === record) {
        if (next.line !== line) return false;
        line += 1 + lineEnds([next.raw]);
        at++;
      } else if (headers > 0) {
        headers--;
        // A header over several lines shows itself by what stands behind it, or by the end of the file.
        line += 1 + (headers === 0 ? lineEnds(columns.map((column) => column.header)) : 0);
      } else return true;
      record++;
    }
  };
  let row = 0;
  for (let offset = 0; offset < stored; offset += ROWS_A_TURN) {
    for (const cells of cellsOf(db, { number, columns }, offset, ROWS_A_TURN)) {
      if (!pass()) return null;
      row++;
      if (runs.at(-1)?.[1] !== line - row) {
        if (runs.length === MOST_RUNS) return null;
        runs.push([row, line - row]);
      }
      line += 1 + lineEnds(cells);
      record++;
    }
    await breathe();
  }
  if (!pass() || record - 1 !== records) return null;
  const counted = line - 1 - lines;
  return (ended !== false && counted === 0) || (ended !== true && counted === 1) ? runs : null;
}

/** Whether the last line of the file has a line end; null where the dataset was read from a part of the file. */
export function endsWithLine(db: ReadDb, exhibitId: ExhibitId, part: string): boolean | null {
  const { id, bytes, chunkBytes } = contentOf(db, exhibitId);
  if (part !== '' || bytes === 0) return null;
  const last = chunkAt(db, id, Math.floor((bytes - 1) / chunkBytes))?.subarray(-2);
  if (!last) return null;
  const isEnd = (byte: number | undefined) => byte === 0x0a || byte === 0x0d;
  return isEnd(last.at(-1)) || (last.at(-1) === 0 && isEnd(last.at(-2)));
}
