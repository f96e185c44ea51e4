import type { BoardOp, BoardView } from '../../../shared/contract/board.ts';
import type { DatasetSummary } from '../../../shared/contract/datasets.ts';
import { type Entity, EntityLabel, type EntityType } from '../../../shared/contract/entities.ts';
import type { QueryResult } from '../../../shared/contract/query.ts';
import type { CaseId, EntityId, ExhibitId } from '../../../shared/contract/values.ts';
import { boundsOf, entitySize, GRID } from '../../../shared/domain/board-layout.ts';
import { quoted, textLiteral } from '../../../shared/domain/sql-names.ts';
import { call, runJob } from '../../client/call.ts';
import { plural } from '../../ui/format.ts';

export interface Found {
  readonly label: string;
  readonly type: EntityType;
  /** What it rests on; none where that is not known. */
  readonly exhibits?: readonly ExhibitId[];
}
export interface EntityStep {
  readonly ops: BoardOp[];
  /** New in the case; known to the case but not on this board until now; on it already. */
  readonly made: number;
  readonly placed: number;
  readonly present: number;
}

/** Whether a value can name an entity: one line, not blank, no longer than a label may be. */
export const canName = (value: string): boolean => EntityLabel.safeParse(value).success;

/**
 * What the values of a result rest on: the exhibit that holds the result itself; else, where the statement read one
 * dataset and nothing more, that dataset's exhibit for such values as stand in it. What several tables were joined or
 * computed into is in none of them for certain: it rests on nothing until the result is saved.
 */
export type Source =
  | { readonly kind: 'result'; readonly exhibit: { readonly id: ExhibitId; readonly label: string } }
  | { readonly kind: 'dataset'; readonly dataset: DatasetSummary }
  | { readonly kind: 'none' };

export function sourceOf(
  result: QueryResult,
  saved: { readonly id: ExhibitId; readonly label: string } | null,
  datasets: readonly DatasetSummary[],
): Source {
  if (saved) return { kind: 'result', exhibit: saved };
  const [input, ...others] = result.inputs;
  const dataset = input && others.length === 0 ? datasets.find(({ id }) => id === input.datasetId) : undefined;
  return dataset ? { kind: 'dataset', dataset } : { kind: 'none' };
}

/** A statement that gives those of the values that stand in a table, as its cells show them. */
export function standingSql({ view, columns, exhibitLabel }: DatasetSummary, values: readonly string[]): string {
  const cells = columns.map(({ name }) => `SELECT CAST(${quoted(name)} AS TEXT) AS value FROM ${quoted(view)}`);
  const wanted = values.map(textLiteral);
  return [
    `-- Which values of the entities to be made stand in ${exhibitLabel}`,
    'SELECT DISTINCT value FROM (',
    `  ${cells.join('\n  UNION ALL ')}`,
    `) WHERE value IN (${wanted.join(', ')})`,
  ].join('\n');
}

const ROWS = 8; // entities in a column before the next one begins

/**
 * The operations that put values onto a board. An entity the case knows already, by type and exact label,
 * is placed rather than made again. They stand in columns to the right of what is there.
 */
export function entityOps(found: readonly Found[], board: BoardView, known: readonly Entity[]): EntityStep {
  const key = ({ type, label }: Found): string => `${type} ${label}`;
  const byKey = new Map<string, EntityId>(known.map((entity) => [key(entity), entity.id]));
  const onBoard = new Set<string>(board.items.map((item) => item.subject.id));
  const bounds = boundsOf(board.items);
  const left = bounds ? bounds.x + bounds.width / 2 + 4 * GRID : 0;
  const top = bounds ? bounds.y - bounds.height / 2 : 0;
  const ops: BoardOp[] = [];
  let [made, placed, present] = [0, 0, 0];
  for (const { exhibits = [], ...value } of found) {
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

const ASKED_AT_ONCE = 50; // values: each may have thousands of characters, and a statement a million

/** The values with what each rests on. @throws CallError */
async function founded(caseId: CaseId, found: readonly Found[], source: Source): Promise<Found[]> {
  if (source.kind === 'none') return [...found];
  if (source.kind === 'result') return found.map((each) => ({ ...each, exhibits: [source.exhibit.id] }));
  const standing = new Set<unknown>();
  for (let first = 0; first < found.length; first += ASKED_AT_ONCE) {
    const some = found.slice(first, first + ASKED_AT_ONCE).map(({ label }) => label);
    const { resultId } = await runJob('query.run', { caseId, sql: standingSql(source.dataset, some), derived: true });
    const { rows } = await call('query.rows', { resultId, offset: 0, limit: ASKED_AT_ONCE });
    void call('query.discard', { resultId }).catch(() => {}); // the core drops it with the vault at the latest
    for (const [value] of rows) standing.add(value);
  }
  return found.map((each) => (standing.has(each.label) ? { ...each, exhibits: [source.dataset.exhibitId] } : each));
}

/** Adds values as entities to the case's main board, as one step that can be undone there. @throws CallError */
export async function addToBoard(caseId: CaseId, values: readonly Found[], source: Source) {
  const found = await founded(caseId, values, source);
  const { boardId } = await call('case.get', { caseId });
  const [board, known] = await Promise.all([call('board.get', { boardId }), call('entity.list', { caseId })]);
  const step = entityOps(found, board, known);
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
