import { z } from 'zod';
import { Reading } from '../domain/readings.ts';
import { Period, Shaping, Unusual } from '../domain/shaping.ts';
import { job, read } from './command.ts';
import { CaseId, Cell, DatasetId, Instant } from './values.ts';

const Counted = z.object({ value: Cell, rows: z.int() });

/** Rows by ranges of numbers or by periods of times. A range goes from its first value to before its last. */
export const Ranges = z.object({
  period: Period.nullable().describe('null for numbers'),
  bins: z.array(z.object({ from: Cell, to: Cell, rows: z.int() })),
  outside: z.int().describe('rows with a value that is in none: neither a finite number nor a time'),
});
export type Ranges = z.infer<typeof Ranges>;

/** What a column holds, counted over the rows that the steps about other columns leave. */
export const Facet = z.object({
  column: z.string(),
  reading: Reading.optional(),
  rows: z.int(),
  nulls: z.int(),
  empties: z.int().describe('rows with the empty text'),
  distinct: z.int().describe('values, NULL not among them'),
  values: z
    .array(Counted)
    .describe('the most frequent, then those of the steps about this column that are not among them'),
  rest: z.object({ values: z.int(), rows: z.int() }).describe('that are not listed'),
  ranges: Ranges.nullable().describe('null for a column of neither numbers nor times, or of one value'),
  unusual: z.array(z.object({ what: Unusual, values: z.int(), rows: z.int() })),
});
export type Facet = z.infer<typeof Facet>;

export const ColumnFacts = z.object({
  column: z.string(),
  reading: Reading.optional(),
  type: z.string(),
  rows: z.int(),
  nulls: z.int(),
  empties: z.int(),
  distinct: z.int(),
  top: z.array(Counted),
  ranges: Ranges.nullable(),
  least: Cell.describe('of numbers, times and texts in SQL’s order; null when there is no value'),
  greatest: Cell,
  sum: z.string().nullable().describe('exact; null for a column of no numbers'),
  median: Cell,
  patterns: z
    .array(z.object({ pattern: z.string(), rows: z.int(), example: z.string() }))
    .describe('A and a for letters, 9 for a digit, + behind what is repeated beyond eight times'),
  outliers: z
    .object({ rows: z.int(), below: Cell, above: Cell, first: z.array(Counted) })
    .nullable()
    .describe(
      'numbers whose distance from the median is over 3.5 / 0.6745 of the median of such distances (Iglewicz and Hoaglin, 1993)',
    ),
  unusual: z.array(z.object({ what: Unusual, values: z.int(), rows: z.int() })),
  suspicious: z.array(z.string()).describe('in words'),
});
export type ColumnFacts = z.infer<typeof ColumnFacts>;

export const DatasetProfile = z.object({ rows: z.int(), madeAt: Instant, columns: z.array(ColumnFacts) });
export type DatasetProfile = z.infer<typeof DatasetProfile>;

const Timeout = z.int().min(1).max(3600).default(60);

export const analysisCommands = {
  /** Counts the values of columns of what a shaping gives. A facet is not narrowed by the steps about its own column. */
  'analysis.facets': job(
    'reads',
    {
      caseId: CaseId,
      shaping: Shaping,
      columns: z.array(z.string()).max(40),
      values: z.int().min(1).max(5000).default(12),
      timeoutSeconds: Timeout,
    },
    z.object({
      rows: z.int().describe('before the last steps that leave rows out'),
      kept: z.int().describe('after all steps'),
      facets: z.array(Facet),
      elapsedMs: z.number(),
    }),
  ),
  /** How two tables would join, counted both ways before it is done. */
  'analysis.joinCounts': job(
    'reads',
    {
      caseId: CaseId,
      shaping: Shaping,
      table: z.string().min(1).max(500),
      on: z
        .array(z.strictObject({ left: z.string(), right: z.string() }))
        .min(1)
        .max(8),
      timeoutSeconds: Timeout,
    },
    z.object({
      leftRows: z.int(),
      rightRows: z.int(),
      leftMatched: z.int().describe('rows of the left with a match'),
      rightMatched: z.int(),
      leftBlank: z.int().describe('rows of the left whose key is NULL, which matches nothing'),
      rightBlank: z.int(),
      joinedRows: z.int(),
      mostForLeft: z.int().describe('rows of the right that one key of the left matches at most'),
      mostForRight: z.int(),
      nearly: z
        .array(
          z.object({
            by: z.enum(['case', 'spaces', 'zeros']),
            rows: z.int(),
            example: z.tuple([z.string(), z.string()]),
          }),
        )
        .describe('rows of the left without a match that would have one without regard to these'),
      warnings: z.array(z.string()),
    }),
  ),
  /** The kept profile of a dataset as it is read now; null when none was made since. */
  'analysis.kept': read({ datasetId: DatasetId }, DatasetProfile.nullable(), ['analysis', 'dataset', 'evidence']),
  /** Goes through a dataset column by column, and keeps what it found until a reading changes. */
  'analysis.profile': job('writes', { datasetId: DatasetId }, DatasetProfile),
};
