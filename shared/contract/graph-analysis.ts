import { z } from 'zod';
import { job, read, write } from './command.ts';
import { Exhibit } from './evidence.ts';
import { Finding } from './findings.ts';
import { BoardId, CaseId, EntityId, ExhibitId, Instant, Sha256, Title } from './values.ts';

/** One number for each item. */
export const Measure = z.enum([
  'links',
  'in',
  'out',
  'neighbours',
  'weight',
  'betweenness',
  'pagerank',
  'component',
  'community',
  'core',
  'articulation',
]);
export type Measure = z.infer<typeof Measure>;

/** A method with its parameters: the same on the same items and links gives the same table. */
export const AnalysisSpec = z.discriminatedUnion('method', [
  z.strictObject({
    method: z.literal('measures'),
    measures: z.array(Measure).min(1).max(Measure.options.length),
    seed: z
      .int()
      .min(0)
      .max(2 ** 31)
      .default(1)
      .describe('of communities, which draw lots'),
  }),
  z.strictObject({
    method: z.literal('paths'),
    from: EntityId,
    to: EntityId,
    which: z.enum(['shortest', 'simple']),
    directed: z.boolean().default(false).describe('only along the direction of links'),
    longest: z.int().min(1).max(12).default(5).describe('links of a simple path'),
    most: z.int().min(1).max(1000).default(100).describe('paths'),
  }),
  z.strictObject({ method: z.literal('neighbours'), of: z.array(EntityId).min(2).max(50) }),
  z.strictObject({
    method: z.literal('rings'),
    longest: z.int().min(2).max(10).default(6).describe('links of a ring'),
    most: z.int().min(1).max(1000).default(200),
  }),
  z.strictObject({ method: z.literal('flows') }),
]);
export type AnalysisSpec = z.infer<typeof AnalysisSpec>;

const CellOf = z.union([z.string(), z.number(), z.null()]);
export const AnalysisTable = z.object({
  columns: z.array(z.string()),
  rows: z.array(z.array(CellOf)).describe('exact sums are texts'),
  notes: z.array(z.string()).describe('what is to be known of it: where it stopped, what it left out'),
});
export type AnalysisTable = z.infer<typeof AnalysisTable>;

const AnalysedFacts = {
  spec: AnalysisSpec,
  words: z.string().describe('method and parameters, as a sentence'),
  of: z.string().describe('the title of the board, or the whole case'),
  items: z.int(),
  links: z.int(),
  inputSha256: Sha256.describe('of the items and links that it was computed from'),
};
/** The bytes of a saved analysis, as JSON. */
export const SavedAnalysis = z.object({
  format: z.literal('redthread graph analysis 1'),
  ...AnalysedFacts,
  boardId: BoardId.nullable(),
  ranAt: Instant,
  notes: z.array(z.string()),
  columns: z.array(z.string()),
  rows: z.array(z.record(z.string(), CellOf)),
});
export type SavedAnalysis = z.infer<typeof SavedAnalysis>;

export const Analysed = z.object({
  analysisId: z.string().max(100),
  ...AnalysedFacts,
  table: AnalysisTable,
  behind: z
    .array(z.object({ items: z.array(EntityId), links: z.array(z.string()) }))
    .describe('for each row, what of the board it speaks of'),
});
export type Analysed = z.infer<typeof Analysed>;

export const graphAnalysisCommands = {
  /** Computes over the entities of a board, or of the whole case, and the links between them. */
  'graph.analyse': job('reads', { caseId: CaseId, boardId: BoardId.nullable(), spec: AnalysisSpec }, Analysed),
  /** Saves an analysis as an exhibit with its method, parameters, seed and counts; with a claim it becomes a finding too. */
  'graph.freeze': write(
    { analysisId: z.string().max(100), title: Title, claim: Title.optional() },
    z.object({ exhibit: Exhibit, finding: Finding.nullable() }),
    ['evidence', 'finding'],
  ),
  /** Computes a saved analysis on the items and links as they are now, and compares. The exhibit stays as it is. */
  'graph.rerun': job(
    'reads',
    { exhibitId: ExhibitId },
    z.object({ same: z.boolean(), sameInput: z.boolean(), rowsThen: z.int(), rowsNow: z.int(), now: Analysed }),
  ),
  'graph.analysis': read({ exhibitId: ExhibitId }, SavedAnalysis, ['evidence']),
};
