import { expect, it } from 'vitest';
import { acquiredAgainWords, ordinal } from '../../../shared/domain/acquisitions.ts';

it('counts in words and in figures', () => {
  expect([2, 9, 10, 11, 12, 13, 21, 22, 23, 101, 111, 112].map(ordinal)).toEqual([
    'second',
    'ninth',
    '10th',
    '11th',
    '12th',
    '13th',
    '21st',
    '22nd',
    '23rd',
    '101st',
    '111th',
    '112th',
  ]);
});

it('says what the same bytes became, and what is odd about it', () => {
  const again = { position: 2, repeats: null, sensitivityRaised: false };
  expect(acquiredAgainWords('E-0003', again)).toBe('already E-0003; recorded as a second acquisition');
  expect(acquiredAgainWords('E-0003', { position: 8, repeats: 2, sensitivityRaised: true })).toBe(
    'already E-0003; recorded as an eighth acquisition, by the same person and with the same source as the second acquisition. E-0003 now has the sensitivity given this time',
  );
});
