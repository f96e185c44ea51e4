import { expect, test } from 'vitest';
import { EVERYTHING, filtered, kindsOf, tagsOf } from '../../../../renderer/features/evidence/exhibit-list.tsx';
import type { Exhibit } from '../../../../shared/contract/evidence.ts';

const exhibit = (change: Partial<Exhibit>): Exhibit =>
  ({
    label: 'E-0001',
    kind: 'file',
    title: 'Log',
    originalName: 'log.csv',
    mediaType: 'text/csv',
    preview: 'table',
    sha256: 'ab'.repeat(32),
    source: '',
    note: '',
    tags: [],
    removedAt: null,
    ...change,
  }) as Exhibit;

const all = [
  exhibit({ label: 'E-0001', tags: ['logins', 'Bank'] }),
  exhibit({ label: 'E-0002', title: 'Chat', mediaType: 'image/png', preview: 'image', note: 'mentions bank' }),
  exhibit({ label: 'E-0003', kind: 'query', preview: 'query', mediaType: 'application/json', tags: ['logins'] }),
  exhibit({ label: 'E-0004', removedAt: '2026-11-22T13:08:37.000Z', mediaType: 'application/pdf', preview: 'none' }),
];
const labels = (filter: Partial<typeof EVERYTHING>) =>
  filtered(all, { ...EVERYTHING, ...filter }).map(({ label }) => label);

test('leaves removed exhibits out until they are asked for', () => {
  expect(labels({})).toEqual(['E-0001', 'E-0002', 'E-0003']);
  expect(labels({ removed: true })).toHaveLength(4);
});

test('wants every word, wherever it stands and however it is written', () => {
  expect(labels({ text: 'BANK' })).toEqual(['E-0001', 'E-0002']);
  expect(labels({ text: 'bank chat' })).toEqual(['E-0002']);
  expect(labels({ text: 'abab' })).toHaveLength(3);
  expect(labels({ text: 'nowhere' })).toEqual([]);
});

test('narrows to a kind and a tag', () => {
  expect(kindsOf(all)).toEqual(['Image', 'PDF', 'Query', 'Table']);
  expect(tagsOf(all)).toEqual(['Bank', 'logins']);
  expect(labels({ kind: 'Query' })).toEqual(['E-0003']);
  expect(labels({ tag: 'logins' })).toEqual(['E-0001', 'E-0003']);
});
