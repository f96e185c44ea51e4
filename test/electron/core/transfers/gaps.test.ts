import { expect, it } from 'vitest';
import { blockGap, nonceGaps } from '../../../../electron/core/transfers/gaps.ts';
import { countWarnings } from '../../../../shared/domain/tracing/transfer-words.ts';

it('names the numbers of transactions that a sender must have used', () => {
  expect(nonceGaps(new Map([['0xa', new Set([9, 3, 4, 7])]]))).toEqual(['0xa: 5 to 6', '0xa: 8']);
  expect(nonceGaps(new Map([['0xa', new Set([1, 2, 3])]]))).toEqual([]);
});

it('names a stretch of blocks without a row that stands out, and no other', () => {
  expect(blockGap([100, 90, 110, 2000, 2010, 110])).toEqual({ after: 110, before: 2000 });
  expect(blockGap([1, 10, 50, 140, 300, 900])).toBeNull();
  expect(blockGap([5, 5_000_000])).toBeNull();
  expect(blockGap([])).toBeNull();
});

it('tells both of whoever maps the file', () => {
  const counts = { rows: 9, transfers: 9, refused: 0, failed: 0, withoutTime: 0, statuses: [], cap: null, repeats: 0 };
  const others = { withoutZone: 0, open: [], negative: 0, otherLegs: 0, legs: 0 };
  const warnings = countWarnings({
    ...counts,
    ...others,
    nonceGaps: ['0xa: 5'],
    blockGap: { after: 110, before: 2000 },
  });
  expect(warnings).toEqual([expect.stringContaining('0xa: 5'), expect.stringContaining('blocks 110 and 2000')]);
});
