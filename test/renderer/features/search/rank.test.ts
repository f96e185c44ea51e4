import { expect, test } from 'vitest';
import { rank, ranked } from '../../../../renderer/features/search/palette-entries.ts';

test('wants every word typed', () => {
  expect(rank('go custody', 'Go to Custody')).toBeGreaterThan(0);
  expect(rank('go custody', 'Go to Board')).toBe(0);
  expect(rank('', 'anything')).toBe(1);
});

test('prefers the beginning of a text, then of a word, then its inside', () => {
  const [start, word, inside] = ['board', 'main board', 'keyboard'].map((text) => rank('board', text));
  expect(start).toBeGreaterThan(word as number);
  expect(word).toBeGreaterThan(inside as number);
  expect(inside).toBeGreaterThan(0);
});

test('gives the best first, equals in their order, no more than asked for', () => {
  const texts = ['keyboard', 'main board', 'other board', 'board'];
  expect(ranked(texts, 'board', (text) => text, 3)).toEqual(['board', 'main board', 'other board']);
});

test('finds an exhibit by its number and text in any script', () => {
  expect(rank('0007', 'E-0007 Снимок экрана')).toBeGreaterThan(0);
  expect(rank('снимок', 'E-0007 Снимок экрана')).toBeGreaterThan(0);
});
