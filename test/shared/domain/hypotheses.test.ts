import { expect, test } from 'vitest';
import type { Consistency } from '../../../shared/contract/judgements.ts';
import { flippedBy, isNonDiagnostic, ranked, unmarked, withoutBlanks } from '../../../shared/domain/hypotheses.ts';

const hypotheses = ['one', 'two', 'three'].map((key) => ({ key, text: key }));
const row = (key: string, exhibitId: string | null, ...marks: (Consistency | undefined)[]) => ({
  ...{ key, exhibitId: exhibitId as never, text: key },
  marks: Object.fromEntries(hypotheses.flatMap((each, at) => (marks[at] ? [[each.key, marks[at]]] : []))),
});
const matrix = {
  hypotheses,
  evidence: [
    row('a', 'E1', 'CC', 'II', 'I'),
    row('b', 'E2', 'I', 'C', 'I'),
    row('c', 'E3', 'C', 'C', 'C'),
    row('d', null, 'N', 'NA'),
  ],
};

test('hypotheses are ranked by what speaks against them, never by what speaks for them', () => {
  expect(ranked(matrix).map(({ label, against }) => [label, against])).toEqual([
    ['H1', 1],
    ['H2', 2],
    ['H3', 2],
  ]);
});

test('a row that marks all alike tells nothing apart; one that is not judged whole may yet', () => {
  expect(matrix.evidence.map((each) => isNonDiagnostic(matrix, each))).toEqual([false, false, true, false]);
  expect(unmarked(matrix)).toBe(1);
});

test('an exhibit that the ranking hangs on is named; one that changes no place is not', () => {
  // Without E1 the second has nothing against it.
  expect(flippedBy(matrix)).toEqual(['E1']);
});

test('lines that were begun and say nothing are no part of a judgement', () => {
  const action = { key: 'a', text: ' ', owner: '', due: null };
  const indicator = { key: 'i', text: '', means: 'a new ring' };
  const of = { hypotheses: [{ key: 'h', text: '' }], evidence: [], assumptions: [], gaps: [], impact: '' };
  expect(withoutBlanks({ ...of, indicators: [indicator], actions: [action, { ...action, owner: 'Legal' }] })).toEqual({
    ...{ ...of, hypotheses: [], indicators: [indicator] },
    actions: [{ ...action, owner: 'Legal' }],
  });
});
