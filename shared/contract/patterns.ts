import { z } from 'zod';
import { ROLE_NAMES } from '../domain/patterns/roles.ts';
import { job, read, write } from './command.ts';
import { Exhibit } from './evidence.ts';
import { Finding } from './findings.ts';
import { Mapped } from './mapping.ts';
import { QueryResult } from './query.ts';
import { BoardId, CaseId, DatasetId, ResultId, Title } from './values.ts';

const ColumnName = z.string().min(1).max(500);
export const RoleName = z.enum(ROLE_NAMES);
/** Columns by the role that they have. */
export const Mapping = z.partialRecord(RoleName, ColumnName);

/** The rows that a pattern looks at: a dataset, or what a statement gives. */
export const PatternSource = z.union([
  z.strictObject({ datasetId: DatasetId }),
  z.strictObject({ statement: z.string().min(1).max(1_000_000) }),
]);
export type PatternSource = z.infer<typeof PatternSource>;

export const DatasetMapping = z.object({
  datasetId: DatasetId,
  view: z.string(),
  rows: z.int(),
  exhibitLabel: z.string(),
  columns: z.array(z.object({ name: z.string(), header: z.string() })),
  mapping: Mapping.describe('what was chosen, and what headers and readings suggest'),
  chosen: z.array(RoleName).describe('roles that a person set, to a column or to none'),
});
export type DatasetMapping = z.infer<typeof DatasetMapping>;

/** How a pattern judged its own conditions, and what it found; `result` is missing where one was not met. */
export const PatternRun = z.object({
  template: z.string(),
  sql: z.string(),
  facts: z.record(z.string(), z.number().nullable()),
  conditions: z.array(z.object({ met: z.boolean(), text: z.string() })),
  notes: z.array(z.string()),
  result: QueryResult.nullable(),
  found: z.int().describe('rows that it found; 0 where a verdict says that nothing stands out'),
  verdict: z.string().nullable(),
  lookedAt: z.string().describe('the rows, columns and bounds that the outcome is true of'),
  claim: z.string(),
});
export type PatternRun = z.infer<typeof PatternRun>;

export const patternCommands = {
  'pattern.mappings': read({ caseId: CaseId }, z.array(DatasetMapping), ['pattern', 'dataset', 'evidence']),
  /** Remembers which columns of a dataset have which role; null says that no column has it. */
  'pattern.map': write(
    { datasetId: DatasetId, mapping: z.partialRecord(RoleName, ColumnName.nullable()) },
    DatasetMapping,
  ),
  /** Checks the conditions of a pattern and, where all are met, runs it; the result is kept like that of any statement. */
  'pattern.run': job(
    'reads',
    {
      caseId: CaseId,
      template: z.string().min(1).max(60),
      source: PatternSource,
      mapping: Mapping,
      values: z.record(z.string().max(40), z.union([z.number(), z.string().max(200)])).default({}),
      conditionsOnly: z.boolean().default(false),
      rowLimit: z.int().min(1).max(1_000_000).default(100_000),
      timeoutSeconds: z.int().min(1).max(3600).default(60),
    },
    PatternRun,
    ['query'],
  ),
  /** Saves the result as an exhibit; what is put onto a board or into a finding afterwards rests on the same one. */
  'pattern.save': write({ resultId: ResultId, title: Title.optional() }, Exhibit, ['evidence', 'query']),
  /** Saves the result as an exhibit and puts what it links onto the case's main board, resting on that exhibit; one step. */
  'pattern.board': write(
    { resultId: ResultId, title: Title.optional() },
    z.object({
      exhibit: Exhibit,
      boardId: BoardId,
      mapped: Mapped,
      left: z.int().describe('rows that are not drawn: too many for one board'),
    }),
    ['evidence', 'query', 'board', 'entity'],
  ),
  /** Saves the result as an exhibit and states a finding that rests on it, with what the pattern checked, left out and cannot tell. */
  'pattern.finding': write(
    { resultId: ResultId, claim: Title.optional(), title: Title.optional() },
    z.object({ exhibit: Exhibit, finding: Finding }),
    ['evidence', 'query', 'finding'],
  ),
};
