import { useEffect, useState } from 'react';
import type { Output } from '../../../shared/contract/commands.ts';
import type { Edition } from '../../../shared/contract/report-setup.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { CallError, call, listen, runJob } from '../../client/call.ts';
import { openPages, type PdfPages, readyPages } from '../../parts/pdf-pages.ts';
import { onLock } from '../../state/session.ts';
import { messageOf } from '../../ui/toaster.ts';

/** After a change, so long nothing else may change before the pages are laid out anew. */
const QUIET_MS = 500;

type Told = Pick<Output<'report.previewPages'>, 'places' | 'withheld'>;
export interface Laid extends Told {
  readonly pdf: PdfPages;
}

/** The last pages of each edition, in memory until the lock: what is shown while they are laid out again. */
const before = new Map<string, Told & { readonly bytes: Uint8Array }>();
onLock(() => before.clear());

interface LaidOut {
  readonly laid: Laid | null;
  /** What is being done about the pages; empty where those shown are as of now. */
  readonly doing: string;
  readonly problem: string;
}

/** The pages as they would be printed now, laid out again after each change; nothing is recorded, and nothing leaves the memory. */
export function useLaidOut(caseId: CaseId, edition: Edition): LaidOut {
  const [laid, setLaid] = useState<Laid | null>(null);
  const [doing, setDoing] = useState('Laying out the pages');
  const [problem, setProblem] = useState('');
  useEffect(() => {
    const key = `${caseId} ${edition}`;
    let shown: PdfPages | null = null;
    let left = false;
    let stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = async (bytes: Uint8Array, told: Told, current: () => boolean): Promise<void> => {
      const pdf = await openPages(bytes.slice()); // its thread takes the bytes away
      if (!current()) return pdf.close();
      shown?.close();
      shown = pdf;
      setLaid({ pdf, places: told.places, withheld: told.withheld });
    };
    const layOut = async (): Promise<void> => {
      stop.abort();
      const own = new AbortController();
      stop = own;
      const { signal } = own;
      setDoing('Laying out the pages');
      try {
        const told = await runJob(
          'report.previewPages',
          { caseId, edition },
          { signal, onProgress: ({ label }) => !signal.aborted && setDoing(label) },
        );
        const bytes = await call('report.previewFile', { ticket: told.ticket });
        if (signal.aborted) return;
        before.set(key, { bytes, places: told.places, withheld: told.withheld });
        await show(bytes, told, () => !signal.aborted);
        if (signal.aborted) return;
        setProblem('');
      } catch (error) {
        if (signal.aborted || (error instanceof CallError && error.code === 'cancelled')) return;
        setProblem(messageOf(error));
      }
      setDoing('');
    };
    const again = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => void layOut(), QUIET_MS);
    };
    readyPages();
    const held = before.get(key);
    if (held) void show(held.bytes, held, () => !left && shown === null).catch(() => {}); // the new pages follow
    void layOut();
    const silence = listen((event) => {
      if (event?.event === 'changed' && (event.caseId === null || event.caseId === caseId)) again();
    });
    return () => {
      left = true;
      silence();
      clearTimeout(timer);
      stop.abort();
      shown?.close();
      setLaid(null);
      setProblem('');
    };
  }, [caseId, edition]);
  return { laid, doing, problem };
}
