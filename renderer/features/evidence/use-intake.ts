import { type DragEvent, useCallback, useEffect, useState } from 'react';
import type { CaseId } from '../../../shared/contract/values.ts';
import { showError } from '../../ui/toaster.ts';
import { type BatchFacts, enqueue } from './import-queue.ts';
import { filesOf, filesOfPaste } from './incoming.ts';

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
