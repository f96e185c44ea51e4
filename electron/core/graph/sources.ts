import type { Parsed } from '../../../shared/contract/commands.ts';
import type { DatasetSummary } from '../../../shared/contract/datasets.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { GraphSource } from '../../../shared/contract/graph.ts';
import type { CaseId, DatasetId } from '../../../shared/contract/values.ts';
import { isGraphTable } from '../../../shared/domain/graph-elements.ts';
import type { JobContext } from '../context.ts';
import { cellsOf, certificateOf, datasetById, listDatasets, tableOf } from '../datasets/reads.ts';
import type { ReadDb } from '../db/open.ts';
import { exhibitById } from '../evidence/reads.ts';
import { edgesReader, elementsReader, guessEdges, isNodesTable, nodesReader, type RowReader, TAKEN } from './drafts.ts';
import { leadNote, leadTool, UNVERIFIED } from './leads.ts';
import { GraphPlanner } from './plan.ts';

const ROWS_A_READ = 2000;
const HARVESTER = 'theHarvester';
const EDGE_LIST = 'edge list';

const headersOf = (dataset: DatasetSummary): string[] => dataset.columns.map(({ header, name }) => header || name);
const formatOf = (db: ReadDb, id: DatasetId): string => certificateOf(db, id).dialect.format?.split(':')[0] ?? '';

/** What of a case is a graph, or may be one, in the order of its exhibits. */
export const sourcesOf = (db: ReadDb, caseId: CaseId): GraphSource[] =>
  listDatasets(db, caseId).flatMap((dataset) => sourceOf(db, dataset) ?? []);

function sourceOf(db: ReadDb, dataset: DatasetSummary): GraphSource | null {
  const { id: datasetId, exhibitId, exhibitLabel: exhibit, view, rows } = dataset;
  const columns = headersOf(dataset);
  const source = { datasetId, exhibitId, exhibit, view, rows, columns, format: '', edges: null };
  if (isGraphTable(columns)) {
    const format = formatOf(db, datasetId);
    return { ...source, format, kind: format === HARVESTER ? 'leads' : 'elements' };
  }
  const tool = leadTool(columns);
  if (tool) return { ...source, format: tool.name, kind: 'leads' };
  const edges = guessEdges(columns);
  if (edges) return { ...source, kind: 'edges', edges, format: formatOf(db, datasetId) };
  return isNodesTable(columns) ? { ...source, kind: 'nodes' } : null;
}

export interface Gathered {
  readonly caseId: CaseId;
  /** E-0008 */
  readonly exhibit: string;
  readonly planner: GraphPlanner;
  readonly left: readonly string[];
  /** The tool whose unverified finds these are; empty for none. */
  readonly unverified: string;
}

/**
 * Reads the table of a graph, and that of its nodes where there is one.
 * @throws Fault `unsupported` for a table that is no graph, `bad-request` for a column that it does not have
 */
export async function gatherGraph(context: JobContext, asked: Parsed<'graph.stage'>): Promise<Gathered> {
  const { db } = context;
  const { datasetId, nodesId, itemType, linkType, parallel } = asked;
  const dataset = datasetById(db, datasetId);
  const { caseId } = dataset;
  const source = sourceOf(db, dataset);
  const columns = headersOf(dataset);
  const readings = dataset.columns.map(({ reading }) => reading ?? null);
  const planner = new GraphPlanner(parallel);
  const isEdgeList = formatOf(db, datasetId) === EDGE_LIST;
  const direction = asked.direction ?? (isEdgeList ? 'none' : 'forward');
  const defaults = { exhibit: dataset.exhibitId, itemType, linkType, direction };
  const named = new Set<string>();
  const left = [];
  if (nodesId !== null) {
    const nodes = datasetById(db, nodesId);
    if (nodes.caseId !== caseId) throw new Fault('not-found', 'The table of nodes is not of this case.');
    const names = headersOf(nodes);
    const reader = nodesReader(names, { ...defaults, exhibit: nodes.exhibitId });
    await readRows(context, nodes, reader, planner, (key) => named.add(key));
    left.push(...names.filter((name) => !TAKEN.has(name.toLowerCase())));
  }
  const edges = asked.edges ?? source?.edges ?? null;
  const tool = leadTool(columns);
  let reader: RowReader;
  try {
    if (asked.edges === null && isGraphTable(columns)) reader = elementsReader(columns, readings, defaults);
    else if (asked.edges === null && tool)
      reader = tool.reader(columns, dataset.exhibitId, exhibitById(db, dataset.exhibitId).originalName);
    else if (edges) reader = edgesReader(columns, readings, edges, defaults, named);
    else if (isNodesTable(columns)) reader = nodesReader(columns, defaults);
    else
      throw new Fault(
        'unsupported',
        `${dataset.view} is no graph. Say which of its columns hold the two ends of a link.`,
      );
  } catch (error) {
    if (error instanceof RangeError) throw new Fault('bad-request', error.message);
    throw error;
  }
  const unverified = source?.kind === 'leads' && asked.edges === null ? source.format : '';
  await readRows(context, dataset, unverified === HARVESTER ? asLeads(reader) : reader, planner);
  const used = new Set(
    [...Object.values(edges ?? {}), ...(tool?.key ?? [])].flatMap((name) => name?.toLowerCase() ?? []),
  );
  left.push(...columns.filter((name) => !TAKEN.has(name.toLowerCase()) && !used.has(name.toLowerCase())));
  return { caseId, exhibit: dataset.exhibitLabel, planner, left, unverified };
}

/** Finds of a tool whose file is read as a graph. */
const asLeads =
  (reader: RowReader): RowReader =>
  (cells, row) =>
    reader(cells, row).map((draft) =>
      draft.kind === 'node'
        ? { ...draft, note: leadNote(HARVESTER) }
        : draft.kind === 'link'
          ? { ...draft, label: UNVERIFIED, note: leadNote(HARVESTER) }
          : draft,
    );

async function readRows(
  { db, breathe, progress }: JobContext,
  { id, rows: total }: DatasetSummary,
  reader: RowReader,
  planner: GraphPlanner,
  hear: (key: string) => void = () => {},
): Promise<void> {
  const table = tableOf(db, id);
  for (let offset = 0; ; offset += ROWS_A_READ) {
    const rows = cellsOf(db, table, offset, ROWS_A_READ);
    for (const [at, cells] of rows.entries())
      for (const draft of reader(cells, offset + at + 1)) {
        if (draft.kind === 'node') hear(draft.key);
        planner.take(draft);
      }
    planner.rows += rows.length;
    progress(offset + rows.length, total, 'rows');
    await breathe();
    if (rows.length < ROWS_A_READ) return;
  }
}
