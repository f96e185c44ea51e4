import { Button, Callout, Spinner } from '@blueprintjs/core';
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import { runJob } from '../../client/call.ts';
import { useRead } from '../../client/hooks.ts';
import { usePicture } from '../../parts/use-picture.ts';
import { ActionButton } from '../../state/action-button.tsx';
import { useActions } from '../../state/actions.ts';
import { CodeBox } from '../../ui/hash.tsx';
import { EmptyState } from '../../ui/panel.tsx';
import { showError, showToast } from '../../ui/toaster.ts';
import { PICTURE } from './actions.ts';

/** The text that was read from a picture, with how it was read; it may be wrong, and says so. */
export function PictureText({ exhibit }: { exhibit: Exhibit }) {
  const { data, refetch } = useRead('ocr.text', { exhibitId: exhibit.id });
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const read = async (): Promise<void> => {
    setBusy(true);
    try {
      const { failed } = await runJob('ocr.run', { caseId: exhibit.caseId, exhibits: [exhibit.id] });
      const problem = failed[0]?.reason;
      if (problem) showToast({ message: problem, intent: 'danger' });
      else {
        await refetch();
        setOpen(true);
      }
    } catch (error) {
      showError(error);
    }
    setBusy(false);
  };
  if (!data) return null;
  const found = data.text?.trim() ?? '';
  return (
    <div className="rt-evidence-picture-text">
      <div className="rt-evidence-viewer-tools">
        {data.text === null ? (
          <Button size="small" icon="text-highlight" text="Recognise text (OCR)" loading={busy} onClick={read} />
        ) : (
          <Button
            size="small"
            variant="minimal"
            icon={open ? 'chevron-down' : 'chevron-right'}
            text="OCR text"
            aria-expanded={open}
            disabled={found === ''}
            onClick={() => setOpen(!open)}
          />
        )}
        {data.text !== null && (
          <Button
            size="small"
            variant="minimal"
            icon="refresh"
            aria-label="Run OCR again"
            title="Run OCR again in the languages of the vault's settings"
            loading={busy}
            onClick={read}
          />
        )}
        <span className="rt-muted rt-cut" title={data.method}>
          {data.text !== null && (found === '' ? 'No text was found.' : confidenceWords(data.confidence))}
        </span>
      </div>
      {open && <CodeBox label={`OCR text of ${exhibit.label}`} text={found} className="rt-evidence-picture-words" />}
    </div>
  );
}

const confidenceWords = (confidence: number | null): string =>
  `${confidence === null ? 'Recognised by OCR' : `OCR confidence ${Math.round(confidence)} %`}: compare it with the picture.`;

/** How a picture lies in its stage: offset of its middle in pixels, scale against fitting, quarter turns. */
export interface PictureView {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
  readonly turn: number;
}
export const START: PictureView = { x: 0, y: 0, scale: 1, turn: 0 };
const SMALLEST = 0.2;
const LARGEST = 40;

/** Zooms so that the point under (x, y), measured from the middle of the stage, stays where it is. */
export function zoomed(view: PictureView, factor: number, x = 0, y = 0): PictureView {
  const scale = Math.min(LARGEST, Math.max(SMALLEST, view.scale * factor));
  const ratio = scale / view.scale;
  return { ...view, scale, x: x - (x - view.x) * ratio, y: y - (y - view.y) * ratio };
}
export const moved = (view: PictureView, dx: number, dy: number): PictureView => ({
  ...view,
  x: view.x + dx,
  y: view.y + dy,
});
export const rotated = (view: PictureView): PictureView => ({ ...START, turn: (view.turn + 1) % 4 });

/** A picture that can be zoomed, moved and rotated, in the view only. */
export function ImageViewer({ exhibit, onCopy }: { exhibit: Exhibit; onCopy: () => void }) {
  const [asked, setAsked] = useState(exhibit.sensitivity === 'normal');
  const { url, problem } = usePicture(exhibit.id, asked);
  if (!asked)
    return (
      <EmptyState
        icon="eye-off"
        title={exhibit.sensitivity === 'graphic' ? 'Marked as graphic' : 'Marked as personal data'}
        action={<Button text="Show picture" icon="eye-open" onClick={() => setAsked(true)} />}
      >
        The picture stays hidden until you show it.
      </EmptyState>
    );
  if (problem)
    return (
      <EmptyState icon="issue" title="The picture cannot be shown">
        {problem} The original is untouched and can be exported.
      </EmptyState>
    );
  if (!url) return <Spinner className="rt-waiting" />;
  return (
    <>
      {exhibit.typeWarning && (
        <Callout compact intent="warning" icon="warning-sign">
          {exhibit.typeWarning}
        </Callout>
      )}
      <Picture url={url} title={exhibit.title} onCopy={onCopy} />
      <PictureText exhibit={exhibit} />
    </>
  );
}

function Picture({ url, title, onCopy }: { url: string; title: string; onCopy: () => void }) {
  const [view, setView] = useState(START);
  const [dragging, setDragging] = useState(false);
  const stage = useRef<HTMLDivElement>(null);
  const image = useRef<HTMLImageElement>(null);

  useEffect(() => {
    const element = stage.current;
    if (!element) return;
    // React listens passively, which would let the page scroll.
    const wheel = (event: WheelEvent): void => {
      event.preventDefault();
      const box = element.getBoundingClientRect();
      const x = event.clientX - box.left - box.width / 2;
      const y = event.clientY - box.top - box.height / 2;
      setView((before) => zoomed(before, Math.exp(-event.deltaY / 400), x, y));
    };
    element.addEventListener('wheel', wheel, { passive: false });
    return () => element.removeEventListener('wheel', wheel);
  }, []);

  const actual = (): void => {
    const shown = image.current;
    if (shown?.clientWidth) setView({ ...START, scale: shown.naturalWidth / shown.clientWidth });
  };
  const actions = useActions(PICTURE, {
    in: () => setView((v) => zoomed(v, 1.25)),
    out: () => setView((v) => zoomed(v, 0.8)),
    fit: () => setView(START),
    actual,
    turn: () => setView(rotated),
    copy: onCopy,
  });

  const press = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] }[event.key];
    if (!step) return;
    event.preventDefault();
    setView((before) => moved(before, step[0] ?? 0, step[1] ?? 0));
  };
  const drag = (event: PointerEvent): void => {
    if (dragging) setView((before) => moved(before, event.movementX, event.movementY));
  };
  return (
    <div className="rt-evidence-picture">
      <div className="rt-evidence-picture-tools" role="toolbar" aria-label="View of the picture">
        <ActionButton action={actions.in} size="small" variant="minimal" />
        <ActionButton action={actions.out} size="small" variant="minimal" />
        <ActionButton action={actions.fit} size="small" variant="minimal" />
        <ActionButton action={actions.actual} size="small" variant="minimal" text="1:1" />
        <ActionButton action={actions.turn} size="small" variant="minimal" />
        <span className="rt-muted">
          {Math.round(view.scale * 100)} % of fit{view.turn > 0 && ` · rotated ${view.turn * 90}° (view only)`}
        </span>
        <ActionButton
          action={actions.copy}
          size="small"
          variant="minimal"
          className="rt-evidence-picture-copy"
          text="Make a working copy"
        />
      </div>
      {/* biome-ignore-start lint/a11y/noNoninteractiveTabindex: the arrow keys move the picture */}
      <div
        ref={stage}
        className="rt-evidence-picture-stage"
        role="application"
        aria-label={`${title}: drag or use the arrow keys to move`}
        tabIndex={0}
        data-dragging={dragging}
        onKeyDown={press}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setDragging(true);
        }}
        onPointerMove={drag}
        onPointerUp={() => setDragging(false)}
        onPointerCancel={() => setDragging(false)}
        onDoubleClick={() => setView(START)}
      >
        <img
          ref={image}
          src={url}
          alt={title}
          draggable={false}
          style={{
            transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale}) rotate(${view.turn * 90}deg)`,
            imageRendering: view.scale > 3 ? 'pixelated' : 'auto',
          }}
        />
      </div>
      {/* biome-ignore-end lint/a11y/noNoninteractiveTabindex: - */}
    </div>
  );
}
