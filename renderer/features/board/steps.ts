import type { BoardItem, BoardOp, BoardView } from '../../../shared/contract/board.ts';
import type { EntityType, Link, Subject } from '../../../shared/contract/entities.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { EntityId, ExhibitId, ItemId, LinkId, NoteId } from '../../../shared/contract/values.ts';
import {
  entitySize,
  exhibitSize,
  GRID,
  noteSize,
  type Point,
  type Size,
  tableSize,
} from '../../../shared/domain/board-layout.ts';
import { isPicture } from '../../../shared/domain/exhibit-kinds.ts';
import { plural } from '../../ui/format.ts';

/** A named change of a board, as `board.apply` takes it. */
export interface Step {
  readonly step: string;
  readonly ops: readonly BoardOp[];
}

const newId = <T>(): T => crypto.randomUUID() as T;

/** A step's name is one line of at most 500 characters, whatever it quotes. */
const quoted = (text: string): string => {
  const characters = [...text.replace(/\s+/g, ' ')];
  return `“${characters.slice(0, 60).join('')}${characters.length > 60 ? '…' : ''}”`;
};

const place = (subject: Subject, at: Point, size: Size): BoardOp => ({
  op: 'item.place',
  item: { id: newId<ItemId>(), subject, ...at, ...size },
});

export interface NewEntity {
  readonly type: EntityType;
  readonly label: string;
  readonly exhibits?: readonly ExhibitId[];
  /** Set where the case has this entity already: it is placed, not made again. */
  readonly known?: EntityId | undefined;
}

/** Adds entities in a block of columns around a point. */
export function addEntities(values: readonly NewEntity[], around: Point): Step & { subjects: string[] } {
  const subjects = values.map(({ known }) => known ?? newId<EntityId>());
  const sizes = values.map(({ label }) => entitySize(label));
  const spots = block(sizes, around);
  const ops = values.flatMap(({ type, label, exhibits = [], known }, index): BoardOp[] => {
    const id = subjects[index] as EntityId;
    const placed = place({ kind: 'entity', id }, spots[index] as Point, sizes[index] as Size);
    if (known) return [placed];
    return [{ op: 'entity.create', entity: { id, type, label, note: '', exhibits: [...exhibits] } }, placed];
  });
  const [first] = values;
  const step =
    values.length === 1 && first ? `Add ${quoted(first.label)}` : `Add ${plural(values.length, 'entity', 'entities')}`;
  return { step, ops, subjects };
}

/** How large an exhibit lies on the board. @param table shape of a query's result; null for any other exhibit */
export function sizeOfExhibit(exhibit: Exhibit, table: { columns: number; rows: number } | null): Size {
  if (table) return tableSize(table.columns, table.rows);
  const { width, height } = exhibit;
  return exhibitSize(isPicture(exhibit) && exhibit.hasThumbnail && width && height ? { width, height } : null);
}

export const pinExhibit = (exhibit: Exhibit, size: Size, at: Point): Step => ({
  step: `Pin ${exhibit.label}`,
  ops: [place({ kind: 'exhibit', id: exhibit.id }, at, size)],
});

export function addNote(text: string, at: Point): Step & { subject: NoteId } {
  const id = newId<NoteId>();
  return {
    step: 'Add a note',
    ops: [{ op: 'note.create', note: { id, text } }, place({ kind: 'note', id }, at, noteSize(text))],
    subject: id,
  };
}

/** Sets a note's words and makes its paper fit them. */
export function editNote(item: BoardItem, text: string): Step {
  const ops: BoardOp[] = [{ op: 'note.update', id: item.subject.id as NoteId, text }];
  const { width, height } = noteSize(text);
  if (height !== item.height) ops.push({ op: 'item.resize', id: item.id, width, height });
  return { step: 'Edit a note', ops };
}

/** Sets an entity's label and makes its card fit it. */
export function relabel(item: BoardItem | undefined, id: EntityId, label: string): Step {
  const ops: BoardOp[] = [{ op: 'entity.update', id, label }];
  if (item) ops.push({ op: 'item.resize', id: item.id, ...entitySize(label) });
  return { step: `Rename to ${quoted(label)}`, ops };
}

export const DEFAULT_LINK_TYPE = 'related to';

/** Where a note lies best: right of what it is about, else at a point. */
export const besideItem = (item: BoardItem | undefined, otherwise: Point, { width }: Size): Point =>
  item ? { x: item.x + (item.width + width) / 2 + GRID, y: item.y } : otherwise;

export function link(from: Subject, to: Subject, type = DEFAULT_LINK_TYPE): Step & { link: LinkId } {
  const id = newId<LinkId>();
  const made: Link = { id, from, to, type, label: '', direction: 'forward', note: '', exhibits: [] };
  return { step: `Link: ${type}`.slice(0, 200), ops: [{ op: 'link.create', link: made }], link: id };
}

export type Pair = readonly [from: Subject, to: Subject];
/** How more than two items are linked: each other one to one of them, each pair of them, or each with the next. */
export type LinkShape = 'one' | 'each' | 'chain';

/** The pairs that a shape joins, in the order in which the items were selected. @param hub id of the one, for `one` */
export function pairsOf(subjects: readonly Subject[], shape: LinkShape, hub = subjects[0]?.id): Pair[] {
  if (shape === 'chain') return subjects.slice(1).map((to, index) => [subjects[index] as Subject, to]);
  if (shape === 'each')
    return subjects.flatMap((from, index) => subjects.slice(index + 1).map((to): Pair => [from, to]));
  const one = subjects.find(({ id }) => id === hub);
  return one ? subjects.flatMap((from): Pair[] => (from === one ? [] : [[from, one]])) : [];
}

/** Draws a link for each pair. */
export function linkPairs(pairs: readonly Pair[], type = DEFAULT_LINK_TYPE): Step & { links: LinkId[] } {
  const steps = pairs.map(([from, to]) => link(from, to, type));
  return {
    step: steps.length === 1 ? (steps[0] as Step).step : `Draw ${plural(steps.length, 'link')}`,
    ops: steps.flatMap(({ ops }) => ops),
    links: steps.map((step) => step.link),
  };
}

/** Ends are fixed in a link: reversing one is removing it and drawing it the other way, under a new id. */
export function reversed(link: Link): Step & { link: LinkId } {
  const id = newId<LinkId>();
  const ops: BoardOp[] = [
    { op: 'link.remove', id: link.id },
    { op: 'link.create', link: { ...link, id, from: link.to, to: link.from } },
  ];
  return { step: 'Reverse a link', ops, link: id };
}

/** Removes what is selected from the board: items go, their entities stay in the case; links are removed. */
export function removeFromBoard(
  view: BoardView,
  subjects: ReadonlySet<string>,
  links: ReadonlySet<string>,
): Step | null {
  const items = view.items.filter(({ subject }) => subjects.has(subject.id));
  const cut = view.links.filter(({ id }) => links.has(id));
  // A note that goes takes its links along; removing them again would not fit.
  const notes = new Set<string>(
    items.filter(({ subject }) => subject.kind === 'note').map(({ subject }) => subject.id),
  );
  const ops: BoardOp[] = [
    ...cut
      .filter(({ from, to }) => !notes.has(from.id) && !notes.has(to.id))
      .map(({ id }): BoardOp => ({ op: 'link.remove', id })),
    ...(items.length > 0 ? [{ op: 'item.remove', ids: items.map(({ id }) => id) } as BoardOp] : []),
  ];
  if (ops.length === 0) return null;
  const what = [
    items.length > 0 ? `${plural(items.length, 'item')} from the board` : '',
    cut.length > 0 ? plural(cut.length, 'link') : '',
  ].filter(Boolean);
  return { step: `Remove ${what.join(' and ')}`, ops };
}

/** Moves items to where they are now; null when none of them moved. @param places by subject id */
export function moveTo(view: BoardView, places: ReadonlyMap<string, Point>, name = 'Move'): Step | null {
  const moves = view.items.flatMap(({ id, subject, x, y }) => {
    const to = places.get(subject.id);
    return to && (to.x !== x || to.y !== y) ? [{ id, x: to.x, y: to.y }] : [];
  });
  if (moves.length === 0) return null;
  const step = name === 'Move' ? `Move ${plural(moves.length, 'item')}` : name;
  return { step, ops: [{ op: 'item.move', moves }] };
}

/** The next place on the grid in a direction. */
export function nudge({ x, y }: Point, dx: number, dy: number): Point {
  return { x: dx === 0 ? x : snap(x, dx), y: dy === 0 ? y : snap(y, dy) };
}
function snap(value: number, by: number): number {
  const cells = value / GRID;
  const from = by > 0 ? Math.floor(cells) : Math.ceil(cells);
  return (from + by) * GRID;
}

/** Moves by arrow keys are gathered into one step until the keys rest this long. */
const REST_MS = 500;

/** Gathers moves, of one item after another too, until no more came for a while. @param done gets the last place of each */
export function gatherMoves(done: (places: ReadonlyMap<string, Point>) => void) {
  let places = new Map<string, Point>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const settle = (): void => {
    clearTimeout(timer);
    const moved = places;
    places = new Map();
    if (moved.size > 0) done(moved);
  };
  return {
    add: (moved: ReadonlyMap<string, Point>): void => {
      places = new Map([...places, ...moved]);
      clearTimeout(timer);
      timer = setTimeout(settle, REST_MS);
    },
    settle,
  };
}

/** Places for items of these sizes in a block of columns around a point, none on another. */
export function block(sizes: readonly Size[], around: Point): Point[] {
  const columns = Math.ceil(Math.sqrt(sizes.length / 2)) || 1;
  const width = Math.max(0, ...sizes.map((size) => size.width)) + 2 * GRID;
  const height = Math.max(0, ...sizes.map((size) => size.height)) + GRID;
  const rows = Math.ceil(sizes.length / columns);
  return sizes.map((_, index) => ({
    x: around.x + ((index % columns) - (columns - 1) / 2) * width,
    y: around.y + (Math.floor(index / columns) - (rows - 1) / 2) * height,
  }));
}

/** The nearest free spot to a wanted one, walking outwards on a spiral of grid steps. */
export function freeSpot(view: BoardView, wanted: Point, size: Size): Point {
  const free = (at: Point): boolean =>
    view.items.every(
      (item) =>
        Math.abs(item.x - at.x) >= (item.width + size.width) / 2 + GRID / 2 ||
        Math.abs(item.y - at.y) >= (item.height + size.height) / 2 + GRID / 2,
    );
  for (let turn = 0; turn < 400; turn++) {
    const angle = turn * 0.9;
    const away = turn * 2 * GRID * 0.4;
    const at = {
      x: Math.round((wanted.x + Math.cos(angle) * away) / GRID) * GRID,
      y: Math.round((wanted.y + Math.sin(angle) * away) / GRID) * GRID,
    };
    if (free(at)) return at;
  }
  return wanted;
}
