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

it('counts nothing in the hour, and in numbers of rows, pages and lists', () => {
  expect(countsIn('At 5 p.m. and 6 am, no. 5, nos. 5 and 6, pp. 8–9, rows 7 to 9, 12 and 14 of E-0001')).toEqual([]);
  expect(countsIn('Rows 7 and 9 hold 12 payouts; no 5')).toEqual(['12', '5']);
});

it('counts nothing in a month of a year', () => {
  expect(countsIn('In November 2026 they were paid')).toEqual([]);
  expect(countsIn('On November 20, 2026 and 3 May 2026 they were paid 7 times')).toEqual(['7']);
});

it('ends a sentence where a reader does, so that none lends another its references', () => {
  const said = (text: string) => sentencesOf(text).map(({ text: words }) => words);
  expect(said('He said no. Then he paid (E-0003).')).toEqual(['He said no.', 'Then he paid (E-0003).']);
  expect(said('Paid to Pinewick Ltd. The rest was held (E-0003).')).toEqual([
    'Paid to Pinewick Ltd.',
    'The rest was held (E-0003).',
  ]);
  expect(said('It is no. 5 of the list, see p. 7. Done.')).toEqual(['It is no. 5 of the list, see p. 7.', 'Done.']);
  expect(said('Mr. Roe paid. (E-0001) He left.')).toEqual(['Mr. Roe paid. (E-0001)', 'He left.']);
});

it('tells where a sentence begins and ends in its text', () => {
  const text = 'One (E-0001).  Two.\n\n Three';
  expect(sentencesOf(text).map(({ at, to }) => text.slice(at, to))).toEqual(['One (E-0001).', 'Two.', 'Three']);
});
