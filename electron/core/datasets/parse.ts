import { randomUUID } from 'node:crypto';
import type { Certificate, DatasetSummary, Origin } from '../../../shared/contract/datasets.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { type CaseId, DatasetId, type ExhibitId } from '../../../shared/contract/values.ts';
import { counted } from '../../../shared/domain/counted.ts';
import { PREVIEWS } from '../../../shared/domain/exhibit-kinds.ts';
import type { JobContext, WriteContext } from '../context.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { eachChunk } from '../evidence/chunks.ts';
import { type Content, contentOf, exhibitById } from '../evidence/reads.ts';
import { unindex } from '../search/index-text.ts';
import { asUtf8, brokenUtf8At, type DecodedMarks, placesOf, type TextPlace } from '../text/encoding.ts';
import { inTransaction } from '../transaction.ts';
import { addedUp } from './added-up.ts';
import { asColumn, type StoredColumn } from './columns.ts';
import { endsWithLine, lineRuns } from './combined/lines.ts';
import { sameShape } from './combined/merge.ts';
import { separated } from './combined/separate.ts';
import type { LineRuns } from './combined/view.ts';
import { type Dialect, sentence, withPlaceOf } from './dialect.ts';
import { fillFromSource, fillFromText } from './fill.ts';
import { layoutSource } from './layouts/layout-source.ts';
import { type Profiled, profiled } from './profiled.ts';
import { aboutReadings, type Chosen, chosenColumns, recordReading } from './readings/change.ts';
import { withClocks } from './readings/clocks.ts';
import { fillCompanions } from './readings/companions.ts';
import { besideCurrency } from './readings/currency-beside.ts';
import { answersKept, answersOf } from './readings/kept-answers.ts';
import { momentNote, momentsOf } from './readings/moments.ts';
import {
  type Combined,
  combinedOf,
  datasetById,
  datasetsOfExhibit,
  isReserved,
  isTaken,
  takenNames,
  viewName,
} from './reads.ts';
import type { ReadTotals } from './records.ts';
import { profilesOf } from './saved-profiles.ts';
import { type Sniffed, sniffExhibit } from './sniff-exhibit.ts';
import type { RecordSource } from './source.ts';
import { abandonTable, closeTable, deleteDataset, insertDataset, insertLeftOut, openTable, setLines } from './store.ts';
import type { TableMade } from './table-maker.ts';
import { warningsFor } from './warnings.ts';

const PLACES = 5; // of what could not be decoded that are named

/** How an exhibit is read, and what becomes of what was read from it before. */
export interface Wanted {
  /** As edited by a person; sniffed from the bytes when left out. */
  readonly dialect?: Dialect | undefined;
  /** Of the exhibit; '' for the whole of it. */
  readonly part?: string;
  /** Kept beside those there are instead of replacing one. */
  readonly add?: boolean;
  /** The one to replace; the first of the same part when left out. */
  readonly datasetId?: DatasetId | undefined;
  /** Its name in SQL, where no other has it; made from the file's name when left out. */
  readonly view?: string;
  /** Where its records come from, when they are no delimited text. */
  readonly source?: RecordSource | undefined;
  /** Bytes to read instead of the exhibit's own: what an archive holds, staged. */
  readonly content?: Content | undefined;
  /** As the function of this name gives it for the exhibit's own bytes; looked for when left out. */
  readonly brokenUtf8At?: number | undefined;
  /** The query that produced it; that of the dataset it replaces when left out. */
  readonly origin?: Origin | null | undefined;
  /** How a person wants columns read, by name; kept in the transaction that stores the dataset. What no column has is passed over. */
  readonly readings?: readonly Chosen[];
  /** Done in the transaction that stores the dataset: both or neither. */
  readonly alongside?: (write: WriteContext) => void;
}

interface Outcome {
  readonly made: TableMade;
  readonly marks: DecodedMarks;
  /** Where the first of what could not be decoded stands. */
  readonly replacedAt: readonly TextPlace[];
}

/**
 * Reads an exhibit as a delimited table and stores it as a dataset; one that is replaced keeps its id and its name in SQL.
 * @throws Fault `unsupported` when the bytes are not a delimited text, `not-found`, `cancelled`, `disk`
 */
export async function parseDataset(
  context: JobContext,
  exhibitId: ExhibitId,
  wanted: Wanted = {},
): Promise<{ dataset: DatasetSummary; certificate: Certificate }> {
  const { db } = context;
  const { dialect } = wanted;
  replaced(db, exhibitId, wanted);
  const content = wanted.content ?? contentOf(db, exhibitId);
  const known = wanted.source ? -1 : wanted.content ? undefined : wanted.brokenUtf8At;
  const brokenAt = known ?? (await brokenUtf8At(eachChunk(db, content.id), context.breathe));
  const validUtf8 = brokenAt < 0;
  const sniffed = wanted.source
    ? ofSource(wanted.source, dialect)
    : await sniffExhibit(db, content, brokenAt, dialect, context.breathe);
  const marks: DecodedMarks = { replaced: 0, nuls: 0, innerMarks: 0 };
  const text = () => asUtf8(eachChunk(db, content.id), sniffed.dialect.encoding, validUtf8, marks);
  const source = wanted.source ?? layoutSource(sniffed.dialect, sniffed.width, text) ?? undefined;
  const number = context.write(({ db, at }) => openTable(db, at));
  try {
    // What the samples did not show may still come, so a sniffed line end is not insisted upon. CRLF throughout is kept in mind:
    // there another line end may be part of a cell.
    const endsTold = dialect !== undefined || sniffed.calmed || sniffed.dialect.newline === '\r\n';
    const newline = endsTold ? sniffed.dialect.newline : 'mixed';
    const reader: Dialect = { ...sniffed.dialect, newline };
    const plan = { dialect: reader, width: sniffed.width, lenient: !dialect, sample: sniffed.rows };
    const made = source
      ? await fillFromSource(context, number, plan, source)
      : await fillFromText(context, number, plan, { ...content, validUtf8, marks });
    const again = () => asUtf8(eachChunk(db, content.id), reader.encoding, validUtf8);
    const replacedAt = marks.replaced > 0 ? placesOf(again(), '\ufffd', PLACES) : [];
    const told = profiled(besideCurrency(db, number, made.columns), profilesOf(db), made.stored);
    const given = wanted.readings ?? [];
    const before = answersOf(replaced(db, exhibitId, wanted)).filter(
      ({ column }) => !given.some((each) => each.column === column),
    );
    const chosen = await chosenColumns(context, number, told.columns, [...given, ...before]);
    const { columns: answered, warnings } = answersKept(before, told.columns, chosen);
    const columns = await withClocks(context, number, answered);
    await fillCompanions(context, number, columns, made.stored);
    const moments: Certificate['warnings'] = [];
    for (const moment of momentsOf(columns)) {
      const message = await momentNote(db, number, columns, moment, () => context.breathe());
      moments.push({ code: 'profile', message });
    }
    const total = await addedUp(context, number, columns, made);
    const lines = await linesAnew(context, exhibitId, wanted, number, columns, made, sniffed.dialect.format);
    return context.write((write) => {
      const kept = keep(
        write,
        exhibitId,
        wanted,
        number,
        { ...sniffed, dialect: reader },
        { made, marks, replacedAt },
        {
          ...told,
          columns,
          warnings: [...told.warnings, ...moments, ...warnings, ...aboutReadings(columns), ...(total ? [total] : [])],
        },
        lines,
      );
      for (const [at, { reading }] of answered.entries()) {
        const was = told.columns[at];
        if (was && reading && reading !== was.reading)
          recordReading(write, datasetById(write.db, kept.dataset.id), was, reading);
      }
      wanted.alongside?.(write);
      return kept;
    });
  } catch (error) {
    // Not `context.write`, which refuses once the job is cancelled.
    inTransaction(context.core, context.session, 'dataset', ({ db }) => abandonTable(db, number), false);
    throw error;
  }
}

const ofSource = ({ dialect, width }: RecordSource, given: Dialect | undefined): Sniffed => ({
  dialect: withPlaceOf(dialect, given),
  guessedEncoding: false,
  headerTold: true,
  calmed: false,
  sample: { head: '', middle: [], tail: '', whole: true },
  width,
  rows: [],
});

function keep(
  { db, at, record }: WriteContext,
  exhibitId: ExhibitId,
  wanted: Wanted,
  number: number,
  { dialect: reader, guessedEncoding, headerTold }: Sniffed,
  { made, marks, replacedAt }: Outcome,
  known: Profiled,
  lines: LineRuns | null,
): { dataset: DatasetSummary; certificate: Certificate } {
  const exhibit = exhibitById(db, exhibitId);
  const { records, stored, skipped, cells, totals } = made;
  const { columns } = known;
  const dialect: Dialect = { ...reader, newline: recordEnd(totals.ends) ?? reader.newline };
  const rejected = made.rejectedRecords.length;
  const headers = made.headerRecords.length;
  const named = wanted.source?.each;
  const certificate: Certificate = {
    fileSha256: exhibit.sha256,
    fileBytes: exhibit.bytes,
    dialect,
    sentence: sentence(dialect, guessedEncoding, named ? counted(records - headers - skipped, named) : null),
    lines: totals.lines,
    records,
    header: headers,
    stored,
    rejected,
    skipped,
    balanced: records === headers + stored + rejected + skipped,
    columns: columns.map(asColumn),
    warnings: [
      ...(wanted.source?.notes ?? []),
      ...known.warnings,
      ...warningsFor({
        ...made,
        columns,
        ...marks,
        replacedAt,
        dialect,
        guessedEncoding,
        headerTold,
        ends: totals.ends,
      }),
    ],
    importedAt: at,
  };
  if (!certificate.balanced) throw new Error('an import does not balance');
  const { part = '' } = wanted;
  const siblings = datasetsOfExhibit(db, exhibitId);
  const old = replaced(db, exhibitId, wanted);
  const taken = takenNames(db, exhibit.caseId);
  const among = old ? fitting(db, exhibit.caseId, old, columns) : null;
  if (old) deleteDataset(db, old.id);
  closeTable(db, number);
  const id = old?.id ?? DatasetId.parse(randomUUID());
  const view = old?.view ?? free(wanted.view, taken) ?? viewName(exhibit.originalName, taken, part);
  const position = old ? siblings.findIndex((each) => each.id === old.id) : siblings.length;
  const place = { id, number, caseId: exhibit.caseId, exhibitId, part: old?.part ?? part, position };
  const origin = wanted.origin ?? old?.origin ?? null;
  insertDataset(db, { ...place, view, rows: stored, cells, columns, certificate, origin, profile: known.profile }, at);
  insertLeftOut(db, id, 'rejected_rows', made.rejectedRecords);
  insertLeftOut(db, id, 'skipped_rows', made.skippedRecords);
  if (among) setLines(db, id, lines);
  if (PREVIEWS[exhibit.preview].cells) unindex(db, exhibitId); // the cells are searched
  record({
    caseId: exhibit.caseId,
    action: 'dataset.parse',
    subject: exhibit.label,
    detail: {
      view,
      ...(part === '' ? {} : { part }),
      dialect: certificate.sentence,
      records,
      header: headers,
      stored,
      rejected,
      skipped,
      replaced: old !== null,
      cells,
    },
  });
  return { dataset: datasetById(db, id), certificate };
}

/** @returns the dataset that a reading takes the place of. @throws Fault `not-found` for one that is not of the exhibit */
function replaced(
  db: ReadDb | WriteDb,
  exhibitId: ExhibitId,
  { part = '', add, datasetId }: Wanted,
): DatasetSummary | null {
  if (add) return null;
  const all = datasetsOfExhibit(db, exhibitId);
  if (datasetId === undefined) return all.find((each) => each.part === part) ?? null;
  const found = all.find(({ id }) => id === datasetId);
  if (!found) throw new Fault('not-found', 'That dataset was not read from this exhibit.');
  return found;
}

/** Where the rows of a dataset stand in the file that is read anew as a part of a combined one; null where it is none, or nobody can tell. */
async function linesAnew(
  context: JobContext,
  exhibitId: ExhibitId,
  wanted: Wanted,
  number: number,
  columns: readonly StoredColumn[],
  { records, stored, headerRecords, rejectedRecords, skippedRecords, skipped, totals }: TableMade,
  format: string | undefined,
): Promise<LineRuns | null> {
  const { db } = context;
  const old = replaced(db, exhibitId, wanted);
  if (!old || !combinedOf(db, exhibitById(db, exhibitId).caseId, old.id) || skippedRecords.length !== skipped)
    return null;
  return lineRuns(context, {
    number,
    columns,
    stored,
    header: headerRecords.length,
    records,
    lines: totals.lines,
    format,
    left: [...rejectedRecords, ...skippedRecords],
    ended: wanted.content ? null : endsWithLine(db, exhibitId, ''),
  });
}

/** The combined dataset that a dataset is part of, in which it must keep its columns. @throws Fault `conflict` */
function fitting(
  db: WriteDb,
  caseId: CaseId,
  { id, columns: before, view }: DatasetSummary,
  columns: readonly StoredColumn[],
): Combined | null {
  const among = combinedOf(db, caseId, id);
  if (!among) return null;
  if (!sameShape(before, columns))
    throw new Fault(
      'conflict',
      `${view} is part of "${among.view}", and has other columns when it is read in this way. Take it out of "${among.view}" first, or keep the new reading beside it.`,
    );
  return among;
}

const free = (view: string | undefined, taken: ReadonlySet<string>): string | null =>
  view === undefined || isReserved(view) || isTaken(view, taken) ? null : view;

/** Removes what was read from an exhibit, in the caller's transaction. @returns the combined datasets that its rows were part of, by name */
export function dropDatasets(db: WriteDb, exhibitId: ExhibitId, caseId: CaseId): string[] {
  const left = new Set<string>();
  for (const { id } of datasetsOfExhibit(db, exhibitId)) {
    const among = combinedOf(db, caseId, id);
    if (among) {
      separated(db, among, id);
      left.add(among.view);
    }
    deleteDataset(db, id);
  }
  return [...left];
}

function recordEnd({ crlf, lf, cr }: ReadTotals['ends']): Dialect['newline'] | null {
  if (crlf + lf + cr === 0) return null;
  if (lf + cr === 0) return '\r\n';
  if (crlf + cr === 0) return '\n';
  return crlf + lf === 0 ? '\r' : 'mixed';
}
