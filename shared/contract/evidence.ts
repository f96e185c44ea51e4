import { z } from 'zod';
import { exhibitKinds, previews } from '../domain/exhibit-kinds.ts';
import { ColumnReading, Reading } from '../domain/readings.ts';
import { job, read, write } from './command.ts';
import { PictureFacts, SimilarPicture } from './pictures.ts';
import { Bytes, CaseId, DatasetId, ExhibitId, Instant, Line, Sha256, Text, Ticket, Title, Zone } from './values.ts';

export const ExhibitKind = z.enum(exhibitKinds);
export const Sensitivity = z.enum(['normal', 'personal', 'graphic']);
/** Admiralty scale: reliability of the source, credibility of the information. */
export const Reliability = z.enum(['A', 'B', 'C', 'D', 'E', 'F']);
export const Credibility = z.enum(['1', '2', '3', '4', '5', '6']);

export const Preview = z.enum(previews);

/** A further time that the same bytes came in. */
export const LaterAcquisition = z.object({
  position: z.int().min(2).describe('2 for the second time'),
  acquiredAt: Instant,
  acquiredZone: z.string(),
  acquiredBy: z.string(),
  acquiredHow: z.string(),
  title: z.string().describe('empty where none was given'),
  originalName: z.string(),
  source: z.string(),
  note: z.string(),
  tags: z.array(z.string()),
  sensitivity: Sensitivity,
});
export type LaterAcquisition = z.infer<typeof LaterAcquisition>;

export const Exhibit = z.object({
  id: ExhibitId,
  caseId: CaseId,
  number: z.int().min(1),
  label: z.string().describe('E-0001'),
  kind: ExhibitKind,
  title: z.string(),
  originalName: z.string(),
  mediaType: z.string(),
  typeWarning: z
    .string()
    .nullable()
    .describe('what is odd about the bytes: the name claims another type, or a picture is cut off'),
  preview: Preview,
  previewProblem: z.string().nullable(),
  width: z.int().nullable().describe('pixels, as displayed'),
  height: z.int().nullable(),
  bytes: z.int(),
  sha256: Sha256,
  acquiredAt: Instant,
  acquiredZone: z.string(),
  acquiredBy: z.string(),
  acquiredHow: z.string(),
  source: z.string().describe('where it came from: a URL, a system, a person'),
  sensitivity: Sensitivity,
  reliability: Reliability.nullable(),
  credibility: Credibility.nullable(),
  note: z.string(),
  tags: z.array(z.string()),
  removedAt: Instant.nullable(),
  removedReason: z.string().nullable(),
  hasThumbnail: z.boolean(),
  copyOf: z.string().nullable().describe('"E-0003": the exhibit that this is a working copy of'),
  laterAcquisitions: z.array(LaterAcquisition).describe('how the same bytes came in again, after the first time'),
});
export type Exhibit = z.infer<typeof Exhibit>;

/**
 * How records are told apart. `delimited` is CSV and its kin; `fields-log` has directives such as `#fields` above its rows
 * (Zeek, W3C); `ruled` is a table drawn with lines (Markdown, psql, mysql); `fixed-width` has columns at fixed places.
 */
export const TableLayout = z.enum(['delimited', 'fields-log', 'ruled', 'fixed-width']);

/** What a CSV-like file is written in. */
export const Dialect = z.strictObject({
  encoding: z.string().max(40).describe('WHATWG label: utf-8, utf-16le, windows-1252 …'),
  bom: z.boolean(),
  delimiter: z.string().max(4).describe('empty when every record is one value'),
  quote: z.string().max(1).describe('empty when nothing is quoted'),
  escape: z.string().max(1),
  newline: z.enum(['\n', '\r\n', '\r', 'mixed']),
  header: z.boolean(),
  skipLines: z.int().min(0).max(10_000).describe('records before the header that are not data'),
  skipFooter: z.int().min(0).max(10_000),
  format: z
    .string()
    .max(100)
    .optional()
    .describe('what was read when it is no delimited text, as a person says it: "Excel workbook, sheet Logins"'),
  headerRows: z.int().min(1).max(9).default(1).describe('records that make up the header, joined'),
  rowNames: z.boolean().default(false).describe('the header has no name for the first column, as R writes row names'),
  layout: TableLayout.default('delimited'),
  starts: z
    .array(z.int().min(0))
    .max(1999)
    .default([])
    .describe('fixed width: where columns begin, in characters from 0'),
});
export type Dialect = z.infer<typeof Dialect>;

export const ColumnType = z.enum(['TEXT', 'INTEGER', 'REAL']);
export const Column = z.object({
  name: z.string().describe('the name in SQL'),
  header: z.string().describe('the name in the file, as it stood there'),
  type: ColumnType,
  nulls: z.int(),
  empties: z.int(),
  form: z.string().max(20).optional().describe('text, integer, real:<scale> or time: how its cells lie in the store'),
  reading: ColumnReading.optional().describe('missing for a table that was read before there were readings'),
});
export type Column = z.infer<typeof Column>;

export const ImportWarning = z.object({
  code: z.enum([
    'export-cap',
    'duplicate-header',
    'blank-header',
    'mixed-newlines',
    'damaged-ids',
    'encoding-guess',
    'ragged-rows',
    'stray-quotes',
    'repeated-header',
    'total-row',
    'header-guess',
    'one-column',
    'nul-bytes',
    'undecodable',
    'inner-mark',
    'formula-cells',
    'no-rows',
    'numbers-as-text',
    'open-question',
    'format-note',
    'not-read',
    'profile',
  ]),
  message: z.string(),
  column: z.string().optional().describe('the name in SQL of the one column that is meant'),
});

/** What came in and what became of it. `records = header + stored + rejected + skipped`, always. */
export const Certificate = z.object({
  fileSha256: Sha256,
  fileBytes: z.int(),
  dialect: Dialect,
  sentence: z.string().describe('the dialect in words'),
  lines: z.int().describe('line ends in the file'),
  records: z.int().describe('CSV records read; quoted line ends make this smaller than lines'),
  header: z.int().min(0).max(9).describe('records that make up the header'),
  stored: z.int(),
  rejected: z.int(),
  skipped: z.int().describe('preamble, footer and blank records'),
  balanced: z.boolean(),
  columns: z.array(Column),
  warnings: z.array(ImportWarning),
  importedAt: Instant,
});
export type Certificate = z.infer<typeof Certificate>;

const EMPTY = z.literal('');
/** The query that produced the rows of a file, as whoever imported it says. Empty where nothing is known. */
export const Origin = z.strictObject({
  query: Text.describe('its SQL'),
  engine: Line.describe('"BigQuery", "Looker": what ran it'),
  job: Line.describe("the engine's own id of the run"),
  ranAt: z
    .union([EMPTY, z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/)])
    .describe('2026-05-04T14:03, on the clock of `zone`'),
  zone: z.union([EMPTY, Zone]),
  ranBy: Line,
});
export type Origin = z.infer<typeof Origin>;

export const DatasetSummary = z.object({
  id: DatasetId,
  exhibitId: ExhibitId,
  exhibitLabel: z.string(),
  part: z.string().describe('what of the exhibit it was read from: a sheet, an entry; empty for the whole of it'),
  view: z.string().describe('its name in SQL'),
  rows: z.int(),
  columns: z.array(Column),
  warnings: z.int(),
  origin: Origin.nullable(),
  profile: z.string().describe('of the known export that it was read as; empty for none'),
});
export type DatasetSummary = z.infer<typeof DatasetSummary>;

/** What one import did; the same for the window and the command line. */
export const ImportResult = z.object({
  exhibitId: ExhibitId,
  exhibit: z.string().describe('E-0001'),
  originalName: z.string(),
  sha256: Sha256,
  bytes: z.int(),
  mediaType: z.string(),
  typeWarning: z.string().nullable(),
  duplicateOf: z
    .string()
    .nullable()
    .describe('label of an exhibit of the case with the same bytes; nothing was stored twice'),
  acquiredAgain: z
    .object({
      position: z.int().min(2).describe('2 for the second time'),
      repeats: z
        .int()
        .min(1)
        .nullable()
        .describe('the time before that the same person brought it from the same source'),
      sensitivityRaised: z.boolean().describe('the exhibit was marked normal until now'),
    })
    .nullable()
    .describe('set with duplicateOf: what was recorded of it'),
  dataset: z
    .object({ id: DatasetId, view: z.string(), rows: z.int(), columns: z.int() })
    .nullable()
    .describe('the first of the datasets'),
  datasetProblem: z.string().nullable().describe('why a CSV-like file became an exhibit without a dataset'),
  certificate: Certificate.nullable().describe('of the first of the datasets'),
  datasets: z
    .array(
      z.object({
        id: DatasetId,
        part: z.string(),
        view: z.string(),
        rows: z.int(),
        columns: z.int(),
        certificate: Certificate,
      }),
    )
    .describe('all that were read from it'),
  similar: z.array(SimilarPicture).describe('pictures of the case that look like it, the likest first; at most 5'),
});
export type ImportResult = z.infer<typeof ImportResult>;

export const Acquisition = {
  title: Title.optional(),
  how: Line.optional().describe('how it was acquired: "file import", "pasted", "dropped"'),
  source: Line.optional(),
  note: Text.optional(),
  sensitivity: Sensitivity.optional(),
  tags: z.array(Title).max(50).optional(),
  zone: Zone.optional().describe('the zone it was taken in; the machine zone when left out'),
};

export const evidenceCommands = {
  'evidence.import': job(
    'writes',
    {
      caseId: CaseId,
      ticket: Ticket,
      ...Acquisition,
      dataset: z.enum(['auto', 'never']).optional(),
      dialect: Dialect.optional(),
      origin: Origin.optional().describe('kept with each dataset that is read from the file'),
    },
    ImportResult,
    ['dataset'],
  ),
  'evidence.list': read({ caseId: CaseId }, z.array(Exhibit), ['evidence']),
  'evidence.get': read({ exhibitId: ExhibitId }, Exhibit, ['evidence']),
  'evidence.update': write(
    {
      exhibitId: ExhibitId,
      title: Title.optional(),
      note: Text.optional(),
      source: Line.optional(),
      sensitivity: Sensitivity.optional(),
      reliability: Reliability.nullable().optional(),
      credibility: Credibility.nullable().optional(),
      tags: z.array(Title).max(50).optional(),
    },
    Exhibit,
  ),
  'evidence.remove': write({ exhibitId: ExhibitId, reason: Title }, Exhibit),
  /** Bytes for a viewer. `picture` is a decoded, safe PNG/JPEG/WebP rendition of an image; at most 32 MiB a call. */
  'evidence.content': read(
    {
      exhibitId: ExhibitId,
      variant: z.enum(['thumbnail', 'picture', 'original']),
      offset: z.int().min(0).default(0),
      length: z.int().min(1).max(33_554_432).default(33_554_432),
    },
    z.object({ mediaType: z.string(), bytes: Bytes, offset: z.int(), total: z.int() }),
    'immutable',
  ),
  /** A page of lines of a text-like exhibit, decoded. */
  'evidence.text': read(
    {
      exhibitId: ExhibitId,
      offset: z.int().min(0).default(0).describe('byte offset'),
      length: z.int().min(1).max(1_048_576).default(262_144),
    },
    z.object({ text: z.string(), encoding: z.string(), nextOffset: z.int().nullable(), total: z.int() }),
    'immutable',
  ),
  /** Where a text stands first in a text-like exhibit, case and composition apart: the page of `evidence.text` and the place in it. */
  'evidence.find': read(
    { exhibitId: ExhibitId, text: z.string().min(1).max(200) },
    z
      .object({
        pages: z.array(z.int()).describe('byte offsets of the pages up to that one, which comes last'),
        line: z.int().describe('of the whole text, from 1'),
        match: z.tuple([z.int(), z.int()]).describe('start and end within the text of the page, in UTF-16 units'),
      })
      .nullable(),
    'immutable',
  ),
  /** What the file of a picture says of itself; `method` is null when it was not looked for, as in what is no picture. */
  'evidence.exif': read({ exhibitId: ExhibitId }, PictureFacts.extend({ method: z.string().nullable() }), ['evidence']),
  /** Pictures of the same case that look like it, the likest first. `compared` is false for what has no hash. */
  'evidence.similar': read(
    { exhibitId: ExhibitId, limit: z.int().min(1).max(500).default(50) },
    z.object({ pictures: z.array(SimilarPicture), total: z.int(), compared: z.boolean(), method: z.string() }),
    ['evidence'],
  ),
  'evidence.export': job(
    'reads',
    { exhibitId: ExhibitId },
    z.object({ ticket: Ticket, name: z.string(), sha256: Sha256 }),
  ),
};

const LeftOut = z.object({
  total: z.int(),
  rows: z.array(z.object({ record: z.int(), line: z.int(), reason: z.string(), raw: z.string() })),
});

const ColumnName = z.string().min(1).max(10_000).describe('the name in SQL');
/** CSV carries texts, the others typed values, exact to the last digit. */
export const ExportFormat = z.enum(['csv', 'parquet', 'xlsx', 'ndjson']);
export type ExportFormat = z.infer<typeof ExportFormat>;

/** Cells of an export that were altered, so that no spreadsheet runs them. */
export const GUARDED = {
  guardedCells: z.int().describe('made safe for spreadsheets'),
  guardedAt: z.array(z.object({ row: z.int(), column: z.string() })).describe('the first 100; row 0 is the header'),
};

export const datasetCommands = {
  'dataset.list': read({ caseId: CaseId }, z.array(DatasetSummary), ['dataset', 'evidence']),
  /** The first row in which a text stands, from 1, case and composition apart; null when no cell holds it. */
  'dataset.find': read({ datasetId: DatasetId, text: z.string().min(1).max(200) }, z.int().nullable(), [
    'dataset',
    'evidence',
  ]),
  /** Rows of a dataset as their cells' text, by their number from 1. */
  'dataset.rows': read(
    { datasetId: DatasetId, offset: z.int().min(0).default(0), limit: z.int().min(1).max(1000).default(200) },
    z.object({ header: z.array(z.string()), rows: z.array(z.array(z.string().nullable())), total: z.int() }),
    ['dataset', 'evidence'],
  ),
  'dataset.certificate': read({ datasetId: DatasetId }, Certificate, ['dataset', 'evidence']),
  'dataset.rejected': read(
    { datasetId: DatasetId, offset: z.int().min(0).default(0), limit: z.int().min(1).max(1000).default(200) },
    LeftOut,
    ['dataset', 'evidence'],
  ),
  /** Records that were left out: preamble, footer, blank ones. */
  'dataset.skipped': read(
    { datasetId: DatasetId, offset: z.int().min(0).default(0), limit: z.int().min(1).max(1000).default(200) },
    LeftOut,
    ['dataset', 'evidence'],
  ),
  /** Sniffs an exhibit, or applies the dialect given, and shows the first rows; stores nothing. */
  'dataset.preview': read(
    {
      exhibitId: ExhibitId,
      dialect: Dialect.optional(),
      part: z.string().max(200).default('').describe('of the exhibit; empty for its first table'),
    },
    z.object({
      dialect: Dialect,
      sentence: z.string(),
      header: z.array(z.string()),
      rows: z.array(z.array(z.string().nullable())),
      alternatives: z
        .array(z.object({ encoding: z.string(), lines: z.array(z.string()) }))
        .describe(
          'where the encoding is a guess: the best few, that guess first, and how the lines read that tell them apart',
        ),
    }),
    'immutable',
  ),
  /**
   * Parses the exhibit with a dialect. The dataset named, or the first of the same part, is replaced and keeps its id and name;
   * `add` keeps the new reading beside those there are. The act is recorded.
   */
  'dataset.parse': job(
    'writes',
    {
      exhibitId: ExhibitId,
      dialect: Dialect.optional(),
      part: z.string().max(200).default(''),
      add: z.boolean().default(false),
      datasetId: DatasetId.optional(),
    },
    z.object({ dataset: DatasetSummary, certificate: Certificate }),
    ['evidence'],
  ),
  /** What a reading would make of a column; changes nothing. Places of decimals and fractions of a second are found from the values. */
  'dataset.fits': read(
    { datasetId: DatasetId, column: ColumnName, reading: Reading },
    z.object({
      reading: ColumnReading.describe('as the column would have it'),
      examples: z
        .array(z.object({ text: z.string(), value: z.union([z.string(), z.number()]) }))
        .describe('the first few'),
    }),
    ['dataset', 'evidence'],
  ),
  /**
   * Reads columns in another way, as a person wants them, all of them or none. Values that do not fit are NULL in SQL from then on; their
   * text stays.
   */
  'dataset.reading': job(
    'writes',
    {
      datasetId: DatasetId,
      readings: z
        .array(z.object({ column: ColumnName, reading: Reading }))
        .min(1)
        .max(2000),
    },
    DatasetSummary,
  ),
  /** Says where the rows came from; null takes back what was said. */
  'dataset.origin': write({ datasetId: DatasetId, origin: Origin.nullable() }, DatasetSummary),
  /**
   * The rows for a program beyond this one: they leave the vault unencrypted. CSV has every cell's text as it came and the header of the
   * file; the others have values as the columns are read.
   */
  'dataset.export': job(
    'reads',
    { datasetId: DatasetId, format: ExportFormat, guardFormulas: z.boolean().default(true) },
    z.object({
      ticket: Ticket,
      name: z.string(),
      rows: z.int(),
      ...GUARDED,
      asText: z.array(z.string()).describe('columns with a reading that some value does not fit, written as text'),
    }),
  ),
  'dataset.rename': write(
    { datasetId: DatasetId, view: z.string().regex(/^[\p{L}_][\p{L}\p{N}_]{0,62}$/u) },
    DatasetSummary,
  ),
};
