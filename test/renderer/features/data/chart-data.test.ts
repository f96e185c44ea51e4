import { expect, test } from 'vitest';
import { chartOf, guessAxes, histogram } from '../../../../renderer/features/data/chart-data.ts';
import type { ResultColumn } from '../../../../shared/contract/query.ts';

const text = (name: string): ResultColumn => ({ name, type: 'TEXT' });
const whole = (name: string): ResultColumn => ({ name, type: 'INTEGER' });

test('every value is in one bin, the largest in the last', () => {
  const values = Array.from({ length: 101 }, (_each, at) => at);
  const bins = histogram(values);
  expect(bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(101);
  expect(bins[0]?.from).toBe(0);
  expect(bins.at(-1)?.to).toBeCloseTo(100);
  // Freedman-Diaconis: 2 * 50 / 101^(1/3) = 21.5 wide, so five bins
  expect(bins).toHaveLength(5);
});

test('one value makes one bin; none makes none; outliers make at most sixty', () => {
  expect(histogram([7, 7, 7])).toEqual([{ from: 7, to: 7, count: 3 }]);
  expect(histogram([])).toEqual([]);
  expect(histogram([...Array.from({ length: 1000 }, (_each, at) => at % 10), 1e9])).toHaveLength(60);
});

test('names go along, numbers up, also when the numbers are text', () => {
  expect(guessAxes([text('ip'), whole('times')], [['192.0.2.1', 5]])).toEqual({ x: 0, y: 1 });
  expect(
    guessAxes(
      [text('ip'), whole('times'), whole('one')],
      [
        ['a', 5, 1],
        ['b', 3, 1],
      ],
    ),
  ).toEqual({ x: 0, y: 1 });
  expect(guessAxes([text('amount'), text('account')], [['12.50', 'a-1']])).toEqual({ x: 1, y: 0 });
});

test('what is no number is counted, not drawn as zero', () => {
  const drawn = chartOf(
    'bar',
    [text('k'), text('v')],
    [
      ['a', '1'],
      ['b', 'n/a'],
      [null, '3'],
    ],
    { x: 0, y: 1 },
  );
  expect(drawn.left).toBe(1);
  expect(drawn.option).toMatchObject({
    xAxis: { data: ['a', 'b', 'NULL'] },
    series: [{ type: 'bar', data: [1, null, 3] }],
  });
});

test('a scatter over two measured columns keeps both measures', () => {
  const drawn = chartOf(
    'scatter',
    [whole('x'), whole('y')],
    [
      [1, 10],
      [2, 20],
    ],
    { x: 0, y: 1 },
  );
  expect(drawn.option).toMatchObject({
    xAxis: { type: 'value' },
    series: [
      {
        data: [
          [1, 10],
          [2, 20],
        ],
      },
    ],
  });
});
