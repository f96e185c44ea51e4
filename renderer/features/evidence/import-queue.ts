import { type DragEvent, useCallback, useEffect, useState } from 'react';
import type { Input, Output } from '../../../shared/contract/commands.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { CallError, host, runJob } from '../../client/call.ts';
import { onLock } from '../../state/session.ts';
import { createStore, useStore } from '../../state/store.ts';
import { messageOf, showError } from '../../ui/toaster.ts';
import { saidOrigin } from './origin-words.ts';

/** Every file of a drop; a dropped folder yields the files in it, at any depth. */
export async function filesOf(transfer: DataTransfer): Promise<File[]> {
  // The entries must be taken before the first await: the list is emptied when the event is over.
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.() ?? null);
  const plain = [...transfer.files];
  if (!entries.some((entry) => entry?.isDirectory)) return plain;
  const nested = await Promise.all(entries.filter((entry) => entry !== null).map(walk));
  return nested.flat();
}

async function walk(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile)
    return [await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject))];
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const files: File[] = [];
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (batch.length === 0) return files; // a reader hands out a hundred at a time until it has no more
    files.push(...(await Promise.all(batch.map(walk))).flat());
  }
}

/** What is pasted as files: pictures and files themselves, or else the text as a `.txt`. */
export function filesOfPaste(data: DataTransfer, now: Date): File[] {
  const stamp = now.toISOString().slice(0, 19).replaceAll(':', '').replace('T', '-');
  const files = [...data.files];
  if (files.length > 0)
    return files.map((file, index) =>
      // Browsers call every pasted picture image.png.
      /^image\.\w+$/.test(file.name)
        ? new File([file], `pasted-${stamp}${index > 0 ? `-${index + 1}` : ''}.${file.name.split('.').pop()}`, {
            type: file.type,
          })
        : file,
    );
  const text = data.getData('text/plain');
  return text === '' ? [] : [new File([text], `pasted-${stamp}.txt`, { type: 'text/plain' })];
}

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, textarea, [contenteditable=true]') !== null;

/** The three ways in: chosen, dropped, pasted. */
export function useIntake(caseId: CaseId, facts: BatchFacts) {
  const [over, setOver] = useState(false);
  const take = useCallback(
    /** @param exact `how` says what nobody could type, and stands before the batch's own words */
    (files: readonly File[], how: string, exact = false) => {
      // Empty fields are left out, so that the core's own words stand.
      const { origin: form, ...words } = facts;
      const said = Object.fromEntries(Object.entries(words).filter(([, value]) => value?.length));
      const origin = form && saidOrigin(form);
      const typed = facts.how?.trim();
      const whole = { ...said, ...(origin ? { origin } : {}), how: typed ? (exact ? `${how}; ${typed}` : typed) : how };
      if (files.length > 0) enqueue(caseId, files, whole);
    },
    [caseId, facts],
  );

  useEffect(() => {
    const paste = (event: ClipboardEvent): void => {
      if (typing(event.target) || !event.clipboardData || document.querySelector('.bp6-dialog')) return;
      const files = filesOfPaste(event.clipboardData, new Date());
      if (files.length === 0) return;
      event.preventDefault();
      take(files, 'pasted');
    };
    document.addEventListener('paste', paste);
    return () => document.removeEventListener('paste', paste);
  }, [take]);

  const drag = {
    onDragOver: (event: DragEvent) => {
      if (!event.dataTransfer.types.includes('Files')) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      setOver(true);
    },
    onDragLeave: (event: DragEvent) => {
      if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
    },
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      filesOf(event.dataTransfer).then((files) => take(files, 'dropped'), showError);
    },
  };
  return { over, drag, take };
}

export type ImportResult = Output<'evidence.import'>;
/** What is said of a whole batch. */
export type BatchFacts = Pick<Input<'evidence.import'>, 'how' | 'source' | 'sensitivity' | 'tags' | 'zone' | 'origin'>;

export interface QueueItem {
  readonly id: number;
  /** Files of one drop have the same. */
  readonly batch: number;
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
let lastBatch = 0;
let running = false;

const patch = (id: number, change: Partial<QueueItem>): void =>
  queue.update((items) => items.map((item) => (item.id === id ? { ...item, ...change } : item)));

/** Lives beside the screens: going to another one stops no import. */
export const useImportQueue = (): readonly QueueItem[] => useStore(queue);

/** Imports files into a case one after the other, in their order. */
export function enqueue(caseId: CaseId, files: readonly File[], facts: BatchFacts): void {
  const batch = ++lastBatch;
  const added = files.map((file): QueueItem => {
    const id = ++lastId;
    work.set(id, { file, facts, stop: new AbortController() });
    return {
      id,
      batch,
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
