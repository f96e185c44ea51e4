import { Button, Callout } from '@blueprintjs/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Edition, ReportSection } from '../../../shared/contract/report-setup.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { CallError, call, listen, runJob } from '../../client/call.ts';
import { openPages, type PdfPages } from '../../parts/pdf-pages.ts';
import { Panel } from '../../ui/panel.tsx';
import { messageOf } from '../../ui/toaster.ts';
import { EDITIONS } from './editions.ts';

/** After a change, so long nothing else may change before the pages are laid out anew. */
const QUIET_MS = 500;

/** What is edited within it, by sections that are parted by blanks; the pages are turned to the first of them that is printed. */
export const Edits = ({ section, children }: { readonly section: string; readonly children: ReactNode }) => (
  <div className="rt-report-edits" data-section={section}>
    {children}
  </div>
);

/** The sections that the control with the focus is of; empty for none. */
export const sectionsAt = (target: EventTarget): string =>
  (target instanceof Element && target.closest('[data-section]')?.getAttribute('data-section')) || '';

interface Laid {
  readonly pdf: PdfPages;
  readonly places: readonly { readonly section: ReportSection; readonly page: number }[];
  readonly withheld: string | null;
}

/** The pages as they would be printed now, laid out again after each change; nothing is recorded and nothing kept. */
function useLaidOut(caseId: CaseId, edition: Edition) {
  const [laid, setLaid] = useState<Laid | null>(null);
  const [busy, setBusy] = useState(true);
  const [problem, setProblem] = useState('');
  useEffect(() => {
    let shown: PdfPages | null = null;
    let stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const layOut = async (): Promise<void> => {
      stop.abort();
      const own = new AbortController();
      stop = own;
      setBusy(true);
      try {
        const { signal } = own;
        const { ticket, places, withheld } = await runJob('report.previewPages', { caseId, edition }, { signal });
        const pdf = await openPages(await call('report.previewFile', { ticket }));
        if (signal.aborted) return pdf.close();
        shown?.close();
        shown = pdf;
        setLaid({ pdf, places, withheld });
        setProblem('');
      } catch (error) {
        if (own.signal.aborted || (error instanceof CallError && error.code === 'cancelled')) return;
        setProblem(messageOf(error));
      }
      setBusy(false);
    };
    const again = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => void layOut(), QUIET_MS);
    };
    void layOut();
    const silence = listen((event) => {
      if (event?.event === 'changed' && (event.caseId === null || event.caseId === caseId)) again();
    });
    return () => {
      silence();
      clearTimeout(timer);
      stop.abort();
      shown?.close();
      setLaid(null);
    };
  }, [caseId, edition]);
  return { laid, busy, problem };
}

interface Props {
  readonly caseId: CaseId;
  readonly edition: Edition;
  /** What is being edited; a new object each time that a control of it is entered. */
  readonly at: { readonly sections: string } | null;
  readonly onClose: () => void;
}

/** One page beside the setup: that of what is being edited, or any other. */
export function PagesPanel({ caseId, edition, at, onClose }: Props) {
  const { laid, busy, problem } = useLaidOut(caseId, edition);
  const [page, setPage] = useState(1);
  /** What was being edited when somebody turned the page by hand: until something else is, it stays there. */
  const [turnedAt, setTurnedAt] = useState<Props['at']>(null);
  const places = laid?.places;
  useEffect(() => {
    if (!at || at === turnedAt || !places) return;
    const place = at.sections.split(' ').flatMap((each) => places.find(({ section }) => section === each) ?? [])[0];
    if (place) setPage(place.page);
  }, [at, turnedAt, places]);
  const turn = (to: number): void => {
    setTurnedAt(at);
    setPage(to);
  };
  const count = laid?.pdf.count ?? 0;
  const shown = Math.min(page, Math.max(1, count));
  return (
    <Panel
      title="Pages"
      className="rt-report-pages"
      actions={
        <>
          <span role="status" className="rt-muted">
            {busy ? 'Laying out the pages' : problem === '' ? `${EDITIONS[edition].name}, as of now` : ''}
          </span>
          <Button
            size="small"
            variant="minimal"
            icon="chevron-left"
            aria-label="Previous page"
            disabled={shown <= 1}
            onClick={() => turn(shown - 1)}
          />
          <span className="rt-report-page-number">{count === 0 ? '' : `${shown} of ${count}`}</span>
          <Button
            size="small"
            variant="minimal"
            icon="chevron-right"
            aria-label="Next page"
            disabled={shown >= count}
            onClick={() => turn(shown + 1)}
          />
          <Button size="small" variant="minimal" icon="cross" aria-label="Close the pages" onClick={onClose} />
        </>
      }
    >
      {problem !== '' && (
        <Callout compact intent="danger">
          {problem}
        </Callout>
      )}
      {laid?.withheld != null && (
        <Callout compact intent="warning">
          {laid.withheld}
        </Callout>
      )}
      <Sheet pdf={laid?.pdf ?? null} page={shown} label={`Page ${shown} of ${count}, preview`} />
    </Panel>
  );
}

function Sheet({ pdf, page, label }: { readonly pdf: PdfPages | null; readonly page: number; readonly label: string }) {
  const place = useRef<HTMLElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [width, setWidth] = useState(0);
  const [problem, setProblem] = useState('');
  useEffect(() => {
    const box = place.current;
    if (!box) return;
    const watch = new ResizeObserver(() => setWidth(box.clientWidth));
    watch.observe(box);
    return () => watch.disconnect();
  }, []);
  useEffect(() => {
    if (!pdf || !canvas.current || width === 0) return;
    const drawing = pdf.draw(page, canvas.current, width);
    drawing.done.then(
      () => setProblem(''),
      (error: unknown) => setProblem(messageOf(error)),
    );
    return drawing.cancel;
  }, [pdf, page, width]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a page that is higher than its place is scrolled by keys
    <section className="rt-report-sheet" ref={place} aria-label="Page" tabIndex={0}>
      {problem !== '' && <p className="rt-danger">{problem}</p>}
      <canvas ref={canvas} role="img" aria-label={label} style={{ width: '100%' }} hidden={pdf === null} />
    </section>
  );
}
