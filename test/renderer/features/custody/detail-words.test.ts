import { expect, test } from 'vitest';
import { detailWords, nameWords, valueWords } from '../../../../renderer/features/custody/detail-words.ts';

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

const NAMES: Readonly<Record<string, string>> = { p1: 'Ivanka', x1: 'E-0002' };
test.each([
  [{ step: 'Place' }, 'step: Place'],
  [{ 'item.place': ['p1', 'x1', 'n9'] }, 'placed on the board: Ivanka, E-0002, and 1 more'],
  [{ 'note.update': ['n1', 'n2'] }, 'notes changed: 2'],
  [{ 'item.move': 3, noLongerApplied: 1 }, 'moves: 3 | changes that no longer applied: 1'],
  [
    {
      'entity.create': [{ id: 'd1', type: 'device', label: 'dev-7' }],
      'link.create': [{ id: 'l1', type: 'uses device', label: '', from: 'p1', to: 'd1' }],
    },
    'entities created: dev-7 (Device) | links created: Ivanka → dev-7: uses device',
  ],
  [
    { 'link.remove': [{ id: 'l1', type: 'paid to', label: 'twice', from: 'gone', to: 'x1' }] },
    'links deleted: an item → E-0002: paid to “twice”',
  ],
  [
    {
      'entity.update': [
        { id: 'p1', from: { label: 'Ivana', note: 'changed' }, to: { label: 'Ivanka', note: 'changed' } },
      ],
    },
    'entities changed: Ivanka: label: Ivana → Ivanka; note changed',
  ],
  [
    { 'link.update': [{ id: 'l1', from: { exhibits: [] }, to: { exhibits: ['x1'] } }] },
    'links changed: a link: exhibits: none → E-0002',
  ],
])('%j tells of what it was done to', (detail, words) => {
  const told = detailWords(detail, (id) => NAMES[id]);
  expect(told.map((each) => `${each.name}: ${each.words}`).join(' | ')).toBe(words);
});
