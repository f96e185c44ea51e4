import { type DragEvent, useCallback, useEffect, useState } from 'react';
import type { CaseId } from '../../../shared/contract/values.ts';
import { showError } from '../../ui/toaster.ts';
import { type BatchFacts, enqueue } from './import-queue.ts';

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
    (files: readonly File[], how: string) => {
      // Empty fields are left out, so that the core's own words stand.
      const said = Object.fromEntries(Object.entries(facts).filter(([, value]) => value?.length));
      if (files.length > 0) enqueue(caseId, files, { ...said, how: facts.how?.trim() || how });
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
