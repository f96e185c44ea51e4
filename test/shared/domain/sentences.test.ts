import { expect, it } from 'vitest';
import { sentencesOf } from '../../../shared/domain/sentences.ts';

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
