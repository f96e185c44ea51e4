import {
  type KeyboardEvent,
  type PointerEvent,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import type { CopyStep } from '../../../shared/contract/copies.ts';
import type { Point, Size } from '../../../shared/domain/board-layout.ts';
import { type Placement, turnsOf } from '../../../shared/domain/copy-steps.ts';
import type { Act, Edit } from './edit.ts';
import {
  fitted,
  type Handle,
  handlesOf,
  type Measure,
  movedStep,
  resizedStep,
  type Style,
  shownPlacement,
  stepAt,
  stepFor,
  toOriginal,
  toStage,
  type View,
  zoomedAt,
} from './geometry.ts';
import { canvasLettering, HANDLE, loadLetters, paintScene } from './paint.ts';

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

export interface Zoom {
  in(): void;
  out(): void;
  fit(): void;
}
interface Props {
  readonly image: CanvasImageSource;
  readonly size: Size;
  readonly edit: Edit;
  readonly act: (act: Act) => void;
  readonly style: Style;
  readonly label: string;
  /** Gives the zoom keys and buttons something to hold on to. */
  readonly onZoom: (zoom: Zoom) => void;
}

/** The picture with its steps, to be drawn on. Drawn anew whenever something of it changed. */
export function Stage({ image, size, edit, act, style, label, onZoom }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const measure = useRef<Measure>((text, letters) => text.length * letters * 0.6);
  const [room, setRoom] = useState<Size | null>(null);
  const [chosen, setView] = useState<View | null>(null); // null: the whole picture
  const [, lettersCame] = useState(false);
  const turns = turnsOf(edit.steps);
  const placement = shownPlacement(size, turns);
  const whole = room ? fitted(room, placement) : { scale: 1, x: 0, y: 0 };
  const view = chosen ?? whole;
  const pan = (dx: number, dy: number): void =>
    setView((before) => ({ ...(before ?? view), x: (before ?? view).x + dx, y: (before ?? view).y + dy }));
  const { draft, pointer } = useStage({ edit, act, size, style, view, placement, measure, pan });

  useEffect(() => void loadLetters().finally(() => lettersCame(true)), []);
  // A turned picture has another shape.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the view is let go of when the turn changes
  useEffect(() => setView(null), [turns]);
  useLayoutEffect(() => {
    const element = canvas.current?.parentElement;
    if (!element) return;
    const observer = new ResizeObserver(() => setRoom({ width: element.clientWidth, height: element.clientHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const zoom = (factor: number, x: number, y: number): void => setView(zoomedAt(view, factor, x, y, whole.scale));
  const latest = useRef(zoom);
  latest.current = zoom;
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const middle = (factor: number) => () => latest.current(factor, element.clientWidth / 2, element.clientHeight / 2);
    onZoom({ in: middle(1.25), out: middle(0.8), fit: () => setView(null) });
    // React listens passively, which would let the page zoom.
    const wheel = (event: WheelEvent): void => {
      event.preventDefault();
      if (event.ctrlKey || event.metaKey) latest.current(Math.exp(-event.deltaY / 300), event.offsetX, event.offsetY);
      else setView((before) => before && { ...before, x: before.x - event.deltaX, y: before.y - event.deltaY });
    };
    element.addEventListener('wheel', wheel, { passive: false });
    return () => element.removeEventListener('wheel', wheel);
  }, [onZoom]);

  const steps = draft ? edit.steps.toSpliced(draft.index, 1, draft.step) : edit.steps;
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || !room) return;
    const ratio = window.devicePixelRatio;
    context.canvas.width = Math.round(room.width * ratio);
    context.canvas.height = Math.round(room.height * ratio);
    measure.current = canvasLettering(context).width;
    paintScene(context, ratio, { image, size, steps, selected: draft?.index ?? edit.selected, view, placement });
  });

  const press = (event: KeyboardEvent): void => {
    const far = event.shiftKey ? 10 : 1;
    const way = { ArrowLeft: [-far, 0], ArrowRight: [far, 0], ArrowUp: [0, -far], ArrowDown: [0, far] }[event.key];
    const step = edit.selected === null ? undefined : edit.steps[edit.selected];
    if (event.key === 'Enter' && room && edit.tool !== 'select') {
      const middle = toOriginal(view, placement, { x: room.width / 2, y: room.height / 2 });
      const half = Math.min(size.width, size.height) / 10;
      const to = { x: middle.x + half, y: middle.y + half };
      const made = stepFor(edit.tool, { x: middle.x - half, y: middle.y - half }, to, size, style);
      if (made) act({ do: 'add', step: made });
    } else if (way && step && edit.selected !== null) {
      const [dx, dy] = unturned(way as [number, number], turns);
      act({ do: 'change', index: edit.selected, step: movedStep(step, dx, dy, size), run: `nudge ${edit.selected}` });
    } else if (way) pan(-(way[0] ?? 0) * 40, -(way[1] ?? 0) * 40);
    else return;
    event.preventDefault();
  };
  return (
    // biome-ignore-start lint/a11y/noNoninteractiveTabindex: the keys draw and move on it
    <div
      className="rt-copy-stage"
      role="application"
      aria-label={label}
      tabIndex={0}
      data-tool={edit.tool}
      onKeyDown={press}
      {...pointer}
    >
      <canvas ref={canvas} />
    </div>
    // biome-ignore-end lint/a11y/noNoninteractiveTabindex: -
  );
}

/** "Left" on the screen, as a way in the original. */
function unturned([x, y]: [number, number], turns: number): [number, number] {
  if (turns === 1) return [y, -x];
  if (turns === 2) return [-x, -y];
  return turns === 3 ? [-y, x] : [x, y];
}
