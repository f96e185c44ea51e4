import { z } from 'zod';
import { VARIANT_METHODS, type VariantMethod } from '../domain/variants.ts';
import { job } from './command.ts';
import { Exhibit } from './evidence.ts';
import { CaseId, Line, Text, Title } from './values.ts';

export const MOST_VALUES = 200_000; // different ones, compared at once
export const MOST_CLUSTERS = 1000; // shown
const MOST_OF_CLUSTER = 200;

const Method = z.enum(Object.keys(VARIANT_METHODS) as [VariantMethod, ...VariantMethod[]]);
const Variant = z.object({ text: z.string(), rows: z.int() });

/** Which values are compared, and how. */
const Comparison = {
  caseId: CaseId,
  sql: z.string().min(1).max(1_000_000).describe('a statement that gives rows'),
  column: z.string().min(1).max(1000).describe('of its result'),
  method: Method,
  edits: z.int().min(1).max(3).default(1).describe('of `distance`: the most between two neighbours'),
  sameDigits: z.boolean().default(true).describe('of `distance`: no digit may differ'),
};

export const Verdict = z.enum(['same', 'different', 'undecided']);
export type Verdict = z.infer<typeof Verdict>;

/** Values of a column that may be writings of one thing. What is one a person says; the data stays as it is. */
export const variantCommands = {
  'variant.find': job(
    'reads',
    Comparison,
    z.object({
      sql: z.string().describe('the statement that gave the values'),
      distinct: z.int().describe('values compared'),
      cut: z
        .boolean()
        .describe(`whether there were more than ${MOST_VALUES.toLocaleString('en-US')}: these have the most rows`),
      clusters: z.array(z.object({ values: z.array(Variant), more: z.int().describe('values not listed') })),
      more: z.int().describe('clusters not listed'),
    }),
  ),
  /** Keeps what a person decided as a table of the case, one row a value: an exhibit that SQL can join. */
  'variant.record': job(
    'writes',
    {
      ...Comparison,
      title: Title,
      note: Text.default(''),
      clusters: z
        .array(
          z.strictObject({
            values: z.array(Variant).min(2).max(MOST_OF_CLUSTER),
            verdict: Verdict,
            /** The writing that stands for all, of one thing only. */
            as: z.string().max(10_000).nullable(),
            reason: Line.default(''),
          }),
        )
        .min(1)
        .max(MOST_CLUSTERS),
    },
    z.object({ exhibit: Exhibit, view: z.string().nullable().describe('its name in SQL') }),
    ['evidence', 'dataset'],
  ),
};
export const SHOWN_OF_CLUSTER = MOST_OF_CLUSTER;
