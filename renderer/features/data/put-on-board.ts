import type { BoardOp, BoardView } from '../../../shared/contract/board.ts';
import type { Entity, EntityType } from '../../../shared/contract/entities.ts';
import type { DatasetSummary } from '../../../shared/contract/evidence.ts';
import type { QueryResult } from '../../../shared/contract/query.ts';
import { type CaseId, type EntityId, type ExhibitId, Title } from '../../../shared/contract/values.ts';
import { boundsOf, entitySize, GRID } from '../../../shared/domain/board-layout.ts';
import { call } from '../../client/call.ts';
import { plural } from '../../ui/format.ts';

export interface Found {
  readonly label: string;
  readonly type: EntityType;
}
export interface EntityStep {
  readonly ops: BoardOp[];
  /** New in the case; known to the case but not on this board until now; on it already. */
  readonly made: number;
  readonly placed: number;
  readonly present: number;
}

/** Whether a value can name an entity: one line, not blank, at most 500 characters. */
export const canName = (value: string): boolean => Title.safeParse(value).success;

const ROWS = 8; // entities in a column before the next one begins

/**
 * The operations that put values onto a board. An entity the case knows already, by type and exact label,
 * is placed rather than made again. They stand in columns to the right of what is there.
 */
export function entityOps(
  found: readonly Found[],
  exhibits: readonly ExhibitId[],
  board: BoardView,
  known: readonly Entity[],
): EntityStep {
  const key = ({ type, label }: Found): string => `${type} ${label}`;
  const byKey = new Map<string, EntityId>(known.map((entity) => [key(entity), entity.id]));
  const onBoard = new Set<string>(board.items.map((item) => item.subject.id));
  const bounds = boundsOf(board.items);
  const left = bounds ? bounds.x + bounds.width / 2 + 4 * GRID : 0;
  const top = bounds ? bounds.y - bounds.height / 2 : 0;
  const ops: BoardOp[] = [];
  let [made, placed, present] = [0, 0, 0];
  for (const value of found) {
    const held = byKey.get(key(value));
    if (held && onBoard.has(held)) {
      present++;
      continue;
    }
    const id = held ?? (crypto.randomUUID() as EntityId);
    if (held) placed++;
    else {
      made++;
      byKey.set(key(value), id);
      ops.push({ op: 'entity.create', entity: { ...value, id, note: '', exhibits: [...exhibits] } });
    }
    onBoard.add(id);
    const at = made + placed - 1;
    const size = entitySize(value.label);
    ops.push({
      op: 'item.place',
      item: {
        id: crypto.randomUUID() as (typeof board.items)[number]['id'],
        subject: { kind: 'entity', id },
        x: left + 140 + Math.floor(at / ROWS) * 300,
        y: top + 30 + (at % ROWS) * 80,
        ...size,
      },
    });
  }
  return { ops, made, placed, present };
}

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

/** Puts an exhibit onto the case's main board, right of what is there; tells when it was on it already. @throws CallError */
export async function pinExhibit(caseId: CaseId, exhibitId: ExhibitId, size: { width: number; height: number }) {
  const { boardId } = await call('case.get', { caseId });
  const board = await call('board.get', { boardId });
  if (board.items.some((item) => item.subject.id === exhibitId)) return 'on it already' as const;
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
    made > 0 && `${plural(made, 'entity', 'entities')} added to the case and the board`,
    placed > 0 && `${plural(placed, 'known entity', 'known entities')} placed on the board`,
  ].filter(Boolean);
  const there = present > 0 && `${plural(present, 'was', 'were')} on the board already`;
  return `${[done.join(', '), there].filter(Boolean).join('; ')}.`;
}
