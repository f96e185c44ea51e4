import { expect, it } from 'vitest';
import { GUIDE, guided } from '../../../../renderer/features/requests/guide-steps.ts';
import type { Question } from '../../../../shared/contract/requests.ts';

const question = (id: string, given: Partial<Question> = {}): Question =>
  ({
    ...{ id, number: 1, answer: '', exhibitLabels: [], likelihood: 'not-judged', confidence: 'not-judged' },
    ...{ state: 'unanswered' },
    ...given,
  }) as Question;
const NONE: ReadonlySet<string> = new Set();
const titleAfter = (questions: readonly Question[], replied = NONE): string | undefined =>
  GUIDE[guided(questions, replied)?.done ?? 0]?.title;

it('leads one question from step to step, and ticks none that is ahead of what was done', () => {
  expect(titleAfter([])).toBe('Ask');
  expect(titleAfter([question('a')])).toBe('Prove');
  // An answer that was written before anything proves it is no step ahead.
  expect(titleAfter([question('a', { answer: 'Yes.', likelihood: 'likely', confidence: 'low' })])).toBe('Prove');
  const proved = question('b', { exhibitLabels: ['E-0001'] });
  expect(titleAfter([question('a', { answer: 'Yes.' }), proved])).toBe('Answer');
  expect(titleAfter([{ ...proved, answer: 'Yes.' }])).toBe('Answer'); // not judged yet
  const answered = { ...proved, answer: 'Yes.', likelihood: 'likely', confidence: 'high' } as const;
  expect(titleAfter([answered])).toBe('Release');
  const released = { ...answered, state: 'answered' } as const;
  expect(titleAfter([released])).toBe('Reply');
  expect(titleAfter([released], new Set(['a']))).toBe('Reply');
  expect(guided([question('a'), released], new Set(['b']))).toMatchObject({ of: { id: 'b' }, done: GUIDE.length });
});
