import { expect, test } from 'vitest';
import { draftWords, openIn } from '../../../shared/domain/report-points.ts';

test('the words of a draft count what is open, and are none where all is settled', () => {
  const accepted = { reason: 'known', by: 'R. Okafor', at: '2026-01-01T00:00:00.000Z' };
  expect(openIn([{ accepted: null }, { accepted }])).toBe(1);
  expect([0, 1, 1204].map(draftWords)).toEqual(['', 'DRAFT: 1 open point', 'DRAFT: 1,204 open points']);
});
