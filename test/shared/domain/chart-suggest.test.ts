import { expect, it } from 'vitest';
import { firstKind, suggest } from '../../../shared/domain/chart-suggest.ts';
import type { ColumnFacts } from '../../../shared/domain/charts.ts';

const facts = (...all: ColumnFacts['is'][]) =>
  all.map((is, at) => ({ name: `c${at}`, is, distinct: 40, filled: 50 }) as unknown as ColumnFacts);

it('begins with what each pair of columns is read for', () => {
  const first = (...all: ColumnFacts['is'][]) => firstKind(facts(...all), null);
  expect(first('id', 'number')).toBe('bar'); // (ip, failed): the greatest by address
  expect(first('category', 'number')).toBe('bar');
  expect(first('time', 'number')).toBe('line');
  expect(first('time', 'category')).toBe('bar');
  expect(first('id', 'category')).toBe('bar');
  expect(first('number', 'number')).toBe('scatter');
  expect(first('longitude', 'latitude')).toBe('map');
  expect(first('number')).toBe('histogram');
  expect(firstKind(facts('id', 'number'), 1)).toBe('histogram'); // asked for by the column itself
  expect(suggest('bar', facts('id', 'number'), null).spec).toMatchObject({
    x: 0,
    y: 1,
    order: 'value',
    measure: 'sum',
  });
});
