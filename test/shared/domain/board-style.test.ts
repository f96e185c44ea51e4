import { expect, it } from 'vitest';
import type { BoardStyle } from '../../../shared/contract/board.ts';
import { scaleIn, styleLegend, styleOf, tintIn } from '../../../shared/domain/board-style.ts';

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
