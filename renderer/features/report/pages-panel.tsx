import { Button, Callout, HTMLSelect, Spinner } from '@blueprintjs/core';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { Edition } from '../../../shared/contract/report-setup.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import type { PdfPages } from '../../parts/pdf-pages.ts';
import { Panel } from '../../ui/panel.tsx';
import { messageOf } from '../../ui/toaster.ts';
import { EDITIONS } from './editions.ts';
import { useLaidOut } from './laid-out.ts';

/** What is edited within it, by sections that are parted by blanks; the pages are turned to the first of them that is printed. */
export const Edits = ({ section, children }: { readonly section: string; readonly children: ReactNode }) => (
  <div className="rt-report-edits" data-section={section}>
    {children}
  </div>
);

/** The sections that the control with the focus is of; empty for none. */
export const sectionsAt = (target: EventTarget): string =>
  (target instanceof Element && target.closest('[data-section]')?.getAttribute('data-section')) || '';

interface Props {
  readonly caseId: CaseId;
  readonly edition: Edition;
  /** What is being edited; a new object each time that a control of it is entered. */
  readonly at: { readonly sections: string } | null;
  readonly onClose: () => void;
}

/** One page beside the setup: that of what is being edited, or any other. */
export function PagesPanel({ caseId, edition, at, onClose }: Props) {
  const { laid, doing, problem } = useLaidOut(caseId, edition);
  const [page, setPage] = useState(1);
  const [zoom, setZoom] = useState<Zoom>('width');
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
  const press = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const to = { ArrowLeft: shown - 1, ArrowRight: shown + 1, Home: 1, End: count }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    if (to >= 1 && to <= count) turn(to);
  };
  return (
    <Panel
      title="Pages"
      className="rt-report-pages"
      actions={
        <>
          <span role="status" className="rt-muted">
            {doing !== '' ? 'Laying out the pages' : problem === '' ? `${EDITIONS[edition].name}, as of now` : ''}
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
          <HTMLSelect
            aria-label="Zoom"
            value={zoom}
            onChange={(event) => setZoom(zooms.find((each) => each === event.target.value) ?? 'width')}
            options={zooms.map((value) => ({ value, label: ZOOMS[value] }))}
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
      <Sheet
        {...{ zoom, page: shown, label: `Page ${shown} of ${count}, preview` }}
        pdf={laid?.pdf ?? null}
        waiting={problem === '' ? doing : ''}
        onKeyDown={press}
      />
    </Panel>
  );
}

const ZOOMS = { width: 'Fit width', page: 'Whole page', '1.5': '150 % of width', '2': '200 % of width' } as const;
type Zoom = keyof typeof ZOOMS;
const zooms = Object.keys(ZOOMS) as Zoom[];
const A4 = Math.SQRT2;

interface SheetProps {
  readonly pdf: PdfPages | null;
  readonly page: number;
  readonly label: string;
  readonly zoom: Zoom;
  /** What is being done, while there is no page to show. */
  readonly waiting: string;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

function Sheet({ pdf, page, label, zoom, waiting, onKeyDown }: SheetProps) {
  const place = useRef<HTMLElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [box, setBox] = useState({ width: 0, height: 0 });
  /** Height over width of the page that was drawn last. */
  const [ratio, setRatio] = useState(A4);
  const [problem, setProblem] = useState('');
  useEffect(() => {
    const { current } = place;
    if (!current) return;
    const measure = (): void => setBox({ width: current.clientWidth, height: current.clientHeight });
    const watch = new ResizeObserver(measure);
    watch.observe(current);
    return () => watch.disconnect();
  }, []);
  const fitted = zoom === 'page' ? Math.min(box.width, box.height / ratio) : box.width * (Number(zoom) || 1);
  const width = Math.floor(fitted);
  useEffect(() => {
    const { current } = canvas;
    if (!pdf || !current || width <= 0) return;
    const drawing = pdf.draw(page, current, width);
    drawing.done.then(
      () => {
        setProblem('');
        if (current.width > 0) setRatio(current.height / current.width);
      },
      (error: unknown) => setProblem(messageOf(error)),
    );
    return drawing.cancel;
  }, [pdf, page, width]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a page is scrolled, and its pages are turned, by keys
    <section className="rt-report-sheet" ref={place} aria-label="Page" tabIndex={0} onKeyDown={onKeyDown}>
      {problem !== '' && <p className="rt-danger">{problem}</p>}
      {pdf === null && waiting !== '' && (
        <div className="rt-report-waiting rt-muted">
          <Spinner size={24} />
          {waiting}
        </div>
      )}
      <canvas ref={canvas} role="img" aria-label={label} style={{ width }} hidden={pdf === null} />
    </section>
  );
}
