import { type PointerEvent, type RefObject, useRef, useState } from 'react';
import type { CopyStep } from '../../../shared/contract/copies.ts';
import type { Point, Size } from '../../../shared/domain/board-layout.ts';
import type { Placement } from '../../../shared/domain/copy-steps.ts';
import type { Act, Edit } from './edit.ts';
import {
  type Handle,
  handlesOf,
  type Measure,
  movedStep,
  resizedStep,
  type Style,
  stepAt,
  stepFor,
} from './geometry.ts';
import { HANDLE } from './paint.ts';
import { toOriginal, toStage, type View } from './view.ts';

interface Options {
  readonly edit: Edit;
  readonly act: (act: Act) => void;
  readonly size: Size;
  readonly style: Style;
  readonly view: View;
  readonly placement: Placement;
  readonly measure: RefObject<Measure>;
  readonly pan: (dx: number, dy: number) => void;
}
type Drag =
  | { readonly kind: 'pan' }
  | { readonly kind: 'draw'; readonly from: Point }
  | { readonly kind: 'move'; readonly index: number; readonly from: Point }
  | { readonly kind: 'resize'; readonly index: number; readonly handle: Handle };

const CLICK = 4; // CSS pixels: a shorter drag was meant as a click
const REACH = 6; // CSS pixels around a step that count as it

/** What the pointer does on the stage. A drag is shown at once and becomes one change when it ends. */
export function useStage({ edit, act, size, style, view, placement, measure, pan }: Options) {
  const drag = useRef<Drag | null>(null);
  const pressed = useRef<Point>({ x: 0, y: 0 });
  const [draft, setDraft] = useState<{ index: number; step: CopyStep } | null>(null);

  const place = (event: PointerEvent): Point => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const begin = (at: Point, button: number): Drag => {
    if (button === 1) return { kind: 'pan' };
    const point = toOriginal(view, placement, at);
    const chosen = edit.selected === null ? undefined : edit.steps[edit.selected];
    const handle = chosen && handlesOf(chosen).find((each) => near(toStage(view, placement, each), at, HANDLE));
    if (handle) return { kind: 'resize', index: edit.selected as number, handle: handle.handle };
    if (edit.tool !== 'select') return { kind: 'draw', from: point };
    const index = stepAt(edit.steps, point, REACH / view.scale, measure.current);
    if (index !== edit.selected) act({ do: 'select', index });
    return index === null ? { kind: 'pan' } : { kind: 'move', index, from: point };
  };
  const follow = (at: Point): void => {
    const going = drag.current;
    if (!going || going.kind === 'pan') return;
    const point = toOriginal(view, placement, at);
    if (going.kind === 'draw') {
      if (edit.tool === 'text' || edit.tool === 'marker') return;
      const step = stepFor(edit.tool, going.from, point, size, style);
      return setDraft(step && { index: edit.steps.length, step });
    }
    const step = edit.steps[going.index];
    if (!step) return;
    const next =
      going.kind === 'move'
        ? movedStep(step, point.x - going.from.x, point.y - going.from.y, size)
        : resizedStep(step, going.handle, point, size);
    setDraft({ index: going.index, step: next });
  };
  const finish = (at: Point): void => {
    const going = drag.current;
    drag.current = null;
    setDraft(null);
    const moved = !near(at, pressed.current, 2 * CLICK);
    if (going?.kind === 'draw') {
      const placed = edit.tool === 'text' || edit.tool === 'marker';
      const step = placed ? stepFor(edit.tool, going.from, going.from, size, style) : draft?.step;
      if (step && (placed || moved)) act({ do: 'add', step });
    } else if (going && going.kind !== 'pan' && draft && moved) {
      act({ do: 'change', index: going.index, step: draft.step });
    }
  };
  return {
    /** The step that is being drawn, moved or resized. */
    draft,
    pointer: {
      onPointerDown: (event: PointerEvent) => {
        if (event.button > 1) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        pressed.current = place(event);
        drag.current = begin(pressed.current, event.button);
      },
      onPointerMove: (event: PointerEvent) => {
        if (drag.current?.kind === 'pan') pan(event.movementX, event.movementY);
        else follow(place(event));
      },
      onPointerUp: (event: PointerEvent) => finish(place(event)),
      onPointerCancel: () => {
        drag.current = null;
        setDraft(null);
      },
    },
  };
}

const near = (a: Point, b: Point, reach: number): boolean =>
  Math.abs(a.x - b.x) <= reach / 2 && Math.abs(a.y - b.y) <= reach / 2;
