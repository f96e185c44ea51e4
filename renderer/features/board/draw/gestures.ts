import type { Point } from '../../../../shared/domain/board-layout.ts';

/** What the mouse does on a board, in pixels of the container. */
export interface Gestures {
  /** What is pressed decides what a drag does. */
  press(at: Point, keys: Keys): Drag;
  tap(at: Point, keys: Keys): void;
  open(at: Point): void;
  hover(at: Point | null): void;
  /** @param at pixels of the window */
  menu(on: Point, at: Point): void;
  wheel(at: Point, factor: number): void;
}
export interface Keys {
  /** Adds to what is selected. */
  readonly add: boolean;
  readonly lasso: boolean;
}
export interface Drag {
  move(to: Point): void;
  end(done: boolean): void;
}

const SLACK = 4; // pixels a hand moves while it clicks
const WHEEL = 480; // of a wheel's own units for twice the size; a notch is 100 to 120
const LINE = 40; // units of a wheel that counts lines

/** @returns ends listening */
export function listen(container: HTMLElement, gestures: Gestures): () => void {
  const stop = new AbortController();
  const on = <K extends keyof HTMLElementEventMap>(name: K, listener: (event: HTMLElementEventMap[K]) => void): void =>
    container.addEventListener(name, listener, { signal: stop.signal, passive: false });
  const at = ({ clientX, clientY }: MouseEvent): Point => {
    const { left, top } = container.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  };
  const keys = ({ shiftKey, ctrlKey, metaKey, altKey }: MouseEvent): Keys => ({
    add: shiftKey || ctrlKey || metaKey,
    lasso: altKey,
  });
  let pressed: { readonly id: number; readonly from: Point; readonly event: PointerEvent; drag: Drag | null } | null =
    null;
  const release = (done: boolean): void => {
    const { drag } = pressed ?? {};
    pressed = null;
    drag?.end(done);
  };

  on('pointerdown', (event) => {
    if (event.button !== 0 || pressed) return;
    pressed = { id: event.pointerId, from: at(event), event, drag: null };
    container.setPointerCapture(event.pointerId);
  });
  on('pointermove', (event) => {
    const to = at(event);
    if (!pressed) return gestures.hover(to);
    if (event.pointerId !== pressed.id) return;
    if (!pressed.drag) {
      if (Math.hypot(to.x - pressed.from.x, to.y - pressed.from.y) < SLACK) return;
      pressed.drag = gestures.press(pressed.from, keys(pressed.event));
    }
    pressed.drag.move(to);
  });
  on('pointerup', (event) => {
    if (!pressed || event.pointerId !== pressed.id) return;
    const dragged = pressed.drag !== null;
    release(true);
    if (!dragged) gestures.tap(at(event), keys(event));
  });
  on('pointercancel', () => release(false));
  on('pointerleave', () => {
    if (!pressed) gestures.hover(null);
  });
  on('dblclick', (event) => gestures.open(at(event)));
  on('contextmenu', (event) => {
    event.preventDefault();
    gestures.menu(at(event), { x: event.clientX, y: event.clientY });
  });
  on('wheel', (event) => {
    event.preventDefault();
    const units = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * LINE : event.deltaY;
    // A pinch on a touchpad comes as a wheel with the control key, in much smaller units.
    gestures.wheel(at(event), 2 ** (-units / (event.ctrlKey ? WHEEL / 8 : WHEEL)));
  });
  return () => stop.abort();
}
