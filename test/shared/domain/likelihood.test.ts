import { expect, it } from 'vitest';
import { Likelihood } from '../../../shared/contract/findings.ts';
import { bandsOf, LIKELIHOOD, rangeInWords, yardsticksOf, yardstickWords } from '../../../shared/domain/likelihood.ts';

it('has seven expressions by each yardstick, the least likely first', () => {
  expect([...bandsOf('icd-203'), ...bandsOf('phia')]).toEqual(Likelihood.options);
  for (const bands of [bandsOf('icd-203'), bandsOf('phia')]) {
    expect(bands).toHaveLength(7);
    const lows = bands.map((each) => LIKELIHOOD[each].low);
    expect(lows).toEqual(lows.toSorted((a, b) => a - b));
  }
});

it('explains the yardsticks that a report uses, and no other', () => {
  expect(rangeInWords(LIKELIHOOD['phia-realistic-possibility'])).toBe('about 40 to below 50 per cent');
  expect(yardsticksOf(['not-judged'])).toEqual(['icd-203']);
  expect(yardstickWords(['likely'])).toMatch(/^As in ICD 203 .*roughly even chance 45 to 55 per cent.*per cent\.$/);
  expect(yardstickWords(['phia-likely'])).toMatch(/^As in PHIA .*likely about 55 to 75 per cent/);
  expect(yardstickWords(['phia-likely', 'likely']).match(/As in/g)).toHaveLength(2);
});
