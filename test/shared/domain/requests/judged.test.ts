import { expect, it } from 'vitest';
import { judgedBy } from '../../../../shared/domain/requests/judged.ts';

it('takes the likelihood on which all findings agree, and the lowest confidence', () => {
  const likely = { likelihood: 'likely', confidence: 'high' } as const;
  expect(judgedBy([])).toEqual({ likelihood: 'not-judged', confidence: 'not-judged' });
  expect(judgedBy([likely])).toEqual(likely);
  expect(judgedBy([likely, { ...likely, confidence: 'low' }])).toEqual({ likelihood: 'likely', confidence: 'low' });
  expect(judgedBy([likely, { likelihood: 'very-likely', confidence: 'not-judged' }])).toEqual({
    likelihood: 'not-judged',
    confidence: 'not-judged',
  });
});
