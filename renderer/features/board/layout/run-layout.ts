import type { BoardView } from '../../../../shared/contract/board.ts';
import type { Point } from '../../../../shared/domain/board-layout.ts';
import type { LayoutName, LayoutTask, Spot } from './arrange.ts';

/** What the layout of a part of a board is worked out from. @param part ids of subjects */
export function layoutTask(view: BoardView, part: ReadonlySet<string>, name: LayoutName): LayoutTask {
  const links = view.links.filter(({ from, to }) => part.has(from.id) && part.has(to.id));
  const times = name === 'time' ? timesOf(view) : null;
  const types = name === 'group' ? new Map<string, string>(view.entities.map(({ id, type }) => [id, type])) : null;
  const spots = view.items.flatMap(({ subject, x, y, width, height, locked = false, hidden, group: named }): Spot[] => {
    if (!part.has(subject.id) || hidden) return [];
    const group = types ? (named ?? types.get(subject.id) ?? subject.kind) : '';
    return [{ id: subject.id, x, y, width, height, locked, time: times?.get(subject.id) ?? '', group }];
  });
  return { name, spots, links: links.map(({ from, to }) => [from.id, to.id]) };
}

/** The first time that is known of each subject: of its links' rows, or when an exhibit was acquired. */
export function timesOf(view: BoardView): Map<string, string> {
  const times = new Map<string, string>(view.exhibits.map(({ id, acquiredAt }) => [id, acquiredAt]));
  for (const { from, to, facts } of view.links) {
    if (!facts?.first) continue;
    for (const { kind, id } of [from, to]) {
      const known = times.get(id);
      if (kind === 'entity' && (known === undefined || facts.first < known)) times.set(id, facts.first);
    }
  }
  return times;
}

/**
 * Works a layout out in a thread of its own: with thousands of links it takes seconds, and the board stays usable
 * meanwhile. @returns null when it was stopped. @throws Error when the layout fails
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
