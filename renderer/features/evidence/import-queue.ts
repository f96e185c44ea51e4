import { useSyncExternalStore } from 'react';
import type { Input, Output } from '../../../shared/contract/commands.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { CallError, host, listen, runJob } from '../../client/call.ts';
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

let items: readonly QueueItem[] = [];
const work = new Map<number, { file: File; facts: BatchFacts; stop: AbortController }>();
const listeners = new Set<() => void>();
let lastId = 0;
let running = false;
let watching = false;

function publish(next: readonly QueueItem[]): void {
  items = next;
  for (const listener of listeners) listener();
}
const patch = (id: number, change: Partial<QueueItem>): void =>
  publish(items.map((item) => (item.id === id ? { ...item, ...change } : item)));

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
/** Lives beside the screens: going to another one stops no import. */
export const useImportQueue = (): readonly QueueItem[] => useSyncExternalStore(subscribe, () => items);

/** Brings files into a case one after the other, in their order. */
export function enqueue(caseId: CaseId, files: readonly File[], facts: BatchFacts): void {
  if (!watching) {
    watching = true;
    listen((event) => (event === null || event.event === 'locked') && empty());
  }
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
  publish([...items, ...added]);
  void drain();
}

export function cancelImport(id: number): void {
  work.get(id)?.stop.abort();
  if (items.find((item) => item.id === id)?.state === 'waiting') finish(id, { state: 'cancelled' });
}
export const cancelAllImports = (): void => {
  for (const { id, state } of items) if (state === 'waiting' || state === 'running') cancelImport(id);
};
/** Takes what has ended off the list. */
export const clearEnded = (): void => publish(items.filter(({ state }) => state === 'waiting' || state === 'running'));

/** A lock: nothing of a case may stay in the window. */
function empty(): void {
  for (const { stop } of work.values()) stop.abort();
  work.clear();
  publish([]);
}

function finish(id: number, change: Partial<QueueItem>): void {
  work.delete(id);
  patch(id, { progress: null, ...change });
}

async function drain(): Promise<void> {
  if (running) return;
  running = true;
  for (let item = nextWaiting(); item; item = nextWaiting()) await bringIn(item);
  running = false;
}
const nextWaiting = (): QueueItem | undefined => items.find(({ state }) => state === 'waiting');

async function bringIn({ id, caseId }: QueueItem): Promise<void> {
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
