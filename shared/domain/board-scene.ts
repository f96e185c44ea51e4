import type { BoardItem, BoardView } from '../contract/board.ts';
import type { EntityType, Link } from '../contract/entities.ts';
import { type EdgeElement, edgeOf, FRAME_TITLE, type NodeElement, nodesOf } from './board-elements.ts';
import { boundsOf, linkOffsets, type Point } from './board-layout.ts';
import { counted } from './counted.ts';

/** More links than these between the same two things are drawn as one line with their count. */
const MOST_PARALLEL = 3;
const BADGE = { width: 200, height: 56 };
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
  const { x, y, width, height } = boundsOf(members) as BoardItem;
  const size = { width: width + 2 * FRAME_PADDING, height: height + 2 * FRAME_PADDING + FRAME_TITLE };
  const text = `${name} (${members.length})`;
  return { ...plain, id, kind: 'frame', x, y: y - FRAME_TITLE / 2, ...size, text, textWidth: size.width - 16 };
}

/** @param ends what is drawn for each subject @param behind gets what each bundle stands for */
function edgesBetween(
  links: readonly Link[],
  ends: ReadonlyMap<string, string>,
  behind: Map<string, readonly string[]>,
): EdgeElement[] {
  const pairs = new Map<string, { link: Link; from: string; to: string }[]>();
  for (const link of links) {
    const [from, to] = [ends.get(link.from.id), ends.get(link.to.id)];
    if (from === undefined || to === undefined || from === to) continue;
    const key = from < to ? `${from} ${to}` : `${to} ${from}`;
    const pair = pairs.get(key);
    if (pair) pair.push({ link, from, to });
    else pairs.set(key, [{ link, from, to }]);
  }
  const edges: EdgeElement[] = [];
  const parallel: { id: string; from: { id: string }; to: { id: string } }[] = [];
  const alone: { link: Link; from: string; to: string }[] = [];
  for (const [key, pair] of pairs) {
    const [first] = pair;
    const most = key.includes('group:') ? 1 : MOST_PARALLEL;
    if (first && pair.length > most) {
      const id = `bundle:${key}`;
      behind.set(
        id,
        pair.map(({ link }) => link.id),
      );
      edges.push({ ...edgeOf(first.link, 0), id, source: first.from, target: first.to, ...bundled(pair) });
    } else {
      alone.push(...pair);
      for (const { link, from, to } of pair) parallel.push({ id: link.id, from: { id: from }, to: { id: to } });
    }
  }
  const bends = linkOffsets(parallel);
  for (const { link, from, to } of alone)
    edges.push({ ...edgeOf(link, bends.get(link.id) ?? 0), source: from, target: to });
  return edges;
}

/** One direction where all links have it, one type where all are of it, and supported where each is. */
function bundled(pair: readonly { link: Link; from: string }[]): Pick<EdgeElement, 'text' | 'direction' | 'supported'> {
  const [first] = pair;
  const types = new Set(pair.map(({ link }) => link.type));
  const word = types.size === 1 ? first?.link.type : 'links';
  const oneWay = pair.every(({ link, from }) => link.direction === 'forward' && from === first?.from);
  const none = pair.every(({ link }) => link.direction === 'none');
  return {
    text: `${word} ×${pair.length}`,
    direction: oneWay ? 'forward' : none ? 'none' : 'both',
    supported: pair.every(({ link }) => link.exhibits.length > 0) ? 'yes' : 'no',
  };
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
