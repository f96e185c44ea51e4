import { type KeyboardEvent, type PointerEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { laneName } from '../../../shared/contract/timeline.ts';
import { DARK, LIGHT } from '../../../shared/domain/chart-scene/themes.ts';
import { AXIS_PX, drawAxis, drawLane, drawMarks, LANE_PX, seriesColour } from '../../parts/timeline/draw.ts';
import { moved, timesOfRows, type View, zoomed } from '../../parts/timeline/lane-data.ts';
import { useSelectedRows } from '../../state/selection.ts';
import { useDark } from '../../state/theme.ts';
import type { Timeline } from './use-timeline.ts';

interface Props {
  readonly timeline: Timeline;
  readonly selected: View | null;
  /** While it plays: events after this time are faint. */
  readonly until: number | null;
  readonly onSelect: (span: View | null) => void;
  /** A span was chosen whole: a drag ended, a click, a key. */
  readonly onChosen: (span: View) => void;
}
const STEP = 0.15; // of the view, for a key
const CLICK_PX = 4;

/** The lanes, drawn; the wheel zooms, dragging moves, dragging with Shift selects a span, a click an instant. */
export function LanesCanvas({ timeline, selected, until, onSelect, onChosen }: Props) {
  const { shown, data, view, zone, look, colours } = timeline;
  const canvas = useRef<HTMLCanvasElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const theme = useDark() ? DARK : LIGHT;
  const height = AXIS_PX + shown.length * LANE_PX;
  const rows = useSelectedRows();
  const marks = useMemo(() => {
    const found = new Map<string, Float64Array>();
    for (const { key } of shown) {
      const own = key.kind === 'column' ? rows.get(key.datasetId) : undefined;
      const held = own === undefined ? undefined : data.get(laneName(key));
      if (own !== undefined && held && !held.bins) found.set(laneName(key), timesOfRows(held, own));
    }
    return found;
  }, [shown, data, rows]);
  useLayoutEffect(() => {
    if (!box.current) return;
    const watch = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    watch.observe(box.current);
    return () => watch.disconnect();
  }, []);
  useEffect(() => {
    const element = canvas.current;
    const paint = element?.getContext('2d');
    if (!element || !paint || !view || width === 0) return;
    const frame = requestAnimationFrame(() => {
      const dots = devicePixelRatio;
      if (element.width !== Math.round(width * dots) || element.height !== Math.round(height * dots)) {
        element.width = Math.round(width * dots);
        element.height = Math.round(height * dots);
      }
      paint.setTransform(dots, 0, 0, dots, 0, 0);
      paint.clearRect(0, 0, width, height);
      const drawn = { width, view, zone, theme };
      drawAxis(paint, drawn, height);
      for (const [at, { key }] of shown.entries()) {
        const top = AXIS_PX + at * LANE_PX;
        paint.fillStyle = theme.grid;
        paint.fillRect(0, top + LANE_PX - 1, width, 1);
        const held = data.get(laneName(key));
        if (held) drawLane(paint, drawn, held, top, seriesColour(theme, colours[laneName(key)] ?? 0), until);
        const times = marks.get(laneName(key));
        if (times) drawMarks(paint, drawn, times, top);
      }
      if (selected) {
        const scale = width / (view.to - view.from);
        const left = (selected.from - view.from) * scale;
        paint.fillStyle = theme['series-0'];
        paint.globalAlpha = 0.16;
        paint.fillRect(left, 0, Math.max(1, (selected.to - selected.from) * scale), height);
        paint.globalAlpha = 1;
      }
      element.dataset['drawn'] = String(Number(element.dataset['drawn'] ?? 0) + 1);
    });
    return () => cancelAnimationFrame(frame);
  }, [view, data, shown, colours, marks, width, height, theme, zone, selected, until]);

  const latest = useRef({ view, look, width });
  latest.current = { view, look, width };
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    // Added by hand: React's own listener cannot keep the page from scrolling.
    const wheel = (event: WheelEvent): void => {
      const { view: before, look: show, width: room } = latest.current;
      if (!before || (!event.ctrlKey && Math.abs(event.deltaX) <= Math.abs(event.deltaY) && event.altKey)) return;
      event.preventDefault();
      const span = before.to - before.from;
      if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY))
        return show(moved(before, ((event.deltaX || event.deltaY) / room) * span));
      show(
        zoomed(before, Math.exp(-event.deltaY / 400), (event.clientX - element.getBoundingClientRect().left) / room),
      );
    };
    element.addEventListener('wheel', wheel, { passive: false });
    return () => element.removeEventListener('wheel', wheel);
  }, []);

  const drag = useRef<{ readonly x: number; readonly view: View; readonly selects: boolean } | null>(null);
  const at = (event: PointerEvent, within: View): number =>
    within.from +
    ((event.clientX - event.currentTarget.getBoundingClientRect().left) / width) * (within.to - within.from);
  const down = (event: PointerEvent): void => {
    if (!view || event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { x: event.clientX, view, selects: event.shiftKey };
  };
  const move = (event: PointerEvent): void => {
    const from = drag.current;
    if (!from) return;
    const span = from.view.to - from.view.from;
    const by = ((event.clientX - from.x) / width) * span;
    if (!from.selects) return look(moved(from.view, -by));
    const now = at(event, from.view);
    onSelect({ from: Math.min(now, now - by), to: Math.max(now, now - by) });
  };
  const up = (event: PointerEvent): void => {
    const from = drag.current;
    drag.current = null;
    if (!from || !view) return;
    const now = at(event, view);
    if (Math.abs(event.clientX - from.x) > CLICK_PX) {
      if (!from.selects) return;
      const began = now - ((event.clientX - from.x) / width) * (from.view.to - from.view.from);
      return onChosen({ from: Math.min(now, began), to: Math.max(now, began) });
    }
    const room = ((view.to - view.from) / width) * CLICK_PX;
    onSelect({ from: now - room, to: now + room });
    onChosen({ from: now - room, to: now + room });
  };
  const key = (event: KeyboardEvent): void => {
    if (!view || event.altKey || event.ctrlKey || event.metaKey) return;
    const step = (view.to - view.from) * STEP;
    const by = { ArrowLeft: -step, ArrowRight: step }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    if (event.shiftKey) {
      const start = selected ?? { from: (view.from + view.to) / 2, to: (view.from + view.to) / 2 };
      const next = by > 0 ? { from: start.from, to: start.to + by / 3 } : { from: start.from + by / 3, to: start.to };
      onSelect(next);
      onChosen(next);
    } else look(moved(view, by));
  };
  return (
    <div
      ref={box}
      className="rt-timeline-canvas"
      role="application"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys move what it shows
      tabIndex={0}
      aria-label={`Timeline of ${shown.length} lanes. Arrow keys move it, plus and minus zoom, Shift with an arrow key selects a span; the events are listed below.`}
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={up}
      onKeyDown={key}
    >
      <canvas ref={canvas} style={{ width, height }} />
    </div>
  );
}
