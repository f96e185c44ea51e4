import { expect, it } from 'vitest';
import { byValue } from '../../../../electron/core/query/reads.ts';

it('takes decimals of other places, and nothing else of a row, for the same', () => {
  const row = (...decimals: string[]) => decimals.map((dec) => ({ dec }));
  const line = JSON.stringify([
    ...row('12.50', '-3.000', '100', '0.05', '10.0'),
    { real: '5.0' },
    '{"dec":"1.0"}',
    2.5,
  ]);
  expect(JSON.parse(byValue(line))).toEqual([
    ...row('12.5', '-3', '100', '0.05', '10'),
    { real: '5.0' },
    '{"dec":"1.0"}',
    2.5,
  ]);
});
