import { afterEach, describe, expect, it, vi } from 'vitest';
import { watchSleep } from '../../../electron/loopback/sleep.ts';

afterEach(() => vi.useRealTimers());

describe('a machine that slept', () => {
  it('is noticed by a timer that comes a minute late, and by nothing less', () => {
    vi.useFakeTimers();
    let now = 0;
    let slept = 0;
    const stop = watchSleep(
      () => slept++,
      () => now,
    );
    const pass = (ms: number): void => {
      now += ms;
      vi.advanceTimersByTime(5000);
    };
    pass(5000);
    pass(40_000); // a busy machine
    expect(slept).toBe(0);
    pass(3_600_000);
    expect(slept).toBe(1);
    pass(5000);
    expect(slept).toBe(1);
    stop();
  });
});
