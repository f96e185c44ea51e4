import type { BoardOp } from '../../../shared/contract/board.ts';
import type { Output, Parsed } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { Mapping } from '../../../shared/contract/mapping.ts';
import type { PatternRun } from '../../../shared/contract/patterns.ts';
import type { Cell, ExhibitId, ResultId } from '../../../shared/contract/values.ts';
import { cellText } from '../../../shared/domain/cell-text.ts';
import type { Template } from '../../../shared/domain/patterns/template.ts';
import { applyToBoard } from '../board/apply.ts';
import { boardView, listBoards } from '../board/reads.ts';
import { requireCase } from '../cases/reads.ts';
import type { Handlers, WriteContext } from '../context.ts';
import { listDatasets } from '../datasets/reads.ts';
import { listEntities, listLinks } from '../entities/reads.ts';
import { listExhibits } from '../evidence/reads.ts';
import { createFinding } from '../findings/create.ts';
import { relationOfResult } from '../mapping/joined-facts.ts';
import { Planner } from '../mapping/plan.ts';
import { freeze } from '../query/freeze.ts';
import { keptResult, readLines } from '../query/results.ts';
import { mapColumns, mappingOf } from './mappings.ts';
import { outcomeOf, runPattern } from './run.ts';

const MOST_ENTITIES = 300; // that come onto a board at once: more are not looked at, but searched

export const patternHandlers: Handlers<'pattern'> = {
  'pattern.mappings': ({ db }, { caseId }) => {
    requireCase(db, caseId);
    return listDatasets(db, caseId).map((dataset) => mappingOf(db, dataset));
  },
  'pattern.map': mapColumns,
  'pattern.run': runPattern,
  'pattern.board': toBoard,
  'pattern.save': (context, { resultId, title }) => {
    const known = savedExhibit(context, resultId);
    if (known) throw new Fault('conflict', `That result is saved as ${known.label} already.`);
    return savedOnce(context, resultId, title);
  },
  'pattern.finding': (context, { resultId, claim, title }) => {
    const { template, run } = outcomeOf(context.session, resultId);
    const kept = keptResult(context.session, resultId);
    const exhibit = savedOnce(context, resultId, title);
    const finding = createFinding(context, {
      caseId: kept.caseId,
      claim: claim ?? run.claim,
      explanation: explanationOf(template, run, exhibit.label),
      exhibits: [exhibit.id],
    });
    return { exhibit, finding };
  },
};

/** The exhibit that a result is: one, however many acts rest on it. */
function savedOnce(context: WriteContext, resultId: ResultId, title?: string): Exhibit {
  const { session } = context;
  const { template } = outcomeOf(session, resultId);
  const kept = keptResult(session, resultId);
  const known = savedExhibit(context, resultId);
  if (known) return known;
  const exhibit = freeze(context, kept, title ?? template.name, template.finds);
  savedAs.set(resultId, exhibit.id);
  return exhibit;
}
function savedExhibit({ session, db }: WriteContext, resultId: ResultId): Exhibit | undefined {
  const { caseId } = keptResult(session, resultId);
  return listExhibits(db, caseId).find(({ id, removedAt }) => id === savedAs.get(resultId) && removedAt === null);
}
/** By result; an exhibit of a transaction that failed is found to be none. Results are kept for a while, and end with the core. */
const savedAs = new Map<ResultId, ExhibitId>();

/** What of a result becomes entities and links, as a mapping of results says it, with the first or the last time of each link. */
const mappingFor = ({ links, entities }: Pick<Template, 'links' | 'entities'>, time: 'first' | 'last'): Mapping => {
  const ends = [...links.flatMap(({ from, to }) => [from, to]), ...entities];
  return {
    columns: [...new Map(ends.map((end) => [end.column, end])).values()],
    links: links.map((link) => ({
      from: link.from.column,
      to: link.to.column,
      type: link.type,
      direction: 'forward',
      amount: link.amount ?? null,
      time: link[time] ?? null,
    })),
  };
};
/** The operations, with the last time of each link from those of the same rows that were read for it. */
const withLast = (ops: readonly BoardOp[], lasts: readonly BoardOp[]): BoardOp[] =>
  ops.map((op, at) => {
    const last = linkFacts(lasts[at])?.last;
    if (op.op === 'link.create' && op.link.facts && last !== undefined)
      return { ...op, link: { ...op.link, facts: { ...op.link.facts, last } } };
    return op.op === 'link.update' && op.facts && last !== undefined ? { ...op, facts: { ...op.facts, last } } : op;
  });
const linkFacts = (op: BoardOp | undefined) =>
  op?.op === 'link.create' ? op.link.facts : op?.op === 'link.update' ? op.facts : undefined;

function toBoard(context: WriteContext, { resultId, title }: Parsed<'pattern.board'>): Output<'pattern.board'> {
  const { template } = outcomeOf(context.session, resultId);
  if (template.links.length + template.entities.length === 0)
    throw new Fault(
      'unsupported',
      `${template.name} judges all rows together: nothing of it can be drawn. State a finding instead.`,
    );
  const { db } = context;
  const kept = keptResult(context.session, resultId);
  const { caseId, result, blocks } = kept;
  const mapping = mappingFor(template, 'first');
  const planner = new Planner(mapping, result.columns);
  const lasts = new Planner(mappingFor(template, 'last'), result.columns);
  const places = mapping.columns.map(({ column }) => result.columns.findIndex(({ name }) => name === column));
  const named = new Set<string>();
  let taken = 0;
  for (const row of blocks.flatMap(({ lines }) => readLines(lines))) {
    const more = places
      .map((place) => cellText((row as readonly Cell[])[place] ?? null))
      .filter((text) => !named.has(text));
    if (named.size + new Set(more).size > MOST_ENTITIES) break;
    for (const text of more) named.add(text);
    planner.take(row);
    lasts.take(row);
    taken++;
  }
  const boardId = listBoards(db, caseId)[0]?.id;
  if (boardId === undefined) throw new Fault('not-found', 'The case has no board.');
  const exhibit = savedOnce(context, resultId, title);
  const { items } = boardView(db, boardId);
  const present = {
    entities: listEntities(db, caseId),
    links: listLinks(db, caseId),
    items,
    relation: relationOfResult(db, result, blocks),
  };
  const { ops, mapped } = planner.plan(present, exhibit.id);
  if (ops.length === 0)
    throw new Fault(
      'conflict',
      'Nothing of the result can be drawn: it has no rows, or no value that can name an entity.',
    );
  applyToBoard(context, boardId, `Add ${template.name}`, withLast(ops, lasts.plan(present, exhibit.id).ops));
  return { exhibit, boardId, mapped, left: result.rowCount - taken };
}

/** What the pattern is, what it left out, and what else could look the same: beside the claim, so that nobody reads one without the other. */
function explanationOf(template: Template, run: PatternRun, label: string): string {
  const list = (of: readonly string[]): string => of.map((each) => `- ${each}`).join('\n');
  const counted = run.verdict
    ? `Verdict: ${run.verdict}.`
    : `${run.found.toLocaleString('en-US')} rows, kept in ${label}.`;
  const bounds = run.lookedAt;
  return [
    `${template.name}: ${template.finds}. ${counted}`,
    bounds,
    ...(run.notes.length > 0 ? [`What was counted and left out:\n${list(run.notes)}`] : []),
    `To be kept in mind:\n${list(template.caveats)}`,
    `What else could look the same:\n${list(template.alternatives)}`,
  ].join('\n\n');
}
