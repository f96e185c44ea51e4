import type { DatasetSummary } from '../../../shared/contract/evidence.ts';
import type { QueryResult } from '../../../shared/contract/query.ts';
import type { CaseId, ExhibitId } from '../../../shared/contract/values.ts';
import { call } from '../../client/call.ts';
import { plural } from '../../ui/format.ts';
import { type EntityStep, entityOps, type Found } from './entity-ops.ts';

/** The exhibits whose datasets a result was read from. */
export const exhibitsOf = (result: QueryResult, datasets: readonly DatasetSummary[]): ExhibitId[] =>
  result.inputs.flatMap((input) => datasets.find((dataset) => dataset.id === input.datasetId)?.exhibitId ?? []);

/** Adds values as entities to the case's main board, as one step that can be undone there. @throws CallError */
export async function addToBoard(caseId: CaseId, found: readonly Found[], exhibits: readonly ExhibitId[]) {
  const { boardId } = await call('case.get', { caseId });
  const [board, known] = await Promise.all([call('board.get', { boardId }), call('entity.list', { caseId })]);
  const step = entityOps(found, exhibits, board, known);
  if (step.ops.length > 0)
    await call('board.apply', { boardId, step: `Add ${plural(found.length, 'entity', 'entities')}`, ops: step.ops });
  return step;
}

/** Puts an exhibit onto the case's main board, right of what is there; tells when it was there before. @throws CallError */
export async function pinExhibit(caseId: CaseId, exhibitId: ExhibitId, size: { width: number; height: number }) {
  const { boardId } = await call('case.get', { caseId });
  const board = await call('board.get', { boardId });
  if (board.items.some((item) => item.subject.id === exhibitId)) return 'there before' as const;
  const right = Math.max(0, ...board.items.map((item) => item.x + item.width / 2));
  const id = crypto.randomUUID() as (typeof board.items)[number]['id'];
  const item = {
    id,
    subject: { kind: 'exhibit' as const, id: exhibitId },
    x: right + 40 + size.width / 2,
    y: 0,
    ...size,
  };
  await call('board.apply', { boardId, step: 'Pin exhibit', ops: [{ op: 'item.place', item }] });
  return 'pinned' as const;
}

/** "3 entities added, 1 placed; 2 were on the board already." */
export function saidOf({ made, placed, present }: EntityStep): string {
  const done = [
    made > 0 && `${plural(made, 'entity', 'entities')} added to the case and its board`,
    placed > 0 && `${plural(placed, 'known entity', 'known entities')} put on the board`,
  ].filter(Boolean);
  const there = present > 0 && `${plural(present, 'was', 'were')} on the board already`;
  return `${[done.join(', '), there].filter(Boolean).join('; ')}.`;
}
