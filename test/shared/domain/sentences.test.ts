import { expect, it } from 'vitest';
import { countsIn, sentencesOf } from '../../../shared/domain/sentences.ts';

it('takes a line for a judgement from “Assessment:” on, up to “Against:” or an empty line', () => {
  const text =
    'They share a device (E-0001).\nAssessment: one person runs both.\nSo it seems.\nAgainst: two cities.\n\nA fact.';
  expect(sentencesOf(text).map(({ text: words, assessment }) => [words, assessment])).toEqual([
    ['They share a device (E-0001).', false],
    ['Assessment: one person runs both.', true],
    ['So it seems.', true],
    ['Against: two cities.', false],
    ['A fact.', false],
  ]);
});

it('counts nothing in a month of a year', () => {
  expect(countsIn('In November 2026 they were paid')).toEqual([]);
  expect(countsIn('On November 20, 2026 and 3 May 2026 they were paid 7 times')).toEqual(['7']);
});
