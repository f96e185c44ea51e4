import type { BoardItem, BoardView } from '../contract/board.ts';
import type { EntityType, Link } from '../contract/entities.ts';
import { type EdgeElement, edgeOf, FRAME_TITLE, type NodeElement, nodesOf } from './board-elements.ts';
import { boundsOf, type Point, type Rect, waysOf } from './board-layout.ts';
import { counted } from './counted.ts';

/** More links than these between the same two things are drawn as one line with their count. */
const MOST_PARALLEL = 3;
export const BADGE = { width: 200, height: 56 };
const FRAME_PADDING = 18;

/** What of a board is drawn, and what each part of the drawing stands for. */
export interface Drawn {
  readonly nodes: readonly NodeElement[];
  readonly edges: readonly EdgeElement[];
  /** Of a group's badge or frame the subjects in it, of a bundle its links. */
  readonly behind: ReadonlyMap<string, readonly string[]>;
}

/** @param shown ids of the subjects that a filter lets through; null for all */
export function drawnOf(
  view: BoardView,
  images: ReadonlyMap<string, string>,
  colourOf?: (type: EntityType) => string,
  shown: ReadonlySet<string> | null = null,
): Drawn {
  const there = view.items.filter(({ hidden, subject }) => !hidden && (shown === null || shown.has(subject.id)));
  const groups = new Map<string, BoardItem[]>();
  for (const item of there) {
    if (item.group === undefined) continue;
    const members = groups.get(item.group);
    if (members) members.push(item);
    else groups.set(item.group, [item]);
  }
  const behind = new Map<string, readonly string[]>();
  const badgeOf = new Map<string, string>();
  const badges: NodeElement[] = [];
  const frames: NodeElement[] = [];
  for (const [name, members] of groups) {
    const id = `group:${name}`;
    behind.set(
      id,
      members.map(({ subject }) => subject.id),
    );
    const folded = members.some((item) => item.folded);
    if (!folded) frames.push(frameOf(id, name, members));
    else {
      badges.push(badgeFor(id, name, members));
      for (const { subject } of members) badgeOf.set(subject.id, id);
    }
  }
  const single = there.filter(({ subject }) => !badgeOf.has(subject.id));
  const ends = new Map<string, string>([...single.map(({ subject }) => [subject.id, subject.id] as const), ...badgeOf]);
  return {
    nodes: [...frames, ...nodesOf({ ...view, items: single }, images, colourOf), ...badges],
    edges: edgesBetween(view.links, ends, behind),
    behind,
  };
}

const plain = { textWidth: BADGE.width - 16, colour: '', image: '', imageHeight: 0, locked: false };
function badgeFor(id: string, name: string, members: readonly BoardItem[]): NodeElement {
  const { x, y } = boundsOf(members) as Point;
  const locked = members.every((item) => item.locked === true);
  return { ...plain, id, kind: 'badge', x, y, ...BADGE, text: `${name}\n${counted(members.length, 'item')}`, locked };
}
function frameOf(id: string, name: string, members: readonly BoardItem[]): NodeElement {
  const frame = frameAround(boundsOf(members) as BoardItem);
  const text = `${name} (${members.length})`;
  return { ...plain, id, kind: 'frame', ...frame, text, textWidth: frame.width - 16 };
}
/** The frame of a group around its members, with room for its name. */
export const frameAround = ({ x, y, width, height }: Rect): Rect => ({
  ...{ x, y: y - FRAME_TITLE / 2 },
  ...{ width: width + 2 * FRAME_PADDING, height: height + 2 * FRAME_PADDING + FRAME_TITLE },
});

/** @param ends what is drawn for each subject @param behind gets what each bundle stands for */
function edgesBetween(
  links: readonly Link[],
  ends: ReadonlyMap<string, string>,
  behind: Map<string, readonly string[]>,
): EdgeElement[] {
  const drawn = links.flatMap((link) => {
    const [from, to] = [ends.get(link.from.id), ends.get(link.to.id)];
    // What is between items of a collapsed group is not drawn; a link from an item to itself is a loop.
    return from === undefined ||
      to === undefined ||
      (from === to && (link.from.id !== link.to.id || from !== link.to.id))
      ? []
      : [{ id: link.id, from: { id: from }, to: { id: to }, direction: link.direction, link }];
  });
  const edges: EdgeElement[] = [];
  const alone: typeof drawn = [];
  for (const { id, links: pair, bundled, direction } of bundleEnds(drawn)) {
    const [first] = pair;
    if (!bundled || !first) {
      alone.push(...pair);
      continue;
    }
    behind.set(
      id,
      pair.map(({ link }) => link.id),
    );
    const types = new Set(pair.map(({ link }) => link.type));
    const text = `${types.size === 1 ? first.link.type : 'links'} ×${pair.length}`;
    const supported = pair.every(({ link }) => link.exhibits.length > 0) ? 'yes' : 'no';
    const way = { source: first.from.id, target: first.to.id, direction };
    const [line] = waysOf([first]);
    edges.push({ ...edgeOf(first.link, line), id, ...way, text, supported });
  }
  const ways = waysOf(alone);
  for (const [at, { link, from, to }] of alone.entries())
    edges.push({ ...edgeOf(link, ways[at]), source: from.id, target: to.id });
  return edges;
}

interface Way {
  readonly id: string;
  readonly from: { readonly id: string };
  readonly to: { readonly id: string };
  readonly direction: Link['direction'];
}
/** Links between the same two; drawn as one line where they are many, or lead to a badge. */
interface Pair<L> {
  readonly id: string;
  readonly links: readonly L[];
  readonly bundled: boolean;
  /** One direction where all links have it. */
  readonly direction: Link['direction'];
}
export function bundleEnds<L extends Way>(links: readonly L[]): Pair<L>[] {
  const pairs = new Map<string, L[]>();
  for (const link of links) {
    const [from, to] = [link.from.id, link.to.id];
    const key = from < to ? `${from} ${to}` : `${to} ${from}`;
    const pair = pairs.get(key);
    if (pair) pair.push(link);
    else pairs.set(key, [link]);
  }
  return [...pairs].map(([key, pair]) => {
    const oneWay = pair.every(({ direction, from }) => direction === 'forward' && from.id === pair[0]?.from.id);
    const none = pair.every(({ direction }) => direction === 'none');
    return {
      id: `bundle:${key}`,
      links: pair,
      bundled: pair.length > (key.includes('group:') ? 1 : MOST_PARALLEL),
      direction: oneWay ? 'forward' : none ? 'none' : 'both',
    };
  });
}

/** What a selection of parts of the drawing means on the board. */
export const meant = ({ behind }: Drawn, ids: ReadonlySet<string>): Set<string> =>
  new Set([...ids].flatMap((id) => behind.get(id) ?? [id]));

/** Parts of the drawing that show a selection: a badge, frame or bundle where all that it stands for is selected. */
export function marking({ behind }: Drawn, selected: ReadonlySet<string>): Set<string> {
  const parts = new Set(selected);
  for (const [id, of] of behind) if (of.length > 0 && of.every((each) => selected.has(each))) parts.add(id);
  return parts;
}

/** Where items are once parts of the drawing were moved: what a badge stands for moves with it. */
export function movedTo(drawn: Drawn, view: BoardView, places: ReadonlyMap<string, Point>): Map<string, Point> {
  const moved = new Map<string, Point>();
  for (const [id, to] of places) {
    const members = drawn.behind.get(id);
    if (!members) moved.set(id, to);
    const badge = members && drawn.nodes.find((node) => node.id === id && node.kind === 'badge');
    if (!badge) continue; // a frame is around its members, wherever they are
    const inside = new Set(members);
    for (const { subject, x, y, locked } of view.items)
      if (inside.has(subject.id) && !locked) moved.set(subject.id, { x: x + to.x - badge.x, y: y + to.y - badge.y });
  }
  return moved;
}
