import { z } from 'zod';
import { BoardChange } from './board.ts';
import { job, read } from './command.ts';
import { EntityType } from './entities.ts';
import { BoardId, CaseId, DatasetId, ExhibitId, Line, Ticket } from './values.ts';

const ColumnName = z.string().max(1000).nullable();
/** Which columns of a table of links hold what; null for none. */
export const EdgeColumns = z.strictObject({
  source: z.string().max(1000),
  target: z.string().max(1000),
  type: ColumnName.default(null).describe('what joins them: "paid to"'),
  label: ColumnName.default(null),
  direction: ColumnName.default(null).describe('Directed, Undirected or Mutual'),
  amount: ColumnName.default(null).describe('a weight or an amount, kept as the text that stands there'),
  unit: ColumnName.default(null),
  time: ColumnName.default(null),
});
export type EdgeColumns = z.infer<typeof EdgeColumns>;

/** `elements` is a graph file; `edges` and `nodes` are the tables of a pair; `leads` are finds of an OSINT tool, which nobody has verified. */
export const GraphKind = z.enum(['elements', 'edges', 'nodes', 'leads']);
export type GraphKind = z.infer<typeof GraphKind>;
export const GraphSource = z.object({
  datasetId: DatasetId,
  exhibitId: ExhibitId,
  exhibit: z.string().describe('E-0008'),
  view: z.string(),
  kind: GraphKind,
  format: z.string().describe('"GraphML", "Sherlock": what wrote it; empty where that is not known'),
  rows: z.int(),
  columns: z.array(z.string()),
  edges: EdgeColumns.nullable().describe('as the names of the columns tell'),
});
export type GraphSource = z.infer<typeof GraphSource>;

const Asked = {
  boardId: BoardId,
  datasetId: DatasetId,
  nodesId: DatasetId.nullable().default(null).describe('the table of nodes that belongs to a table of links'),
  edges: EdgeColumns.nullable().default(null).describe('null for what the names of the columns tell'),
  itemType: z
    .union([EntityType, z.literal('detect')])
    .default('detect')
    .describe('of nodes that have no type'),
  linkType: Line.refine((text) => text.trim() !== '', 'is empty')
    .default('linked to')
    .describe('of links that have none'),
  direction: z
    .enum(['none', 'forward'])
    .nullable()
    .default(null)
    .describe('of links for which the file says none; null: none for an edge list, else forward'),
  parallel: z
    .enum(['keep', 'join'])
    .default('keep')
    .describe('links of one type between the same two: each, or one for all'),
};

const Counts = z.object({ made: z.int(), known: z.int().describe('in the case already') });
/** What a graph comes to on a board. Nothing of it is made yet. */
export const StagedGraph = z.object({
  rows: z.int().describe('that were read'),
  nodes: z.int().describe('of the file'),
  edges: z.int().describe('of the file'),
  items: Counts,
  byType: z.array(z.object({ type: EntityType, count: z.int() })),
  links: Counts,
  joined: z.int().describe('links of the file that become one with another'),
  sameValue: z.int().describe('nodes of the file that become one item with another, since type and value are the same'),
  placed: z.int().describe('items that come onto the board'),
  positioned: z.int().describe('of these, at the place that the file gives'),
  rejected: z.array(z.object({ row: z.int(), text: z.string(), why: z.string() })).describe('the first'),
  rejectedCount: z.int(),
  reasons: z.array(z.object({ why: z.string(), count: z.int() })),
  unsaid: z
    .array(z.object({ why: z.string(), count: z.int(), row: z.int(), text: z.string() }))
    .describe('what links are made without, with the first place of each'),
  left: z.array(z.string()).describe('columns whose values stay in the table of the exhibit'),
  unverified: z.string().describe('the tool whose finds these are; empty where they are none'),
});
export type StagedGraph = z.infer<typeof StagedGraph>;

export const GraphFormat = z.enum(['graphml', 'gexf', 'csv', 'stix', 'ftm']);
export type GraphFormat = z.infer<typeof GraphFormat>;
/** What of a board a format carries, and what it does not. */
export const GraphCarried = z.object({
  items: z.int(),
  links: z.int(),
  leftOut: z.array(z.object({ what: z.string(), count: z.int() })).describe('"notes", "positions"'),
});
export type GraphCarried = z.infer<typeof GraphCarried>;

const Exported = {
  caseId: CaseId,
  boardId: BoardId.nullable().describe('null for everything of the case'),
  format: GraphFormat,
};

/** Graphs of other programs, in and out. */
export const graphCommands = {
  /** The tables of a case that are a graph, or may be one. */
  'graph.sources': read({ caseId: CaseId }, z.array(GraphSource), ['dataset', 'evidence']),
  /** Counts what `graph.load` would make; changes nothing. */
  'graph.stage': job('reads', Asked, StagedGraph),
  /**
   * Makes entities and links of a graph and places them on a board, as one step. Each rests on the exhibit that the graph was read
   * from, and on its row there. What the case knows already gets that support, and is not doubled.
   */
  'graph.load': job('writes', Asked, z.object({ staged: StagedGraph, change: BoardChange }), ['entity', 'board']),
  /** What an export would carry. */
  'graph.carries': read(Exported, GraphCarried, ['board', 'entity', 'evidence']),
  /** Writes entities and links to files, and records that they left. */
  'graph.export': job(
    'reads',
    { ...Exported, guardFormulas: z.boolean().default(true).describe('in CSV') },
    z.object({
      ...GraphCarried.shape,
      guardedCells: z.int(),
      files: z.array(z.object({ ticket: Ticket, name: z.string(), bytes: z.int(), sha256: z.string() })),
    }),
  ),
};
