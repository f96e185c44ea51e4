import pidusage from 'pidusage';
import type { Fault } from '../../../shared/contract/errors.ts';
import type { Child } from './child.ts';

const MEASURE_EVERY_MS = process.platform === 'linux' ? 250 : 1000; // elsewhere measuring starts a program each time

/** Ends `child` with `reason` once it holds more than `limit` bytes. @returns a function that stops watching */
export function watchMemory(child: Child, limit: number, reason: () => Fault): () => void {
  let stopped = false;
  void (async () => {
    const pid = await child.pid;
    while (!stopped && pid !== undefined) {
      const used = await pidusage(pid).catch(() => null); // it may have ended meanwhile
      if (stopped) break;
      if (used && used.memory > limit) child.kill(reason());
      await new Promise((resolve) => setTimeout(resolve, MEASURE_EVERY_MS).unref());
    }
    pidusage.clear();
  })();
  return () => {
    stopped = true;
  };
}
