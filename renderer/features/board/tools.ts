import type { BoardItem, BoardOp, BoardView } from '../../../shared/contract/board.ts';
import type { Entity, EntityType, Link } from '../../../shared/contract/entities.ts';
import type { ItemId } from '../../../shared/contract/values.ts';
import { boundsOf, GRID, type Point } from '../../../shared/domain/board-layout.ts';
import { plural } from '../../ui/format.ts';
import { moveTo, type Step } from './steps.ts';

export type Edge = 'left' | 'centre' | 'right' | 'top' | 'middle' | 'bottom';
const EDGES: Readonly<Record<Edge, readonly [axis: 'x' | 'y', side: -1 | 0 | 1]>> = {
  left: ['x', -1],
  centre: ['x', 0],
  right: ['x', 1],
  top: ['y', -1],
  middle: ['y', 0],
  bottom: ['y', 1],
};

const chosen = (view: BoardView, subjects: readonly string[]): BoardItem[] => {
  const ids = new Set(subjects);
  return view.items.filter(({ subject }) => ids.has(subject.id));
};
const free = (items: readonly BoardItem[]): BoardItem[] => items.filter(({ locked }) => !locked);
const half = ({ width, height }: BoardItem, axis: 'x' | 'y'): number => (axis === 'x' ? width : height) / 2;

/** Moves what is selected to one edge or middle of all of it; what is locked stays. */
export function aligned(view: BoardView, subjects: readonly string[], edge: Edge): Step | null {
  const items = chosen(view, subjects);
  const bounds = boundsOf(items);
  if (!bounds) return null;
  const [axis, side] = EDGES[edge];
  const line = bounds[axis] + (side * (axis === 'x' ? bounds.width : bounds.height)) / 2;
  const places = new Map<string, Point>(
    free(items).map((item) => [item.subject.id, { x: item.x, y: item.y, [axis]: line - side * half(item, axis) }]),
  );
  return moveTo(view, places, `Align ${plural(items.length, 'item')}: ${edge}`);
}

/** Makes the gaps between what is selected the same, from the first to the last, which stay. */
export function distributed(view: BoardView, subjects: readonly string[], axis: 'x' | 'y'): Step | null {
  const items = chosen(view, subjects).toSorted((a, b) => a[axis] - b[axis]);
  const [first, last] = [items[0], items.at(-1)];
  if (!first || !last || items.length < 3) return null;
  const inner = items.slice(1, -1);
  const from = first[axis] + half(first, axis);
  const room = last[axis] - half(last, axis) - from;
  const gap = (room - inner.reduce((sum, item) => sum + 2 * half(item, axis), 0)) / (inner.length + 1);
  const places = new Map<string, Point>();
  let edge = from;
  for (const item of inner) {
    edge += gap + 2 * half(item, axis);
    if (!item.locked) places.set(item.subject.id, { x: item.x, y: item.y, [axis]: edge - half(item, axis) });
  }
  return moveTo(view, places, `Distribute ${plural(items.length, 'item')}`);
}

const onGrid = (value: number): number => Math.round(value / GRID) * GRID;
export function snapped(view: BoardView, subjects: readonly string[]): Step | null {
  const items = free(chosen(view, subjects));
  const places = new Map(items.map(({ subject, x, y }) => [subject.id as string, { x: onGrid(x), y: onGrid(y) }]));
  return moveTo(view, places, `Move ${plural(items.length, 'item')} onto the grid`);
}

type Marks = Omit<Extract<BoardOp, { op: 'item.mark' }>, 'op' | 'ids'>;
export function mark(items: readonly BoardItem[], marks: Marks, step: string): Step | null {
  if (items.length === 0) return null;
  const ids: ItemId[] = items.map(({ id }) => id);
  return { step, ops: [{ op: 'item.mark', ids, ...marks }] };
}

export const locking = (view: BoardView, subjects: readonly string[], locked: boolean): Step | null => {
  const items = chosen(view, subjects).filter((item) => Boolean(item.locked) !== locked);
  return mark(items, { locked }, `${locked ? 'Lock' : 'Unlock'} ${plural(items.length, 'item')}`);
};
export const hiding = (view: BoardView, subjects: readonly string[]): Step | null => {
  const items = chosen(view, subjects).filter(({ hidden }) => !hidden);
  return mark(items, { hidden: true }, `Hide ${plural(items.length, 'item')}`);
};
export const showingAll = (view: BoardView): Step | null => {
  const items = view.items.filter(({ hidden }) => hidden);
  return mark(items, { hidden: false }, `Show ${plural(items.length, 'hidden item')}`);
};
export const grouping = (view: BoardView, subjects: readonly string[], name: string): Step | null =>
  mark(chosen(view, subjects), { group: name, folded: false }, `Group: ${name}`.slice(0, 200));
export const ungrouping = (view: BoardView, subjects: readonly string[]): Step | null => {
  const items = chosen(view, subjects).filter(({ group }) => group !== undefined);
  return mark(items, { group: null, folded: false }, `Ungroup ${plural(items.length, 'item')}`);
};

/** Folds the groups of what is selected into badges, or unfolds them where all are folded. Places stay as they are. */
export function folding(view: BoardView, subjects: readonly string[]): Step | null {
  const names = new Set(chosen(view, subjects).flatMap(({ group }) => (group === undefined ? [] : [group])));
  const items = view.items.filter(({ group }) => group !== undefined && names.has(group));
  const folded = items.some((item) => !item.folded);
  return mark(items, { folded }, `${folded ? 'Collapse' : 'Expand'} ${plural(names.size, 'group')}`);
}

/** A name that no group of the board has. */
export function freeName(view: BoardView): string {
  const taken = new Set(view.items.map(({ group }) => group));
  let number = 1;
  while (taken.has(`Group ${number}`)) number++;
  return `Group ${number}`;
}

export const retyped = (entities: readonly Entity[], type: EntityType): Step => ({
  step: `Type of ${plural(entities.length, 'entity', 'entities')}: ${type}`,
  ops: entities.map(({ id }): BoardOp => ({ op: 'entity.update', id, type })),
});

type LinkChange = Partial<Pick<Link, 'type' | 'direction' | 'exhibits'>>;
/** The exhibits that the link drawn last rests on, to be offered for another; none where no other link has any. */
export const lastSupport = (links: readonly Link[], besides: string): Link['exhibits'] =>
  links.findLast(({ id, exhibits }) => id !== besides && exhibits.length > 0)?.exhibits ?? [];

/** Adds exhibits to what each of some links rests on. */
export const supported = (links: readonly Link[], exhibits: Link['exhibits']): Step => ({
  step: `Support of ${plural(links.length, 'link')}`,
  ops: links.map(
    ({ id, exhibits: own }): BoardOp => ({ op: 'link.update', id, exhibits: [...new Set([...own, ...exhibits])] }),
  ),
});

/** @param what in a word, for the step's name */
export const relinked = (links: readonly Link[], fields: LinkChange, what: string): Step => ({
  step: `${what} of ${plural(links.length, 'link')}`,
  ops: links.map(({ id }): BoardOp => ({ op: 'link.update', id, ...fields })),
});

/** Places what is selected on another board too, where it is here, unless it is there already. */
export function copied(view: BoardView, subjects: readonly string[], there: readonly BoardItem[]): Step | null {
  const known = new Set<string>(there.map(({ subject }) => subject.id));
  const items = chosen(view, subjects).filter(({ subject }) => !known.has(subject.id));
  if (items.length === 0) return null;
  const [bounds, theirs] = [boundsOf(items), boundsOf(there)];
  // Right of what is there, so that nothing comes to lie on anything.
  const dx = bounds && theirs ? theirs.x + theirs.width / 2 + 4 * GRID - (bounds.x - bounds.width / 2) : 0;
  const ops = items.map(({ id: _, x, ...item }): BoardOp => {
    return { op: 'item.place', item: { ...item, id: crypto.randomUUID() as ItemId, x: x + dx } };
  });
  return { step: `Copy ${plural(items.length, 'item')} from ${view.title}`.slice(0, 200), ops };
}
