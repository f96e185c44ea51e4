import { expect, test } from 'vitest';
import { nameWords, valueWords } from '../../../../renderer/features/custody/detail-words.ts';

test.each([
  [{ from: ['E-0001'], to: [] }, 'E-0001 → none'],
  [{ from: '', to: 'Payments desk' }, 'empty → Payments desk'],
  [{ fromSha256: 'ab', toSha256: 'cd' }, 'SHA-256: ab → cd'],
  [['E-0001', 'E-0002'], 'E-0001, E-0002'],
  [[{ id: 'x', label: 'Ivanka', shared: true }], 'ID: x; label: Ivanka; shared: yes'],
  [[{ a: 1 }, { b: null }], 'a: 1\nb: none'],
  [12_345, '12,345'],
  ['{"as": "it was written"}', '{"as": "it was written"}'],
])('%j is read as %s', (value, words) => expect(valueWords(value)).toBe(words));

test('names of fields are words', () => {
  expect(['wrongAttemptsBefore', 'cells_sha256', 'sqlSha256', 'caseId'].map(nameWords)).toEqual([
    'wrong attempts before',
    'cells SHA-256',
    'SQL SHA-256',
    'case ID',
  ]);
});
