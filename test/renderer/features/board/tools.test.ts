import { describe, expect, it } from 'vitest';
import { NO_FILTER, passing } from '../../../../renderer/features/board/filter.ts';
import { layoutTask } from '../../../../renderer/features/board/layout/run-layout.ts';
import { namesOn } from '../../../../renderer/features/board/selection.ts';
import type { Step } from '../../../../renderer/features/board/steps.ts';
import {
  aligned,
  copied,
  distributed,
  freeName,
  grouping,
  lastSupport,
  locking,
  snapped,
  supported,
} from '../../../../renderer/features/board/tools.ts';
import { applyOps } from '../../../../renderer/features/board/use-board.ts';
import type { BoardView } from '../../../../shared/contract/board.ts';
import { drawnOf, marking, meant, movedTo } from '../../../../shared/domain/board-scene.ts';
import { take } from '../../../../shared/domain/link-words.ts';
import { viewOf } from './view.ts';

/** Items of 160 by 40, 200 apart in a row, each a little lower than the one before. */
const row = viewOf({ a: 'account', b: 'ip', c: 'email', d: 'device' }, [
  ['1', 'a', 'b'],
  ['2', 'b', 'c'],
  ['3', 'c', 'd'],
]);
const view: BoardView = {
  ...row,
  items: row.items.map((item, index) => ({ ...item, y: index * 7, ...(index === 1 && { width: 100 }) })),
};
const stepped = (step: Step | null, on = view): BoardView => {
  if (!step) throw new Error('no step');
  return applyOps(on, step.ops, { entities: [], exhibits: [] });
};
const xs = ({ items }: BoardView): number[] => items.map(({ x }) => x);
const ys = ({ items }: BoardView): number[] => items.map(({ y }) => y);
const ALL = ['a', 'b', 'c', 'd'];

describe('arranging by hand', () => {
  it('aligns edges and middles, and nothing that is locked', () => {
    expect(ys(stepped(aligned(view, ALL, 'top')))).toEqual([0, 0, 0, 0]);
    expect(xs(stepped(aligned(view, ['a', 'b'], 'right')))).toEqual([170, 200, 400, 600]);
    const locked = stepped(locking(view, ['c'], true));
    expect(ys(stepped(aligned(locked, ALL, 'bottom'), locked))).toEqual([21, 21, 14, 21]);
    expect(aligned(view, ['a'], 'left')).toBeNull();
  });
  it('distributes with equal gaps between the first and the last', () => {
    const uneven = { ...view, items: view.items.map((item) => ({ ...item, x: item.x ** 1.1 })) };
    const moved = stepped(distributed(uneven, ALL, 'x'), uneven);
    const edges = moved.items.map(({ x, width }) => [x - width / 2, x + width / 2] as const);
    const gaps = edges.slice(1).map(([left], index) => left - (edges[index]?.[1] ?? 0));
    for (const gap of gaps) expect(gap).toBeCloseTo(gaps[0] ?? 0, 6);
  });
  it('moves onto the grid', () => {
    expect(ys(stepped(snapped(view, ALL)))).toEqual([0, 0, 20, 20]);
  });
  it('copies what another board has not', () => {
    const there = viewOf({ b: 'ip' }).items;
    const ops = copied(view, ['a', 'b'], there)?.ops ?? [];
    expect(ops.map((each) => each.op === 'item.place' && [each.item.subject.id, each.item.x > 100])).toEqual([
      ['a', true],
    ]);
    expect(copied(view, ['b'], there)).toBeNull();
  });
});

describe('groups', () => {
  const grouped = stepped(grouping(view, ['a', 'b'], 'Ring'));
  const folded = {
    ...grouped,
    items: grouped.items.map((item) => (item.group ? { ...item, folded: true as const } : item)),
  };
  it('have a frame, or a badge with their count where they are folded; places stay', () => {
    const open = drawnOf(grouped, new Map());
    expect(open.nodes.map(({ id, kind }) => `${id} ${kind}`)).toEqual([
      'group:Ring frame',
      ...ALL.map((id) => `${id} entity`),
    ]);
    const drawn = drawnOf(folded, new Map());
    expect(drawn.nodes.map(({ id }) => id)).toEqual(['c', 'd', 'group:Ring']);
    expect(drawn.nodes.at(-1)?.text).toBe('Ring\n2 items');
    // The link within it is not drawn; the one that leaves it leaves the badge.
    expect(drawn.edges.map(({ source, target }) => `${source} ${target}`)).toEqual(['group:Ring c', 'c d']);
    expect([...meant(drawn, new Set(['group:Ring', 'c']))]).toEqual(['a', 'b', 'c']);
    expect(marking(drawn, new Set(['a', 'b'])).has('group:Ring')).toBe(true);
    expect(marking(drawn, new Set(['a'])).has('group:Ring')).toBe(false);
    expect(xs(folded)).toEqual(xs(view));
  });
  it('move as a whole with their badge', () => {
    const drawn = drawnOf(folded, new Map());
    const badge = drawn.nodes.at(-1);
    const to = { x: (badge?.x ?? 0) + 50, y: (badge?.y ?? 0) - 10 };
    expect([...movedTo(drawn, folded, new Map([['group:Ring', to]]))]).toEqual([
      ['a', { x: 50, y: -10 }],
      ['b', { x: 250, y: -3 }],
    ]);
  });
  it('get a name that is free', () => {
    expect(freeName(stepped(grouping(view, ['a'], 'Group 1')))).toBe('Group 2');
  });
  it('lie together in a layout by group', () => {
    expect(layoutTask(grouped, new Set(ALL), 'group').spots.map(({ group }) => group)).toEqual([
      'Ring',
      'Ring',
      'email',
      'device',
    ]);
  });
});

it('bundles many parallel links into one with their count, supported only where each is', () => {
  const links = Array.from({ length: 5 }, (_, n) => [`l${n}`, n % 2 ? 'a' : 'b', n % 2 ? 'b' : 'a'] as const);
  const many = viewOf({ a: 'account', b: 'ip' }, links);
  const { edges, behind } = drawnOf(many, new Map());
  expect(edges).toMatchObject([{ text: 'related to ×5', direction: 'both', supported: 'no', bend: 0 }]);
  expect(behind.get(edges[0]?.id ?? '')).toHaveLength(5);
  expect(drawnOf({ ...many, links: many.links.slice(0, 3) }, new Map()).edges).toHaveLength(3);
});

it('filters by words, type and number of links, and hides what is hidden with its links', () => {
  const names = namesOn(view);
  const pass = (change: object) => [...(passing(view, names, { ...NO_FILTER, ...change }) ?? ['all'])];
  expect(pass({})).toEqual(['all']);
  expect(pass({ words: ' C ' })).toEqual(['c']);
  expect(pass({ without: new Set(['ip']) })).toEqual(['a', 'c', 'd']);
  expect(pass({ links: 2 })).toEqual(['b', 'c']);
  expect(pass({ from: '2026-01-01' })).toEqual([]); // nothing here has a date
  const hidden = { ...view, items: view.items.map((item, n) => (n === 1 ? { ...item, hidden: true as const } : item)) };
  expect(drawnOf(hidden, new Map()).edges.map(({ id }) => id)).toEqual(['3']);
  expect(drawnOf(view, new Map(), undefined, new Set(['a', 'b'])).edges.map(({ id }) => id)).toEqual(['1']);
});

it('writes no words of a link over those of another', () => {
  const taken = new Map();
  expect(take(taken, { x: 0, y: 0, width: 100, height: 16 })).toBe(true);
  expect(take(taken, { x: 90, y: 10, width: 100, height: 16 })).toBe(false);
  expect(take(taken, { x: -195, y: 0, width: 160, height: 16 })).toBe(true);
  expect(take(taken, { x: -120, y: 0, width: 10, height: 10 })).toBe(false);
});

describe('what links rest on', () => {
  const links = [
    { id: 'a', exhibits: ['e1'] },
    { id: 'b', exhibits: [] },
    { id: 'c', exhibits: ['e2', 'e3'] },
  ] as never;

  it('is offered from the link that was drawn last, and never its own', () => {
    expect(lastSupport(links, 'b')).toEqual(['e2', 'e3']);
    expect(lastSupport(links, 'c')).toEqual(['e1']);
    expect(lastSupport([], 'c')).toEqual([]);
  });

  it('is added to by one step, none taken away', () => {
    const { step, ops } = supported(links, ['e1', 'e2'] as never);
    expect(step).toBe('Support of 3 links');
    expect(ops.map((op) => (op.op === 'link.update' ? op.exhibits : null))).toEqual([
      ['e1', 'e2'],
      ['e1', 'e2'],
      ['e2', 'e3', 'e1'],
    ]);
  });
});
