import type { Output, Parsed } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { counted } from '../../../shared/domain/counted.ts';
import { applyToBoard } from '../board/apply.ts';
import { boardView } from '../board/reads.ts';
import { requireCase } from '../cases/reads.ts';
import type { Handlers, JobContext } from '../context.ts';
import { datasetById } from '../datasets/reads.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { listEntities, listLinks } from '../entities/reads.ts';
import { exhibitHead } from '../evidence/reads.ts';
import { relationTo } from '../mapping/joined-facts.ts';
import type { Present } from '../mapping/plan.ts';
import { analyseGraph, freezeAnalysis, rerunAnalysis, savedAnalysis } from './analysis.ts';
import { exportGraph } from './export.ts';
import { carriedBy, graphOf } from './outgoing.ts';
import { gatherGraph, sourcesOf } from './sources.ts';

/** Operations of one step: a board of 10,000 items with 20,000 links and room. */
const MOST_OPS = 100_000;

export const graphHandlers: Handlers<'graph'> = {
  'graph.sources': ({ db }, { caseId }) => {
    requireCase(db, caseId);
    return sourcesOf(db, caseId);
  },
  'graph.stage': async (context, asked) => {
    context.label('Reading a graph');
    const { caseId, planner, left, unverified } = await gatherGraph(context, asked);
    return planner.plan(presentIn(context.db, caseId, asked), left, unverified).staged;
  },
  'graph.load': load,
  'graph.carries': ({ db }, { caseId, boardId, format }) => carriedBy(format, graphOf(db, caseId, boardId)).carried,
  'graph.export': exportGraph,
  'graph.analyse': analyseGraph,
  'graph.freeze': freezeAnalysis,
  'graph.rerun': rerunAnalysis,
  'graph.analysis': ({ db }, { exhibitId }) => savedAnalysis(db, exhibitId),
};

async function load(context: JobContext, asked: Parsed<'graph.load'>): Promise<Output<'graph.load'>> {
  context.label('Putting a graph onto the board');
  const { caseId, exhibit, planner, left, unverified } = await gatherGraph(context, asked);
  return context.write((write) => {
    const { ops, staged } = planner.plan(presentIn(write.db, caseId, asked), left, unverified);
    const [items, links] = [staged.items.made + staged.items.known, staged.links.made + staged.links.known];
    if (ops.length === 0)
      throw new Fault('bad-request', 'Nothing of the table can be an item or a link. Look at what was rejected.');
    if (ops.length > MOST_OPS)
      throw new Fault(
        'too-large',
        `This makes ${counted(items, 'item')} and ${counted(links, 'link')}, more than a board takes at once. Join parallel links, or map a query of its rows instead.`,
      );
    return { staged, change: applyToBoard(write, asked.boardId, `Graph of ${exhibit}`, ops) };
  });
}

/** @throws Fault `not-found` for a board of another case */
function presentIn(db: ReadDb | WriteDb, caseId: CaseId, { boardId, datasetId }: Parsed<'graph.stage'>): Present {
  const { caseId: of, items } = boardView(db, boardId);
  if (of !== caseId) throw new Fault('not-found', 'That board is not of the case of this table.');
  const { sha256 } = exhibitHead(db, datasetById(db, datasetId).exhibitId);
  return {
    entities: listEntities(db, caseId),
    links: listLinks(db, caseId),
    items,
    relation: relationTo(db, [], sha256),
  };
}
