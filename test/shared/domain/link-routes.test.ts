import { describe, expect, it } from 'vitest';
import { linkOffsets, overlaps, type Point, type Rect } from '../../../shared/domain/board-layout.ts';
import { type Course, flattened, linkPath, pointOn } from '../../../shared/domain/link-path.ts';
import { coursesOf, type Edge, isRouted, MOST_ROUTED, type Node } from '../../../shared/domain/link-routes.ts';

const card = (id: string, x: number, y: number, width = 180, height = 56): Node => ({ id, x, y, width, height });
const link = (id: string, source: string, target: string, bend = 0): Edge => ({ id, source, target, bend });

/** Whether a point lies within a card, more than a hair's breadth from its border. */
const within = ({ x, y }: Point, rect: Rect): boolean =>
  Math.abs(x - rect.x) < rect.width / 2 - 0.01 && Math.abs(y - rect.y) < rect.height / 2 - 0.01;

const NEAR = 400; // no card is larger
const cell = (x: number, y: number): string => `${Math.floor(x / NEAR)} ${Math.floor(y / NEAR)}`;
const nearness = new WeakMap<readonly Node[], Map<string, Node[]>>();
/** Cards that may hold a point of a cell. */
function nearBy(nodes: readonly Node[], { x, y }: Point): readonly Node[] {
  let cells = nearness.get(nodes);
  if (!cells) {
    cells = new Map();
    for (const node of nodes)
      for (const dx of [-NEAR, 0, NEAR])
        for (const dy of [-NEAR, 0, NEAR]) {
          const key = cell(node.x + dx, node.y + dy);
          cells.set(key, [...(cells.get(key) ?? []), node]);
        }
    nearness.set(nodes, cells);
  }
  return cells.get(cell(x, y)) ?? [];
}

/** Ids of the cards that a line passes behind and does not join, told by points of it that are at most a unit apart. */
function behind(nodes: readonly Node[], edge: Edge, course: Course): string[] {
  const at = new Map(nodes.map((node) => [node.id, node]));
  const line = flattened(linkPath(at.get(edge.source) as Node, at.get(edge.target) as Node, course), 200);
  const found = new Set<string>();
  for (let index = 1; index < line.length; index++) {
    const [a, b] = [line[index - 1] as Point, line[index] as Point];
    const steps = Math.ceil(Math.hypot(b.x - a.x, b.y - a.y));
    for (let step = 0; step <= steps; step++) {
      const share = steps === 0 ? 0 : step / steps;
      const point = { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share };
      for (const node of nearBy(nodes, point))
        if (node.id !== edge.source && node.id !== edge.target && within(point, node)) found.add(node.id);
    }
  }
  return [...found];
}

function drawn(nodes: readonly Node[], edges: readonly Edge[]) {
  const courses = coursesOf(nodes, edges);
  return edges.map((edge) => {
    const course = courses.get(edge.id) as Course;
    return { edge, course, behind: behind(nodes, edge, course) };
  });
}

/** Numbers from 0 to below 1, the same for the same seed. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) ^ Math.imul(state + 0x9e3779b9, 0x297a2d39);
    return ((state ^ (state >>> 12)) >>> 0) / 2 ** 32;
  };
}

/** Cards of all sizes that lie at least `gap` apart, and links between any two, some of them several. */
function board(seed: number, count: number, gap: number) {
  const random = numbers(seed);
  const side = Math.sqrt(count) * 260;
  const nodes: Node[] = [];
  for (let tries = 0; nodes.length < count && tries < count * 40; tries++) {
    const size = [card('', 0, 0), card('', 0, 0, 240, 204), card('', 0, 0, 400, 160)][
      Math.floor(random() * 2.2)
    ] as Node;
    const node = { ...size, id: `n${nodes.length}`, x: random() * side, y: random() * side * 0.6 };
    const room = { ...node, width: node.width + 2 * gap, height: node.height + 2 * gap };
    if (!nodes.some((other) => overlaps(other, room))) nodes.push(node);
  }
  const any = (): string => `n${Math.floor(random() * nodes.length)}`;
  const ends = Array.from({ length: count * 1.5 }, () => [any(), any()] as const).filter(([a, b]) => a !== b);
  const joined = [...ends, ...ends.slice(0, 5), ...ends.slice(0, 3).map(([a, b]) => [b, a] as const)];
  const links = joined.map(([a, b], n) => ({ id: `l${n}`, from: { id: a }, to: { id: b } }));
  const bends = linkOffsets(links);
  return { nodes, edges: links.map(({ id, from, to }) => link(id, from.id, to.id, bends.get(id))) };
}

describe('links around what they do not join', () => {
  const three = [card('a', 0, 0), card('b', 300, 0), card('c', 600, 0)];

  it('leaves a link straight whose way is free', () => {
    expect(coursesOf(three, [link('1', 'a', 'b')]).get('1')).toEqual({ bend: 0 });
  });
  it('bends a link past the card between its ends', () => {
    expect(behind(three, link('1', 'a', 'c'), { bend: 0 })).toEqual(['b']); // what was drawn before
    const [one] = drawn(three, [link('1', 'a', 'c')]);
    expect(one?.course.bend).not.toBe(0);
    expect(one?.behind).toEqual([]);
  });
  it('keeps parallel links apart that all have to bend', () => {
    const all = drawn(three, [link('1', 'a', 'c', -90), link('2', 'a', 'c', 0), link('3', 'c', 'a', -90)]);
    expect(all.map((each) => each.behind)).toEqual([[], [], []]);
    const middles = all.map(({ edge, course }) => {
      const [from, to] = [three, three].map((nodes, end) =>
        nodes.find(({ id }) => id === (end === 0 ? edge.source : edge.target)),
      );
      return pointOn(linkPath(from as Node, to as Node, course), 0.5);
    });
    for (const [index, one] of middles.entries())
      for (const other of middles.slice(index + 1))
        expect(Math.hypot(one.x - other.x, one.y - other.y)).toBeGreaterThan(10);
  });
  it('goes around by corners where no curve is free', () => {
    const wall = Array.from({ length: 9 }, (_, n) => card(`w${n}`, 300, (n - 4) * 62));
    const nodes = [card('a', 0, 0), card('c', 600, 0), ...wall];
    const [one] = drawn(nodes, [link('1', 'a', 'c')]);
    expect(one?.course.corners?.length).toBeGreaterThan(1);
    expect(one?.behind).toEqual([]);
  });
  it('keeps lines apart that go around the same cards, so that each can be followed', () => {
    const nodes = [card('hub', 0, 610)];
    for (const column of [340, 680])
      for (let row = 0; row < 16; row++)
        nodes.push({ id: `${column}-${row}`, x: column, y: row * 76, width: 280, height: 56 });
    const links = nodes.slice(1).map(({ id }) => link(id, 'hub', id));
    const turns = [...coursesOf(nodes, links).values()].map(({ corners = [] }) => corners);
    expect(turns.filter((corners) => corners.length > 0).length).toBeGreaterThan(8);
    const all = turns.flat();
    const near = all.filter((a, at) => all.some((b, other) => other > at && Math.hypot(a.x - b.x, a.y - b.y) < 5));
    expect(near).toEqual([]);
  });
  it('draws a link in front where a card lies on one of its ends', () => {
    const nodes = [card('a', 0, 0), card('c', 600, 0), card('on', 60, 0)];
    const [one] = drawn(nodes, [link('1', 'a', 'c')]);
    expect(one?.course.over).toBe(true);
    expect(one?.behind).toEqual(['on']);
  });
  it('is the same for a link that is read from its other end', () => {
    const [there, back] = [link('1', 'a', 'c'), link('1', 'c', 'a')].map((one) => drawn(three, [one])[0]?.course);
    expect(Math.abs(there?.bend ?? 0)).toBe(Math.abs(back?.bend ?? 0));
  });
  it.each([
    [12, 40, 24],
    [12, 40, 4],
    [1, 120, 12],
    [1, 290, 20],
  ])('passes behind no card on %i boards of %i cards that lie %i apart', (boards, count, gap) => {
    let crossed = 0;
    for (let seed = 1; seed <= boards; seed++) {
      const { nodes, edges } = board(seed * 7919, count, gap);
      crossed += edges.filter((edge) => behind(nodes, edge, { bend: edge.bend }).length > 0).length;
      expect(drawn(nodes, edges).filter(({ course, behind: wrong }) => course.over || wrong.length > 0)).toEqual([]);
    }
    expect(crossed).toBeGreaterThan(boards); // lines that would have passed behind a card
  });
  it('keeps larger boards as they are', () => {
    expect(isRouted(MOST_ROUTED.items, MOST_ROUTED.links)).toBe(true);
    expect(isRouted(MOST_ROUTED.items + 1, 1)).toBe(false);
    const many = [...three, ...Array.from({ length: MOST_ROUTED.items }, (_, n) => card(`x${n}`, n * 200, 900))];
    expect(coursesOf(many, [link('1', 'a', 'c')]).get('1')).toEqual({ bend: 0 });
  });
});
