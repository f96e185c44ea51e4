import { randomUUID } from 'node:crypto';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Certificate, DatasetSummary } from '../../../shared/contract/evidence.ts';
import { DatasetId, type ExhibitId } from '../../../shared/contract/values.ts';
import type { JobContext, WriteContext } from '../context.ts';
import type { WriteDb } from '../db/open.ts';
import type { Sql } from '../db/sql.ts';
import { contentOf, eachChunk, exhibitById } from '../evidence/reads.ts';
import { asUtf8, isUtf8 } from '../text/encoding.ts';
import { inTransaction } from '../transaction.ts';
import { folded } from './columns.ts';
import { type Dialect, sentence } from './dialect.ts';
import { Reading } from './reading.ts';
import { datasetById, datasetOfExhibit, listDatasets } from './reads.ts';
import { type ReadTotals, readRecords } from './records.ts';
import { type Sniffed, sniffExhibit } from './sniff-exhibit.ts';
import {
  abandonTable,
  closeTable,
  deleteDataset,
  insertDataset,
  insertRejected,
  insertRow,
  makeTable,
  openTable,
} from './store.ts';
import { viewName } from './view-name.ts';
import { warningsFor } from './warnings.ts';

const BATCH_BYTES = 2 << 20; // of text in one transaction: other writes get their turn between
const MAX_COLUMNS = 1999; // SQLite's 2000, one of which numbers the rows

interface Outcome {
  readonly reading: Reading;
  readonly totals: ReadTotals;
  readonly replaced: number;
  readonly nuls: number;
}

/**
 * Reads an exhibit as a delimited table and stores it as a dataset; an existing dataset of the exhibit is replaced,
 * keeping its id and its name in SQL.
 * @param dialect as edited by a person; sniffed from the bytes when left out.
 * @throws Fault `unsupported` when the bytes are not a delimited text, `not-found`, `cancelled`, `disk`
 */
export async function parseDataset(
  context: JobContext,
  exhibitId: ExhibitId,
  dialect?: Dialect,
): Promise<{ dataset: DatasetSummary; certificate: Certificate }> {
  const { db } = context;
  const content = contentOf(db, exhibitId);
  const validUtf8 = await isUtf8(eachChunk(db, content.id), context.breathe);
  const sniffed = sniffExhibit(db, content, validUtf8, dialect);
  const number = context.write(({ db, at }) => openTable(db, at));
  try {
    // What the samples did not show may still come, so a sniffed line end is not insisted upon.
    const reader: Dialect = dialect ? sniffed.dialect : { ...sniffed.dialect, newline: 'mixed' };
    const outcome = await fill(context, number, content, { ...sniffed, dialect: reader }, validUtf8);
    return context.write((write) => keep(write, exhibitId, number, { ...sniffed, dialect: reader }, outcome));
  } catch (error) {
    // Not `context.write`, which refuses once the job is cancelled.
    inTransaction(context.core, context.session, 'dataset', ({ db }) => abandonTable(db, number), false);
    throw error;
  }
}

async function fill(
  context: JobContext,
  number: number,
  content: { readonly id: number; readonly bytes: number },
  { dialect, width }: Sniffed,
  validUtf8: boolean,
): Promise<Outcome> {
  const reading = new Reading(dialect, width);
  let insert: Sql | null = null;
  let row = 0;
  const flush = () => {
    if (reading.width === 0) return;
    if (reading.width > MAX_COLUMNS)
      throw new Fault('unsupported', `The table has ${reading.width} columns; at most ${MAX_COLUMNS} can be stored.`);
    context.write(({ db }) => {
      insert ??= makeTable(db, number, reading.width);
      for (const cells of reading.drain()) insertRow(db, insert, ++row, cells);
    });
  };
  let bytes = 0;
  let flushed = 0;
  const counted = function* () {
    for (const chunk of eachChunk(context.db, content.id)) {
      bytes += chunk.length;
      yield chunk;
    }
  };
  const marks = { replaced: 0, nuls: 0 };
  const text = noticing(asUtf8(counted(), dialect.encoding, validUtf8), marks);
  const totals = await readRecords(
    text,
    dialect,
    (record) => reading.add(record),
    async (taken) => {
      if (taken - flushed >= BATCH_BYTES) {
        flushed = taken;
        flush();
      }
      context.progress(bytes, content.bytes, 'bytes');
      await context.breathe();
    },
  );
  reading.end();
  if (reading.width === 0)
    throw new Fault(
      'unsupported',
      reading.records === 0
        ? 'The file holds no text, so there is no table in it.'
        : `No row is left after leaving out ${reading.skipped} of ${reading.records} records. Check where the table begins and ends.`,
    );
  flush();
  return { reading, totals, ...marks };
}

const REPLACED = Buffer.from('\ufffd', 'utf8');

function* noticing(text: Iterable<Buffer>, marks: { replaced: number; nuls: number }): IterableIterator<Buffer> {
  for (const piece of text) {
    for (let at = piece.indexOf(0); at >= 0; at = piece.indexOf(0, at + 1)) marks.nuls++;
    for (let at = piece.indexOf(REPLACED); at >= 0; at = piece.indexOf(REPLACED, at + 3)) marks.replaced++;
    yield piece;
  }
}

function keep(
  { db, at, record }: WriteContext,
  exhibitId: ExhibitId,
  number: number,
  { dialect: reader, guessedEncoding }: Sniffed,
  { reading, totals, replaced, nuls }: Outcome,
): { dataset: DatasetSummary; certificate: Certificate } {
  const exhibit = exhibitById(db, exhibitId);
  const dialect: Dialect = { ...reader, newline: recordEnd(totals.ends) ?? reader.newline };
  const { records, stored, skipped, header, tally, width, short } = reading;
  const rejected = reading.rejected.length;
  const headers = header ? 1 : 0;
  const columns = tally.stored;
  const certificate: Certificate = {
    fileSha256: exhibit.sha256,
    fileBytes: exhibit.bytes,
    dialect,
    sentence: sentence(dialect, guessedEncoding),
    lines: totals.lines,
    records,
    header: headers,
    stored,
    rejected,
    skipped,
    balanced: records === headers + stored + rejected + skipped,
    columns: columns.map(({ whole: _, ...column }) => column),
    warnings: warningsFor({
      dialect,
      guessedEncoding,
      header,
      width,
      stored,
      ends: totals.ends,
      replaced,
      nuls,
      short,
      formulas: tally.formulas,
      damaged: tally.damaged,
    }),
    importedAt: at,
  };
  if (!certificate.balanced) throw new Error('an import does not balance');
  const old = datasetOfExhibit(db, exhibitId);
  const taken = new Set(listDatasets(db, exhibit.caseId).map(({ view }) => folded(view)));
  if (old) deleteDataset(db, old.id);
  closeTable(db, number);
  const id = old?.id ?? DatasetId.parse(randomUUID());
  const view = old?.view ?? viewName(exhibit.originalName, taken);
  insertDataset(db, { id, number, caseId: exhibit.caseId, exhibitId, view, rows: stored, columns, certificate }, at);
  for (const each of reading.rejected) insertRejected(db, id, each);
  record({
    caseId: exhibit.caseId,
    action: 'dataset.parse',
    subject: exhibit.label,
    detail: {
      view,
      dialect: certificate.sentence,
      records,
      header: headers,
      stored,
      rejected,
      skipped,
      replaced: old !== null,
    },
  });
  return { dataset: datasetById(db, id), certificate };
}

/** Removes what was read from an exhibit, in the caller's transaction. */
export function dropDatasets(db: WriteDb, exhibitId: ExhibitId): void {
  const dataset = datasetOfExhibit(db, exhibitId);
  if (dataset) deleteDataset(db, dataset.id);
}

function recordEnd({ crlf, lf, cr }: ReadTotals['ends']): Dialect['newline'] | null {
  if (crlf + lf + cr === 0) return null;
  if (lf + cr === 0) return '\r\n';
  if (crlf + cr === 0) return '\n';
  return crlf + lf === 0 ? '\r' : 'mixed';
}
