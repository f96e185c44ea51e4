import type { Page } from '@playwright/test';

export interface Smooth {
  readonly fps: number;
  readonly longestMs: number;
}
/** For how long an act is watched. */
const MS = 3000;

/** Counts the frames of the page while the mouse does something. @returns frames a second, and the longest wait in ms */
export async function during(page: Page, act: (step: number) => Promise<void>): Promise<Smooth> {
  const counted = page.evaluate(
    (ms) =>
      new Promise<Smooth>((resolve) => {
        const start = performance.now();
        let last = start;
        let frames = 0;
        let longest = 0;
        const tick = (): void => {
          const now = performance.now();
          longest = Math.max(longest, now - last);
          last = now;
          frames++;
          if (now - start < ms) requestAnimationFrame(tick);
          else resolve({ fps: (frames * 1000) / (now - start), longestMs: longest });
        };
        requestAnimationFrame(tick);
      }),
    MS,
  );
  const until = performance.now() + MS;
  for (let step = 0; performance.now() < until; step++) await act(step);
  return counted;
}
