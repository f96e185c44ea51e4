import { expect, it } from 'vitest';
import { type ListEntry, readBorn, readingsOf } from '../../../../shared/domain/screening/listed.ts';
import { prepareList, type Subject, screen, USUAL_THRESHOLD } from '../../../../shared/domain/screening/score.ts';
import { NAME_PAIRS } from '../../../support/name-pairs.ts';

const entry = (name: string, given: Partial<ListEntry> = {}): ListEntry => ({
  ...{
    id: name,
    kind: 'person',
    names: [{ text: name, quality: 'primary' }],
    born: [],
    countries: [],
    identifiers: [],
    programmes: [],
  },
  ...given,
});
const subject = (name: string, given: Partial<Subject> = {}): Subject => ({
  ...{ id: 's', kind: 'person', name, born: null, countries: [], identifiers: [] },
  ...given,
});
const born = (text: string) => readBorn(text) as NonNullable<ReturnType<typeof readBorn>>;
const best = (of: ListEntry, who: Subject) => screen(prepareList([of]), who)[0]?.score;

it('finds names over scripts and falls into no trap', () => {
  const wrong = NAME_PAIRS.filter(([kind, one, other, same]) => {
    const hits = screen(prepareList([entry(other, { kind })]), subject(one, { kind }));
    return hits.length > 0 !== same;
  });
  // Each trap that is taken for a match would be a person held to be another one.
  expect(wrong.filter(([, , , same]) => !same).map(([, one, other]) => `${one} / ${other}`)).toEqual([]);
  expect(wrong.map(([, one, other]) => `${one} / ${other}`)).toEqual([]);
});

it('says no more than "possible" of a name alone, and what speaks for and against it', () => {
  expect(best(entry('Mara Voss'), subject('Mara Voss'))).toMatchObject({
    verdict: 'possible',
    nothingToCompare: true,
    points: 60,
  });
  const listed = entry('Mara Voss', { born: [born('1980-02-03')], countries: ['Ruritania'] });
  expect(best(listed, subject('Mara Voss', { born: born('1980-02-03') }))).toMatchObject({
    verdict: 'likely',
    points: 90,
  });
  expect(best(listed, subject('Mara Voss', { born: born('1980') }))).toMatchObject({ verdict: 'possible', points: 75 });
  expect(best(listed, subject('Mara Voss', { born: born('1961-01-01') }))).toMatchObject({ verdict: 'contradicted' });
  expect(
    best(listed, subject('Mara Voss', { countries: ['Graustark'] }))?.rules.map(({ rule, points }) => [rule, points]),
  ).toEqual([
    ['the same name', 60],
    ['another country (Graustark; Ruritania)', -10],
  ]);
  expect(best(entry('X', { names: [{ text: 'Mara Voss', quality: 'weak' }] }), subject('Mara Voss'))).toMatchObject({
    points: USUAL_THRESHOLD,
  });
});

it.each(['Anna Spa', 'Ramon Co', 'Yusof Ab Rahman', 'Boris Ag', 'Iyad ag Ghali', 'Co'])(
  'finds %s as it is listed, though a word of it may be the form of a company',
  (name) => {
    for (const [own, listed] of [
      ['person', 'other'],
      ['other', 'person'],
      ['other', 'other'],
      ['person', 'person'],
    ] as const) {
      const hits = screen(prepareList([entry(name, { kind: listed })]), subject(name, { kind: own }));
      expect([own, listed, hits.map(({ score }) => score.points)]).toEqual([own, listed, [60]]);
    }
  },
);

it('takes sister companies for two, and a company without its form for the same', () => {
  const company = (name: string, other: string) =>
    best(entry(other, { kind: 'organisation' }), subject(name, { kind: 'other' }))?.points;
  expect([
    company('Lantern Trading', 'Lantern Trading LLC'),
    company('Lantern Trading Limited', 'LANTERN TRADING Ltd'),
    company('Lantern Trading Ltd', 'Lantern Trading LLC'),
  ]).toEqual([60, 60, undefined]);
});

it('never holds a day against anybody whose day and month may be either', () => {
  const listed = entry('Ivan Petrov', { born: readingsOf('03/04/1975') });
  const asked = (day: string) => {
    const score = best(listed, subject('Ivan Petrov', { born: born(day) }));
    return [score?.verdict, score?.points];
  };
  expect(['1975-03-04', '1975-04-03', '1975-07-01', '1980-03-04'].map(asked)).toEqual([
    ['possible', 75],
    ['possible', 75],
    ['contradicted', 35],
    ['contradicted', 15],
  ]);
  const days = ['15/06/1975', '06/15/1975', '04/04/1975', '31/31/1975'].map((text) => readingsOf(text));
  expect(days.map((each) => each.map(({ from }) => from))).toEqual([
    ['1975-06-15'],
    ['1975-06-15'],
    ['1975-04-04'],
    [],
  ]);
});

it('finds an identifier by itself, whatever the name', () => {
  const address = '0x00000000219ab540356cBB839Cbe05303d7705Fa';
  const listed = entry('Dmitri Orlov', { identifiers: [address] });
  const who = subject(address.toUpperCase(), { kind: 'other', identifiers: [address.toUpperCase()] });
  expect(best(listed, who)).toMatchObject({ verdict: 'likely', name: 'Dmitri Orlov' });
});

it('reads dates of birth as lists write them', () => {
  const spans = [
    '21 Sep 1979',
    'Sep 1979',
    '1979',
    'circa 1979',
    '1962 to 1964',
    'dd/mm/1975',
    'dd/06/1975',
    '15/06/1975',
  ].map((text) => {
    const read = born(text);
    return `${read.from} ${read.to}`;
  });
  expect(spans).toEqual([
    '1979-09-21 1979-09-21',
    '1979-09-01 1979-09-30',
    '1979-01-01 1979-12-31',
    '1978-01-01 1980-12-31',
    '1962-01-01 1964-12-31',
    '1975-01-01 1975-12-31',
    '1975-06-01 1975-06-30',
    '1975-06-15 1975-06-15',
  ]);
  expect([readBorn('31/02/1975'), readBorn('unknown'), readBorn('15 Foo 1975')]).toEqual([null, null, null]);
});
