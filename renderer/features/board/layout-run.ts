import type { Point } from '../../../shared/domain/board-layout.ts';
import type { LayoutTask } from './layout-worker.ts';

/**
 * Works a layout out in a thread of its own: with thousands of links it takes from seconds to minutes, and the
 * board stays usable meanwhile. @returns null when it was stopped. @throws Error when the layout fails
 */
export function runLayout(task: LayoutTask, signal: AbortSignal): Promise<ReadonlyMap<string, Point> | null> {
  const worker = new Worker(new URL('./layout-worker.ts', import.meta.url), { type: 'module' });
  return new Promise<ReadonlyMap<string, Point> | null>((resolve, reject) => {
    signal.addEventListener('abort', () => resolve(null), { once: true });
    worker.onmessage = ({ data }: MessageEvent<ReadonlyMap<string, Point>>) => resolve(data);
    worker.onerror = () => reject(new Error('the layout failed'));
    worker.postMessage(task);
  }).finally(() => worker.terminate());
}
