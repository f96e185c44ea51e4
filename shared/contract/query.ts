import { z } from 'zod';
import { Reading } from '../domain/readings.ts';
import { Parameter, Parameters } from '../domain/sql-parameters.ts';
import { job, read, write } from './command.ts';
import { ExportFormat, GUARDED, ViewName } from './datasets.ts';
import { Exhibit } from './evidence.ts';
import {
  Bytes,
  CaseId,
  Cell,
  DatasetId,
  ExhibitId,
  Instant,
  Nothing,
  ResultId,
  SavedQueryId,
  Sha256,
  Text,
  Ticket,
  Title,
  Zone,
} from './values.ts';

export const ResultColumn = z.object({
  name: z.string(),
  type: z.enum(['TEXT', 'INTEGER', 'REAL', 'BLOB', 'MIXED', 'NULL']),
  reading: Reading.optional().describe('of the one column of a dataset whose values, least, greatest or sum these are'),
  exact: z.boolean().optional().describe('texts of decimals with all their digits, as the dec_ functions give them'),
  computed: z.boolean().optional().describe('numbers that were computed from decimals in another way: REALs'),
  made: z.boolean().optional().describe('by an expression or an aggregate: no values of a column'),
  currencies: z
    .array(z.string())
    .optional()
    .describe('several, of the amounts that were added up to these values, or may have been'),
});
export type ResultColumn = z.infer<typeof ResultColumn>;

/** A dataset or table of the case that the statement read, found from the compiled statement. */
export const QueryInput = z.object({
  name: z.string(),
  datasetId: DatasetId.nullable(),
  exhibitLabel: z.string().nullable(),
  sha256: Sha256.nullable().describe('of the exhibit the dataset was parsed from'),
  through: z.string().optional().describe('the combined dataset by which the statement named it'),
  readings: z
    .array(z.strictObject({ column: z.string(), reading: Reading }))
    .optional()
    .describe('of the columns that the statement read; missing for the tables of the case'),
});
export type QueryInput = z.infer<typeof QueryInput>;

export const QueryResult = z.object({
  resultId: ResultId,
  sql: z.string().describe('with the values of its parameters as comments behind it'),
  columns: z.array(ResultColumn),
  rowCount: z.int().describe('rows kept'),
  limitedBy: z.enum(['rows', 'bytes']).nullable().describe('set when the statement had more rows than the limit'),
  rowLimit: z.int(),
  elapsedMs: z.number(),
  inputs: z.array(QueryInput),
  bound: z.array(Parameter).optional().describe('what was bound to the parameters; missing where it has none'),
  comparedAsText: z
    .array(z.string())
    .describe(
      '"logins.amount": columns of numbers kept as text that the statement compares, sorts by, or takes min or max of',
    ),
  warnings: z.array(z.string()).describe('what the rows do not say of themselves, in words'),
});
export type QueryResult = z.infer<typeof QueryResult>;

export const FrozenQuery = z.object({
  exhibit: Exhibit,
  sql: z.string(),
  columns: z.array(ResultColumn),
  rowCount: z.int(),
  limitedBy: z.enum(['rows', 'bytes']).nullable(),
  resultSha256: Sha256.describe('over the canonical rows; equals the exhibit hash'),
  inputs: z.array(QueryInput),
  ranAt: Instant,
  elapsedMs: z.number(),
});
export type FrozenQuery = z.infer<typeof FrozenQuery>;

export const TableInfo = z.object({
  name: z.string(),
  kind: z.enum(['dataset', 'case']),
  /** What a row is; `null` for a dataset, whose certificate says it. */
  description: z.string().nullable(),
  rows: z.int().nullable(),
  columns: z.array(z.object({ name: z.string(), type: z.string(), reading: Reading.optional() })),
});

/** A statement of a case that is kept under a name. */
export const SavedQuery = z.object({
  id: SavedQueryId,
  caseId: CaseId,
  name: z.string(),
  description: z.string(),
  sql: z.string(),
  parameters: z.array(Parameter).describe('those of the statement, each with the value that is offered first'),
  updatedAt: Instant,
});
export type SavedQuery = z.infer<typeof SavedQuery>;
export const SavedText = {
  name: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .refine((text) => text.isWellFormed(), 'holds half of a character (a lone surrogate)'),
  description: Text,
  sql: z.string().min(1).max(1_000_000),
  parameters: Parameters,
};

export const queryCommands = {
  'query.saved': read({ caseId: CaseId }, z.array(SavedQuery), ['query']),
  /** Saves a statement under a name that no other of the case has, or changes the one of that id. What is left out stays. */
  'query.save': write(
    {
      caseId: CaseId,
      savedId: SavedQueryId.optional(),
      name: SavedText.name.optional(),
      description: SavedText.description.optional(),
      sql: SavedText.sql.optional(),
      parameters: SavedText.parameters.optional(),
    },
    SavedQuery,
  ),
  'query.remove': write({ savedId: SavedQueryId }, Nothing),
  /** Brings back one that was deleted, under its name, or under the next free one where that was taken meanwhile. */
  'query.restore': write({ savedId: SavedQueryId }, SavedQuery),
  'query.schema': read({ caseId: CaseId }, z.array(TableInfo), 'everything'),
  'query.run': job(
    'reads',
    {
      caseId: CaseId,
      sql: z.string().min(1).max(1_000_000),
      parameters: Parameters.default([]).describe(
        'bound to :name; others are taken from the comments of the statement',
      ),
      derived: z
        .boolean()
        .default(false)
        .describe('made by clicks from a statement or a table: it does not enter the history'),
      rowLimit: z.int().min(1).max(1_000_000).default(100_000),
      timeoutSeconds: z.int().min(1).max(3600).default(60),
    },
    QueryResult,
  ),
  /** How a statement would be run, step by step in plain words; nothing of it is run. */
  'query.explain': job(
    'reads',
    { caseId: CaseId, sql: z.string().min(1).max(1_000_000), parameters: Parameters.default([]) },
    z.array(
      z.object({
        depth: z.int().describe('steps of what a step says it does stand one deeper'),
        text: z.string(),
        hint: z.string().nullable().describe('what would make it faster'),
      }),
    ),
  ),
  'query.rows': read(
    { resultId: ResultId, offset: z.int().min(0), limit: z.int().min(1).max(5000) },
    z.object({ rows: z.array(z.array(Cell)) }),
    'immutable',
  ),
  /** The rows of a result in which a text stands, from 0, case and composition apart; the first 10,000 of them, and how many there are. */
  'query.find': read(
    { resultId: ResultId, text: z.string().min(1).max(200) },
    z.object({ rows: z.array(z.int()), total: z.int() }),
    'immutable',
  ),
  /** When each row of a result happened, by a column of dates or times. */
  'query.times': job(
    'reads',
    { resultId: ResultId, column: z.int().min(0), zone: Zone.describe('of times that name none') },
    z.object({
      at: Bytes.describe('a double for each row, little-endian, in milliseconds since 1970; NaN where it has no time'),
      dated: z.int(),
      assumed: z.int().describe('of them those that name no zone'),
    }),
  ),
  /** The rows of datasets that a row of a result was made from, and the text of its cells in the files. Nothing is guessed. */
  'query.rowPlace': job(
    'reads',
    { resultId: ResultId, row: z.int().min(0) },
    z.discriminatedUnion('known', [
      z.object({
        known: z.literal(true),
        places: z
          .array(
            z.object({
              exhibitId: ExhibitId,
              exhibit: z.string().describe('E-0003'),
              datasetId: DatasetId,
              view: z.string(),
              row: z.int().min(1),
              line: z
                .int()
                .min(1)
                .nullable()
                .describe('of the file, where its first record begins at 1; null where it is not known'),
            }),
          )
          .describe('one for each table that the statement joins row by row'),
        originals: z
          .array(z.string().nullable())
          .describe(
            'by column: the text in the file where another is shown; null where it is the same, or the column is computed',
          ),
      }),
      z.object({ known: z.literal(false), why: z.string().describe('behind "Its rows are of no one line, since "') }),
    ]),
  ),
  'query.discard': read({ resultId: ResultId }, z.null(), 'immutable'),
  'query.history': read(
    { caseId: CaseId },
    z.array(
      z.object({
        sql: z.string(),
        ranAt: Instant,
        rowCount: z.int().nullable(),
        elapsedMs: z.number(),
        error: z.string().nullable(),
      }),
    ),
    ['query'],
  ),
  'query.freeze': write({ resultId: ResultId, title: Title, note: Text.optional() }, Exhibit, ['evidence']),
  'query.frozen': read(
    { exhibitId: ExhibitId, offset: z.int().min(0).default(0), limit: z.int().min(0).max(5000).default(200) },
    FrozenQuery.extend({ rows: z.array(z.array(Cell)) }),
    'immutable',
  ),
  /** The first row of a frozen query in which a text stands, from 0, case and composition apart; null when no cell holds it. */
  'query.findFrozen': read({ exhibitId: ExhibitId, text: z.string().min(1).max(200) }, z.int().nullable(), 'immutable'),
  /** Runs a frozen query again on the data as it is now and compares row by row, as multisets. */
  'query.rerun': job(
    'reads',
    { exhibitId: ExhibitId },
    z.object({
      same: z.boolean(),
      rowsThen: z.int(),
      rowsNow: z.int(),
      sha256Then: Sha256,
      sha256Now: Sha256,
      added: z.array(z.array(Cell)).describe('first 100'),
      removed: z.array(z.array(Cell)).describe('first 100'),
      addedCount: z.int(),
      removedCount: z.int(),
      readingsChanged: z.array(z.string()).describe('"logins.amount": columns that are read in another way than then'),
    }),
  ),
  /** CSV (RFC 4180, UTF-8), JSON, Parquet, XLSX or NDJSON of a result. `guardFormulas` makes cells a spreadsheet would run safe by a leading apostrophe. */
  'query.export': job(
    'reads',
    { resultId: ResultId, format: z.enum([...ExportFormat.options, 'json']), guardFormulas: z.boolean().default(true) },
    z.object({ ticket: Ticket, name: z.string(), rows: z.int(), ...GUARDED }),
  ),
  /** A statement as a `.sql` file, with what is said of it as comments. It leaves the vault unencrypted. */
  'query.exportSql': job(
    'reads',
    {
      caseId: CaseId,
      name: SavedText.name,
      description: SavedText.description,
      sql: SavedText.sql,
      parameters: SavedText.parameters,
    },
    z.object({ ticket: Ticket, name: z.string() }),
  ),
  /** Datasets and results as a zipped folder: a Parquet file each, a Jupyter notebook that loads them, their hashes. It leaves the vault unencrypted. */
  'query.notebook': job(
    'reads',
    {
      caseId: CaseId,
      datasets: z.array(DatasetId).max(200),
      results: z.array(z.strictObject({ resultId: ResultId, name: ViewName })).max(20),
    },
    z.object({
      ticket: Ticket,
      name: z.string(),
      tables: z.array(
        z.object({
          name: z.string(),
          rows: z.int(),
          asText: z.array(z.string()).describe('columns with a reading that some value does not fit, written as text'),
        }),
      ),
    }),
  ),
};
