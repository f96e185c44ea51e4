import { expect, it } from 'vitest';
import { countWarnings } from '../../../../shared/domain/tracing/transfer-words.ts';

const counts = {
  ...{ rows: 5, transfers: 5, refused: 0, failed: 0, withoutTime: 0, withoutZone: 0, statuses: [], cap: null },
  ...{ repeats: 0, nonceGaps: [], blockGap: null, open: [], negative: 0, otherLegs: 0, legs: 0 },
};

it('tells a table without any time from one some of whose times cannot be read', () => {
  expect(countWarnings(counts)).toEqual([]);
  expect(countWarnings({ ...counts, withoutTime: 2 })).toEqual([expect.stringMatching(/^Rows without a time/)]);
  expect(countWarnings({ ...counts, withoutTime: 5 })).toEqual([
    expect.stringContaining('no column is mapped as the time'),
  ]);
});
