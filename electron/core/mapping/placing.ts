import { randomUUID } from 'node:crypto';
import type { BoardOp, BoardView } from '../../../shared/contract/board.ts';
import { type EntityId, ItemId } from '../../../shared/contract/values.ts';
import { boundsOf, entitySize, GRID, overlaps, type Rect } from '../../../shared/domain/board-layout.ts';

export interface Placed {
  readonly id: EntityId;
  readonly label: string;
  /** Among the mapped columns, from 0. */
  readonly column: number;
}
const ACROSS = 340; // between the middles of two columns: room for lines side by side
const DOWN = 20; // between two cards
const BETWEEN = 80; // between two groups
const TALLEST = 1200; // of a column, before it goes on beside itself
const WIDEST = 4000; // of a row of groups

/**
 * Places for new entities, right of what the board holds: what is joined stands together, the columns of the table from left to right,
 * each card near those it is joined to. No two cards overlap.
 */
export function placing(
  entities: readonly Placed[],
  joined: readonly (readonly [EntityId, EntityId])[],
  items: BoardView['items'],
): BoardOp[] {
  const bounds = boundsOf(items);
  const left = bounds ? bounds.x + bounds.width / 2 + 2 * BETWEEN : 0;
  let [x, y, tallest] = [left, bounds ? bounds.y - bounds.height / 2 : 0, 0];
  const ops: BoardOp[] = [];
  const neighbours = neighboursOf(joined);
  for (const group of groupsOf(entities, joined)) {
    const drawn = arranged(group, neighbours);
    if (x > left && x + drawn.width > left + WIDEST) [x, y, tallest] = [left, y + tallest + BETWEEN, 0];
    for (const { id, at, size } of drawn.cards)
      ops.push({
        op: 'item.place',
        item: {
          id: ItemId.parse(randomUUID()),
          subject: { kind: 'entity', id },
          x: onGrid(x + at.x),
          y: onGrid(y + at.y),
          ...size,
        },
      });
    x += drawn.width + BETWEEN;
    tallest = Math.max(tallest, drawn.height);
  }
  return ops;
}

const TALL = 120; // of the tallest card
const SIDES = [1, -1];

/**
 * Places for new entities beside those that they are joined to, in columns right and left of each, on free ground. Those of the middle
 * that are not on the board come first, as `placing` has it.
 */
export function placingBeside(
  middle: ReadonlySet<EntityId>,
  entities: readonly Placed[],
  joined: readonly (readonly [EntityId, EntityId])[],
  items: BoardView['items'],
): BoardOp[] {
  const ops = placing(
    entities.filter(({ id }) => middle.has(id)),
    [],
    items,
  );
  const taken: (Rect & { readonly subject: { readonly id: string } })[] = [...items];
  for (const op of ops) if (op.op === 'item.place') taken.push(op.item);
  const at = new Map<string, Rect>(taken.map((item) => [item.subject.id, item]));
  const besideOf = new Map<EntityId, EntityId>();
  for (const [one, other] of joined)
    for (const [end, centre] of [
      [one, other],
      [other, one],
    ] as const)
      if (middle.has(centre) && !middle.has(end) && !besideOf.has(end)) besideOf.set(end, centre);
  const groups = Map.groupBy(
    entities.filter(({ id }) => besideOf.has(id)),
    ({ id }) => besideOf.get(id) as EntityId,
  );
  for (const [centre, those] of groups) {
    const { x, y } = at.get(centre) ?? { x: 0, y: 0 };
    const spots = spotsAround(those.length);
    for (const { id, label } of those) {
      const size = entitySize(label);
      const free = (spot: Rect): boolean => {
        const wide = { ...spot, width: size.width + DOWN, height: size.height + DOWN };
        return !taken.some((other) => overlaps(wide, other));
      };
      let spot: Rect;
      do {
        const [dx, dy] = spots.next().value as readonly [number, number]; // a loop over it would end it at the first that is free
        spot = { x: onGrid(x + dx), y: onGrid(y + dy), ...size };
      } while (!free(spot));
      const item = { id: ItemId.parse(randomUUID()), subject: { kind: 'entity' as const, id }, ...spot };
      taken.push(item);
      ops.push({ op: 'item.place', item });
    }
  }
  return ops;
}

/** From the middle outwards, right and left in turn; without an end. @param count for which the columns are as tall as needed */
function* spotsAround(count: number): IterableIterator<readonly [dx: number, dy: number]> {
  const tall = Math.max(4, Math.ceil(Math.sqrt(count * 2)));
  for (let column = 1; ; column++)
    for (const side of SIDES)
      for (let row = 0; row < tall; row++)
        yield [side * column * ACROSS, (row % 2 === 0 ? row / 2 : -(row + 1) / 2) * (TALL + DOWN)];
}
const onGrid = (value: number): number => Math.round(value / GRID) * GRID;

/** What chains of links join, the largest first. */
function groupsOf(entities: readonly Placed[], joined: readonly (readonly [EntityId, EntityId])[]): Placed[][] {
  const owner = new Map<EntityId, EntityId>();
  const find = (id: EntityId): EntityId => {
    let root = id;
    for (let above = owner.get(root); above !== undefined && above !== root; above = owner.get(root)) root = above;
    owner.set(id, root);
    return root;
  };
  for (const [one, other] of joined) owner.set(find(one), find(other));
  return [...Map.groupBy(entities, ({ id }) => find(id)).values()].toSorted((a, b) => b.length - a.length);
}

type Neighbours = ReadonlyMap<EntityId, readonly EntityId[]>;

function neighboursOf(joined: readonly (readonly [EntityId, EntityId])[]): Neighbours {
  const neighbours = new Map<EntityId, EntityId[]>();
  const add = (one: EntityId, other: EntityId): void => {
    const held = neighbours.get(one);
    if (held) held.push(other);
    else neighbours.set(one, [other]);
  };
  for (const [one, other] of joined) {
    add(one, other);
    add(other, one);
  }
  return neighbours;
}

interface Card {
  readonly id: EntityId;
  readonly at: { readonly x: number; readonly y: number };
  readonly size: { readonly width: number; readonly height: number };
}

function arranged(group: readonly Placed[], neighbours: Neighbours) {
  const columns = [...Map.groupBy(group, ({ column }) => column)]
    .toSorted(([a], [b]) => a - b)
    .map(([, cards]) => cards);
  // Barycentres (Sugiyama, 1981), forth and back: a card goes where its neighbours are in the middle.
  const order = new Map<EntityId, number>();
  for (const cards of columns) for (const [index, { id }] of cards.entries()) order.set(id, index / cards.length);
  for (let sweep = 0; sweep < 4; sweep++)
    for (const cards of sweep % 2 === 0 ? columns : columns.toReversed()) {
      const middle = new Map(
        cards.map(({ id }) => {
          const places = (neighbours.get(id) ?? []).flatMap((each) => order.get(each) ?? []);
          return [
            id,
            places.length > 0 ? places.reduce((sum, place) => sum + place, 0) / places.length : (order.get(id) ?? 0),
          ];
        }),
      );
      cards.sort((a, b) => (middle.get(a.id) ?? 0) - (middle.get(b.id) ?? 0));
      for (const [index, { id }] of cards.entries()) order.set(id, index / cards.length);
    }
  const stacks = aroundHub(columns.map((cards) => stacked(cards)));
  const height = Math.max(...stacks.map(({ height: own }) => own));
  const cards = stacks.flatMap(({ cards: those, height: own }, index): Card[] =>
    those.map(({ id, y, size }) => ({ id, size, at: { x: ACROSS / 2 + index * ACROSS, y: y + (height - own) / 2 } })),
  );
  return { cards, width: stacks.length * ACROSS, height };
}

type Stack = ReturnType<typeof stacked>[number];
const HUB = 3; // cards

/** The stacks of columns side by side; where a few cards are joined to several stacks, half of these left of them, for short ways. */
function aroundHub(columns: readonly (readonly Stack[])[]): Stack[] {
  const hub = columns.find((stacks) => stacks.length === 1 && (stacks[0]?.cards.length ?? 0) <= HUB);
  const rest = columns.filter((stacks) => stacks !== hub).flat();
  if (!hub || columns.length !== 2 || rest.length < 2) return columns.flat();
  const half = rest.length >> 1;
  return [...rest.slice(0, half).toReversed(), ...hub, ...rest.slice(half)];
}

/** Cards below each other, in more than one column where they would be too tall. */
function stacked(cards: readonly Placed[]) {
  const stacks: { cards: { id: EntityId; y: number; size: Card['size'] }[]; height: number }[] = [];
  for (const { id, label } of cards) {
    const size = entitySize(label);
    let stack = stacks.at(-1);
    if (!stack || stack.height + size.height > TALLEST) stacks.push((stack = { cards: [], height: 0 }));
    const top = stack.height === 0 ? 0 : stack.height + DOWN;
    stack.cards.push({ id, y: top + size.height / 2, size });
    stack.height = top + size.height;
  }
  return stacks;
}
