import { z } from 'zod';
import { ColumnReading, Reading } from '../domain/readings.ts';
import { job, read, write } from './command.ts';
import { CaseId, CombinedId, DatasetId, ExhibitId, Instant, Line, Sha256, Text, Ticket, Zone } from './values.ts';

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
    'values-lost',
    'clocks-changed',
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

/** The name of a table in SQL, that needs no quotes. */
export const ViewName = z.string().regex(/^[\p{L}_][\p{L}\p{N}_]{0,62}$/u, 'is no name of a table');

export const DatasetSummary = z.object({
  id: DatasetId,
  exhibitId: ExhibitId,
  exhibitLabel: z.string(),
  part: z.string().describe('what of the exhibit it was read from: a sheet, an entry; empty for the whole of it'),
  view: z.string().describe('its name in SQL'),
  rows: z.int(),
  columns: z.array(Column),
  warnings: z.int().describe('of the import certificate; questions about columns are no warnings'),
  origin: Origin.nullable(),
  profile: z.string().describe('of the known export that it was read as; empty for none'),
});
export type DatasetSummary = z.infer<typeof DatasetSummary>;

/** Datasets of one shape as one table: its rows are theirs, one below the other, each with its exhibit, its row and its line. */
export const CombinedDataset = z.object({
  id: CombinedId,
  view: z.string().describe('its name in SQL'),
  rows: z.int(),
  members: z.array(
    z.object({
      datasetId: DatasetId,
      exhibitId: ExhibitId,
      exhibitLabel: z.string(),
      view: z.string(),
      rows: z.int(),
      lines: z.boolean().describe('whether the line of each row in the file is known'),
    }),
  ),
  columns: z
    .array(z.object({ name: z.string(), type: ColumnType, reading: Reading.nullable() }))
    .describe('the first three say where a row stands'),
  notes: z.array(z.string()).describe('columns that its members read in different ways, so that they are text here'),
});
export type CombinedDataset = z.infer<typeof CombinedDataset>;
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

const EXPORTED_AS = { format: ExportFormat, guardFormulas: z.boolean().default(true) };
const Exported = z.object({
  ticket: Ticket,
  name: z.string(),
  rows: z.int(),
  ...GUARDED,
  asText: z.array(z.string()).describe('columns with a reading that some value does not fit, written as text'),
});

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
  /** Datasets of the case that are read as one. */
  'dataset.combined': read({ caseId: CaseId }, z.array(CombinedDataset), ['dataset', 'evidence']),
  /**
   * Puts datasets below another of the same columns, or below those of a combined dataset. Each stays a dataset of its own, with its
   * certificate. A column that they read in different ways is read in one that fits every value of all, which the notes name; where
   * none does, or two of them answer an open question differently, it is text in the combined dataset.
   */
  'dataset.append': job(
    'writes',
    {
      caseId: CaseId,
      to: z.string().min(1).max(63).describe('the name in SQL of a dataset or of a combined one'),
      datasetIds: z.array(DatasetId).min(1).max(500),
      view: ViewName.optional().describe(
        'of the combined dataset that is made where there is none; made from the first name',
      ),
    },
    CombinedDataset,
  ),
  /** Takes a dataset out of a combined one, which ends when it is left with one; without a dataset, all of them. The datasets stay. */
  'dataset.separate': write({ combinedId: CombinedId, datasetId: DatasetId.optional() }, CombinedDataset.nullable()),
  /** Says where the rows came from; null takes back what was said. */
  'dataset.origin': write({ datasetId: DatasetId, origin: Origin.nullable() }, DatasetSummary),
  /**
   * The rows for a program beyond this one: they leave the vault unencrypted. CSV has every cell's text as it came and the header of the
   * file; the others have values as the columns are read.
   */
  'dataset.export': job('reads', { datasetId: DatasetId, ...EXPORTED_AS }, Exported),
  /** Rows of all members; as CSV the text of each cell, as a dataset alone. */
  'dataset.exportCombined': job(
    'reads',
    {
      combinedId: CombinedId,
      ...EXPORTED_AS,
      places: z
        .boolean()
        .default(true)
        .describe('with the exhibit, row and line of each row, as columns before the others'),
    },
    Exported,
  ),
  'dataset.rename': write({ datasetId: DatasetId, view: ViewName }, DatasetSummary),
  'dataset.renameCombined': write({ combinedId: CombinedId, view: ViewName }, CombinedDataset),
};
