import { distance } from 'fastest-levenshtein';
import { expect, it } from 'vitest';
import { clustersByDistance, clustersByKey, fingerprintOf, plainForm } from '../../../shared/domain/variants.ts';
import { seeded } from '../../support/random.ts';

it('makes the fingerprints of OpenRefine: accents, case, order, repetition and punctuation apart', () => {
  expect(fingerprintOf(' Ångström,  the ANGSTROM; Co. ')).toBe('angstrom co the');
  const values = ['Straße 5', 'strasse 5', '5, Straße', '!!', '??'].map((text) => ({ text, rows: 1 }));
  expect(clustersByKey(values, fingerprintOf).map((each) => each.map(({ text }) => text))).toEqual([
    ['5, Straße', 'Straße 5'],
  ]);
});

it('joins what few edits part, and misses no pair of them', async () => {
  const next = seeded(7);
  for (const edits of [1, 2, 3]) {
    const words = Array.from({ length: 300 }, () =>
      Array.from({ length: 3 + Math.floor(next() * 12) }, () => 'abc'[Math.floor(next() * 3)]).join(''),
    );
    const texts = [...new Set(words)];
    const near = (one: string, other: string): boolean => {
      const allowed = Math.min(edits, Math.floor(Math.min(one.length, other.length) / 4));
      return allowed > 0 && distance(one, other) <= allowed;
    };
    const group = new Map(texts.map((text) => [text, text]));
    for (const one of texts)
      for (const other of texts)
        if (near(one, other)) {
          const [from, to] = [group.get(one), group.get(other) ?? ''];
          for (const [text, in_] of group) if (in_ === from) group.set(text, to);
        }
    const expected = [...Map.groupBy(texts, (text) => group.get(text)).values()].filter(({ length }) => length > 1);
    const values = texts.map((text) => ({ text, rows: 1 }));
    const found = await clustersByDistance(values, { edits, sameDigits: false }, distance, async () => {});
    const sets = (all: readonly (readonly string[])[]) => all.map((each) => each.toSorted().join(' ')).toSorted();
    expect(sets(found.map((each) => each.map(({ text }) => text)))).toEqual(sets(expected));
    expect(expected.length, `${edits} edits`).toBeGreaterThan(3);
  }
});

it('compares plain forms, so that writings of one form are always together', async () => {
  const values = ['A-1', 'a 1', 'Anna Berg', 'anna  berg', 'Anna Borg'].map((text) => ({ text, rows: 1 }));
  const found = await clustersByDistance(values, { edits: 1, sameDigits: true }, distance, async () => {});
  expect(found.map((each) => each.map(({ text }) => text))).toEqual([
    ['Anna Berg', 'Anna Borg', 'anna  berg'],
    ['A-1', 'a 1'],
  ]);
  expect(plainForm('ŁÓDŹ—ﬁn')).toBe('łodz fin');
});
