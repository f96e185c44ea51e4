import { describe, expect, it } from 'vitest';
import { bandTogether } from '../../../../shared/domain/tracing/bands.ts';

const carried = (poison: string, fifo: string, lifo: string, excluded?: string) => ({
  by: { poison, fifo, lifo },
  ...(excluded && { excluded: { poison, fifo: excluded, lifo: excluded } }),
  ...{ least: fifo < lifo ? fifo : lifo, most: fifo > lifo ? fifo : lifo },
});
const RUN = { hops: [], whole: {} } as never;

describe('the band of several payments', () => {
  it('adds up each method by itself: the greatest of one and of another come from two', () => {
    const payments = [carried('9', '5', '1'), carried('9', '2', '4')];
    expect(bandTogether(payments, {})).toEqual({ least: 5n, most: 7n });
    expect(bandTogether(payments.slice(0, 1), {})).toEqual({ least: 1n, most: 5n });
  });
  it('covers the run that leaves out what was held before, and is not told where a saved trace lacks it', () => {
    expect(bandTogether([carried('9', '5', '1', '6'), carried('9', '2', '4', '3')], { excluded: RUN })).toEqual({
      ...{ least: 5n, most: 9n },
    });
    expect(bandTogether([carried('9', '5', '1'), carried('9', '2', '4')], { excluded: RUN })).toBeNull();
  });
});
