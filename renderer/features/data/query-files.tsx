import { type Ref, useImperativeHandle, useRef } from 'react';
import type { CaseId } from '../../../shared/contract/values.ts';
import { queriesIn } from '../../../shared/domain/sql-files.ts';
import { plural } from '../../ui/format.ts';
import { showToast } from '../../ui/toaster.ts';
import { openNamed } from './data-desk.ts';

const MOST_BYTES = 4 << 20;
const MOST_TABS = 20;

/** Asks for `.sql` files and opens each of their statements in a tab; nothing runs. Out of sight. */
export function SqlFiles({ ref, caseId }: { ref: Ref<{ ask(): void }>; caseId: CaseId }) {
  const input = useRef<HTMLInputElement>(null);
  useImperativeHandle(ref, () => ({ ask: () => input.current?.click() }));
  const take = async (files: readonly File[]): Promise<void> => {
    for (const file of files) {
      if (file.size > MOST_BYTES) {
        showToast({ message: `${file.name} is larger than 4 MiB and was not opened.`, intent: 'danger' });
        continue;
      }
      const bytes = await file.arrayBuffer();
      let text: string;
      try {
        text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
      } catch {
        showToast({ message: `${file.name} is not UTF-8 text and was not opened.`, intent: 'danger' });
        continue;
      }
      const found = queriesIn(text);
      for (const query of found.slice(0, MOST_TABS)) openNamed(caseId, query);
      const message =
        found.length === 0
          ? `${file.name} holds no statement.`
          : found.length > MOST_TABS
            ? `${file.name} holds ${plural(found.length, 'statement')}; the first ${MOST_TABS} were opened.`
            : `${plural(found.length, 'statement')} of ${file.name} opened, not run.`;
      showToast({ message, intent: found.length > MOST_TABS ? 'warning' : 'none' });
    }
  };
  return (
    <input
      ref={input}
      type="file"
      accept=".sql,.txt,text/plain,application/sql"
      multiple
      hidden
      aria-label="SQL files"
      onChange={(event) => {
        const files = [...(event.currentTarget.files ?? [])];
        event.currentTarget.value = ''; // so that the same file can be chosen again
        void take(files);
      }}
    />
  );
}
