import { expect, it } from 'vitest';
import type { BoardStyle } from '../../../shared/contract/board.ts';
import { roomFor, scaleIn, styleLegend, styleOf, tintIn } from '../../../shared/domain/board-style.ts';

const style = (measure: string, values: Record<string, number>): BoardStyle => ({
  ...{ size: { measure, values }, colour: { measure, values }, basis: 'Main board', at: '2026-05-04T10:00:00.000Z' },
});

it('sizes and colours follow a measure, and the legend names it with its ranges', () => {
  const by = style('betweenness', { a: 0, b: 25, c: 100 });
  expect(['a', 'b', 'c', 'none'].map(scaleIn(by))).toEqual([1, 1.35, 1.7, 1]);
  const [a, b, c, none] = ['a', 'b', 'c', 'none'].map(tintIn(by));
  expect(new Set([a, b, c]).size).toBe(3);
  expect(none).toBeNull();
  const words = styleLegend(by).map((each) => each.words);
  expect(words[0]).toBe('betweenness 0 to 20');
  expect(words.at(-1)).toBe('Size: betweenness, 0 to 100');
});

it('communities have a colour each, the largest first, and those beyond ten share one', () => {
  const values = Object.fromEntries(Array.from({ length: 26 }, (_, at) => [`e${at}`, at < 14 ? 7 : at]));
  const legend = styleLegend({ ...style('community', values), size: null });
  expect(legend[0]?.words).toBe('community 7 (14)');
  expect(legend.at(-1)?.words).toBe('another community (of 3 more)');
  expect(new Set(legend.map(({ colour }) => colour)).size).toBe(11);
});

it('what is not shown gives no range', () => {
  const part = styleOf(style('links', { a: 1, b: 2, secret: 900 }), new Set(['a', 'b']));
  expect(styleLegend(part).at(-1)?.words).toBe('Size: links, 1 to 2');
  expect(tintIn(part)('secret')).toBeNull();
});

it('cards grow no farther than there is room, alike for all, until a layout makes some', () => {
  const by = style('links', { a: 1, b: 9, c: 9 });
  const card = (id: string, x: number, y = 0) => ({ id, x, y, width: 200, height: 60 });
  expect(roomFor(by, [card('a', 0), card('b', 1000), card('c', 0, 500)])).toBe(1.7);
  // 100 free between two of the most, of which 20 are left for the name of a link.
  const largest = roomFor(by, [card('b', 0), card('c', 300), card('a', 2000)]);
  expect(largest).toBeCloseTo(1.4);
  const scale = scaleIn(by, largest);
  expect(['a', 'b', 'c'].map(scale)).toEqual([1, largest, largest]);
  // Below one another there is room, beside there is none; side by side with no room a measure can still be seen.
  expect(roomFor(by, [card('b', 0), card('c', 250, 110)])).toBeCloseTo(1.5);
  expect(roomFor(by, [card('b', 0), card('c', 200)])).toBe(1.15);
  expect(roomFor(by, [card('b', 0), card('c', 40)])).toBe(1.7); // one lies on the other as it is
});
