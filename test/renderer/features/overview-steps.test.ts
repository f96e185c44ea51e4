import { expect, it } from 'vitest';
import { savedOf } from '../../../renderer/features/overview/steps.tsx';

it('counts queries and charts apart, and nothing that was removed', () => {
  const one = (kind: string, removedAt: string | null = null) => ({ kind, removedAt }) as never;
  expect(savedOf([one('query'), one('chart'), one('chart'), one('file'), one('query', 'then')])).toBe(
    '1 frozen query, 2 charts saved as exhibits',
  );
  expect(savedOf([one('chart')])).toBe('1 chart saved as exhibit');
  expect(savedOf([one('file')])).toBe('');
});
