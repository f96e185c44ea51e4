import type { Input, Output } from '../../../shared/contract/commands.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { CallError, host, runJob } from '../../client/call.ts';
import { onLock } from '../../state/session.ts';
import { createStore, useStore } from '../../state/store.ts';
import { messageOf } from '../../ui/toaster.ts';

export type ImportResult = Output<'evidence.import'>;
/** What is said of a whole batch. */
export type BatchFacts = Pick<Input<'evidence.import'>, 'how' | 'source' | 'sensitivity' | 'tags' | 'zone'>;

export interface QueueItem {
  readonly id: number;
  readonly caseId: CaseId;
  readonly name: string;
  readonly size: number;
  readonly state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
  readonly label: string;
  readonly progress: { readonly done: number; readonly total: number | null; readonly unit: string } | null;
  /** Bytes a second over the whole file so far. */
  readonly speed: number | null;
  readonly result: ImportResult | null;
  readonly problem: string | null;
}

const queue = createStore<readonly QueueItem[]>([]);
const work = new Map<number, { file: File; facts: BatchFacts; stop: AbortController }>();
let lastId = 0;
let running = false;

const patch = (id: number, change: Partial<QueueItem>): void =>
  queue.update((items) => items.map((item) => (item.id === id ? { ...item, ...change } : item)));

/** Lives beside the screens: going to another one stops no import. */
export const useImportQueue = (): readonly QueueItem[] => useStore(queue);

/** Imports files into a case one after the other, in their order. */
export function enqueue(caseId: CaseId, files: readonly File[], facts: BatchFacts): void {
  const added = files.map((file): QueueItem => {
    const id = ++lastId;
    work.set(id, { file, facts, stop: new AbortController() });
    return {
      id,
      caseId,
      name: file.name,
      size: file.size,
      state: 'waiting',
      label: '',
      progress: null,
      speed: null,
      result: null,
      problem: null,
    };
  });
  queue.update((items) => [...items, ...added]);
  void drain();
}

export function cancelImport(id: number): void {
  work.get(id)?.stop.abort();
  if (queue.get().find((item) => item.id === id)?.state === 'waiting') finish(id, { state: 'cancelled' });
}
export const cancelAllImports = (): void => {
  for (const { id, state } of queue.get()) if (state === 'waiting' || state === 'running') cancelImport(id);
};
/** Takes what has ended off the list. */
export const clearEnded = (): void =>
  queue.update((items) => items.filter(({ state }) => state === 'waiting' || state === 'running'));

onLock(() => {
  for (const { stop } of work.values()) stop.abort();
  work.clear();
  queue.set([]);
});

function finish(id: number, change: Partial<QueueItem>): void {
  work.delete(id);
  patch(id, { progress: null, ...change });
}

async function drain(): Promise<void> {
  if (running) return;
  running = true;
  for (let item = nextWaiting(); item; item = nextWaiting()) await importFile(item);
  running = false;
}
const nextWaiting = (): QueueItem | undefined => queue.get().find(({ state }) => state === 'waiting');

async function importFile({ id, caseId }: QueueItem): Promise<void> {
  const held = work.get(id);
  if (!held) return;
  const { file, facts, stop } = held;
  patch(id, { state: 'running' });
  const began = performance.now();
  try {
    const { ticket, send } = await host().admit(file);
    const imported = runJob(
      'evidence.import',
      { caseId, ticket, ...facts },
      {
        signal: stop.signal,
        onProgress: ({ label, progress }) => {
          const seconds = (performance.now() - began) / 1000;
          const speed = progress?.unit === 'bytes' && seconds > 0.5 ? progress.done / seconds : null;
          patch(id, { label, progress, speed });
        },
      },
    );
    // Whatever goes wrong with the bytes is what the import then fails with.
    const [outcome] = await Promise.allSettled([imported, send()]);
    if (outcome.status === 'rejected') throw outcome.reason;
    finish(id, { state: 'done', result: outcome.value });
  } catch (error) {
    const cancelled = error instanceof CallError && error.code === 'cancelled';
    finish(id, cancelled ? { state: 'cancelled' } : { state: 'failed', problem: messageOf(error) });
  }
}
