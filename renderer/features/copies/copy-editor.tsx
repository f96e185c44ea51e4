import './copies.css';
import { Button, ButtonGroup, Divider, HTMLSelect, Spinner } from '@blueprintjs/core';
import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { ExhibitId } from '../../../shared/contract/values.ts';
import type { Size } from '../../../shared/domain/board-layout.ts';
import { MOST_COPY_MEGAPIXELS, placementOf, turnsOf } from '../../../shared/domain/copy-steps.ts';
import { COLOURS } from '../../../shared/domain/draw-step.ts';
import { usePicture } from '../../parts/use-picture.ts';
import { ActionButton } from '../../state/action-button.tsx';
import { type Action, useActions } from '../../state/actions.ts';
import { onLock } from '../../state/session.ts';
import { plural } from '../../ui/format.ts';
import { EmptyState } from '../../ui/panel.tsx';
import { showToast } from '../../ui/toaster.ts';
import { COPY, type CopyAction, copyBindings } from './actions.ts';
import { type Act, COLOUR_NAMES, type Edit, edited, MOST_STEPS, NOTHING, TOOLS, toolEntry } from './edit.ts';
import type { Style } from './geometry.ts';
import { SaveForm } from './save-form.tsx';
import { Stage, type Zoom } from './stage.tsx';
import { StepList } from './step-list.tsx';

const OTHERS: readonly (readonly [CopyAction, ...CopyAction[]])[] = [
  ['left', 'right'],
  ['undo', 'redo'],
  ['in', 'out', 'fit'],
];
const WEIGHTS = [
  { value: 0.5, label: 'Thin' },
  { value: 1, label: 'Medium' },
  { value: 2, label: 'Thick' },
];

interface ToolBarProps {
  readonly edit: Edit;
  readonly act: (act: Act) => void;
  readonly actions: Readonly<Record<CopyAction, Action>>;
}

export function ToolBar({ edit, act, actions }: ToolBarProps) {
  return (
    <div className="rt-copy-tools" role="toolbar" aria-label="Tools of the working copy">
      <ButtonGroup variant="minimal">
        {TOOLS.map(({ tool }) => (
          <ActionButton key={tool} action={actions[tool]} active={edit.tool === tool} />
        ))}
      </ButtonGroup>
      <Divider />
      <fieldset className="rt-copy-colours">
        <legend className="rt-visually-hidden">Colour</legend>
        {COLOUR_NAMES.map((colour) => (
          <button
            key={colour}
            type="button"
            aria-label={colour}
            title={colour}
            aria-pressed={edit.colour === colour}
            style={{ background: COLOURS[colour] }}
            onClick={() => act({ do: 'colour', colour })}
          />
        ))}
      </fieldset>
      <HTMLSelect
        aria-label="Thickness of lines and letters"
        options={WEIGHTS}
        value={edit.weight}
        onChange={(event) => act({ do: 'weight', weight: Number(event.target.value) })}
      />
      {OTHERS.map((group) => (
        <div key={group[0]} className="rt-row">
          <Divider />
          <ButtonGroup variant="minimal">
            {group.map((name) => (
              <ActionButton key={name} action={actions[name]} />
            ))}
          </ButtonGroup>
        </div>
      ))}
    </div>
  );
}

const drafts = new Map<ExhibitId, Edit>();
onLock(() => drafts.clear());

/** What was begun on an exhibit and not kept yet. In memory only, and only while the vault is open. */
const draftOf = (exhibitId: ExhibitId): Edit => drafts.get(exhibitId) ?? NOTHING;

function keepDraft(exhibitId: ExhibitId, edit: Edit): void {
  if (edit.steps.length === 0 && edit.past.length === 0) drafts.delete(exhibitId);
  else drafts.set(exhibitId, edit);
}
const forgetDraft = (exhibitId: ExhibitId): void => void drafts.delete(exhibitId);

interface Props {
  readonly exhibit: Exhibit;
  readonly onClose: () => void;
  readonly onMade: (copy: Exhibit) => void;
}

/** Makes a working copy of a picture. What is drawn here is a preview; the copy itself is drawn from the original. */
export function CopyEditor({ exhibit, onClose, onMade }: Props) {
  const { url, problem } = usePicture(exhibit.id, true);
  const image = useImage(url);
  const size = { width: exhibit.width ?? 0, height: exhibit.height ?? 0 };
  const tooLarge = size.width * size.height > MOST_COPY_MEGAPIXELS * 1e6;
  if (problem || tooLarge)
    return (
      <EmptyState
        icon="issue"
        title={`No working copy of ${exhibit.label} can be made`}
        action={<Button text="Back to the exhibit" onClick={onClose} />}
      >
        {problem ?? `Working copies are made of pictures of at most ${MOST_COPY_MEGAPIXELS} megapixels.`}
      </EmptyState>
    );
  if (!image) return <Spinner className="rt-waiting" />;
  return <Desk exhibit={exhibit} image={image} size={size} onClose={onClose} onMade={onMade} />;
}

function Desk({ exhibit, image, size, onClose, onMade }: Props & { image: HTMLImageElement; size: Size }) {
  const [edit, act] = useReducer(edited, exhibit.id, draftOf);
  const saved = useRef(false);
  const zoom = useRef<Zoom | null>(null);
  const title = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!saved.current) keepDraft(exhibit.id, edit);
  }, [exhibit.id, edit]);
  useFocusOnStart();

  const onZoom = useCallback((next: Zoom) => {
    zoom.current = next;
  }, []);
  const actions = useActions(
    COPY,
    copyBindings({
      edit,
      act,
      zoom: (change) => zoom.current?.[change](),
      name: () => title.current?.select(),
      onClose,
    }),
  );

  const made = (copy: Exhibit): void => {
    saved.current = true;
    forgetDraft(exhibit.id);
    showToast({ message: `Saved as ${copy.label}, a working copy of ${exhibit.label}. The original is unchanged.` });
    onMade(copy);
  };
  const markers = edit.steps.filter(({ kind }) => kind === 'marker').length;
  const style: Style = {
    colour: edit.colour,
    weight: edit.weight,
    turns: turnsOf(edit.steps),
    marker: String(markers + 1),
  };
  const result = placementOf(edit.steps, size);
  const redacts = edit.tool === 'solid' || edit.tool === 'pixelated';
  return (
    <section className="rt-copy" aria-label={`Working copy of ${exhibit.label}`}>
      <div className="rt-panel-head">
        <h2 className="rt-panel-title rt-cut">
          Working copy of <span className="rt-mono">{exhibit.label}</span> {exhibit.title}
        </h2>
        <ActionButton action={actions.startOver} size="small" text="Start over" />
        <Button size="small" variant="minimal" icon="cross" text="Close" onClick={onClose} />
      </div>
      <ToolBar edit={edit} act={act} actions={actions} />
      <div className="rt-copy-split">
        <div className="rt-copy-view">
          <Stage
            image={image}
            size={size}
            edit={edit}
            act={act}
            style={style}
            label={`${exhibit.title}. ${toolEntry(edit.tool).label}: ${toolEntry(edit.tool).hint}`}
            onZoom={onZoom}
          />
          <p className="rt-copy-status">
            <span className="rt-grow">
              <strong>{toolEntry(edit.tool).label}.</strong> {toolEntry(edit.tool).hint}{' '}
              {redacts &&
                LOSSY.has(exhibit.mediaType) &&
                'Leave a margin of 16 pixels: compression spreads traces of what is hidden.'}
            </span>
            <span className="rt-nowrap">
              {result.width} × {result.height} pixels
            </span>
          </p>
        </div>
        <div className="rt-copy-side">
          <h3 className="rt-copy-heading">
            {plural(edit.steps.length, 'step')}
            {edit.steps.length >= MOST_STEPS && ', the maximum of a copy'}
          </h3>
          <div className="rt-copy-list">
            <StepList edit={edit} size={size} act={act} />
          </div>
          <SaveForm exhibit={exhibit} steps={edit.steps} onMade={made} first={title} />
        </div>
      </div>
    </section>
  );
}

/** Formats that spread what is hidden over its surroundings, in blocks of up to 16 pixels. */
const LOSSY = new Set(['image/jpeg', 'image/webp', 'image/avif']);

/** The keyboard goes on where the drawing is. */
function useFocusOnStart(): void {
  useEffect(() => {
    document.querySelector<HTMLElement>('.rt-copy-stage')?.focus({ preventScroll: true });
  }, []);
}

/** A decoded picture, ready to be drawn; null until it is there. */
function useImage(url: string | null): HTMLImageElement | null {
  const [image, setImage] = useState<HTMLImageElement | null>(null);
  useEffect(() => {
    if (!url) return;
    let current = true;
    const loading = new Image();
    loading.src = url;
    loading.decode().then(
      () => current && setImage(loading),
      () => {},
    );
    return () => {
      current = false;
      setImage(null);
    };
  }, [url]);
  return image;
}
