import './density-strip.css';
import { Button } from '@blueprintjs/core';
import {
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { DARK, LIGHT } from '../../../shared/domain/chart-scene/themes.ts';
import { timeTicks } from '../../../shared/domain/chart-scene/time-axis.ts';
import { shownIn } from '../../../shared/domain/moments.ts';
import { offsetOf } from '../../../shared/domain/zones.ts';
import { useDark } from '../../state/theme.ts';
import { countsOver, type Density, onwards, spanOfAll } from './density.ts';
import { firstFrom, type View } from './lane-data.ts';

interface Props {
  /** Of what the times are: "rows of payouts by paid_at". */
  readonly of: string;
  readonly lanes: readonly Density[];
  /** Times of what is selected, ascending. */
  readonly marks: Float64Array;
  readonly zone: string;
  readonly span: View | null;
  /** A span was moved; `ended` once it stands. */
  readonly onSpan: (span: View | null, ended: boolean) => void;
  /** Beside the words below the drawing. */
  readonly children?: ReactNode;
}

const HEIGHT = 50;
const AXIS = 18;
const MARK = 4;
const CLICK_PX = 4;
const KEY_SHARE = 0.02; // of the view, for a key
const PLAY_MS = 700; // between two places of the span: screens need time to follow

/** How many things happen when, on one line. A drag selects a span, arrow keys move it, and it plays along the line. */
export function DensityStrip({ of, lanes, marks, zone, span, onSpan, children }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const theme = useDark() ? DARK : LIGHT;
  const view = useMemo(() => spanOfAll(lanes), [lanes]);
  const counts = useMemo(() => (view && width > 0 ? countsOver(lanes, view, width) : null), [lanes, view, width]);
  const [playing, setPlaying] = useState(false);
  useLayoutEffect(() => {
    if (!box.current) return;
    const watch = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    watch.observe(box.current);
    return () => watch.disconnect();
  }, []);
  useEffect(() => {
    const element = canvas.current;
    const paint = element?.getContext('2d');
    if (!element || !paint || !view || !counts) return;
    const frame = requestAnimationFrame(() => {
      const dots = devicePixelRatio;
      element.width = Math.round(width * dots);
      element.height = Math.round(HEIGHT * dots);
      paint.setTransform(dots, 0, 0, dots, 0, 0);
      const scale = width / (view.to - view.from);
      const x = (time: number): number => (time - view.from) * scale;
      const clock = (utc: number): number => utc + offsetOf(utc, zone);
      const [first, last] = [clock(view.from), clock(view.to)];
      const days = (last - first) / 86_400_000;
      const unit = days < 0.002 ? 'second' : days < 4 ? 'minute' : 'day';
      paint.font = '10px system-ui, sans-serif';
      paint.textBaseline = 'middle';
      paint.textAlign = 'center';
      for (const { at, label } of timeTicks(first, last, unit, null, Math.max(2, Math.floor(width / 120)))) {
        const place = Math.round(((at - first) / (last - first)) * width);
        paint.fillStyle = theme.grid;
        paint.fillRect(place, 0, 1, HEIGHT - AXIS);
        const half = paint.measureText(label).width / 2;
        if (place - half < 2 || place + half > width - 2) continue;
        paint.fillStyle = theme.muted;
        paint.fillText(label, place, HEIGHT - (AXIS - MARK) / 2);
      }
      const most = counts.reduce((highest, count) => Math.max(highest, count), 1);
      paint.fillStyle = theme['series-0'];
      for (const [place, count] of counts.entries()) {
        if (count === 0) continue;
        const tall = Math.max(2, Math.sqrt(count / most) * (HEIGHT - AXIS - 4));
        paint.fillRect(place, HEIGHT - AXIS - tall, 1, tall);
      }
      paint.fillStyle = theme.ink;
      let drawn = -2;
      for (const time of marks) {
        const place = Math.round(x(time));
        if (place - drawn < 2) continue;
        drawn = place;
        paint.fillRect(place - 1, HEIGHT - AXIS + 1, 2, MARK);
      }
      if (span) {
        paint.fillStyle = theme['series-1'];
        paint.globalAlpha = 0.25;
        paint.fillRect(x(span.from), 0, Math.max(2, x(span.to) - x(span.from)), HEIGHT - AXIS);
        paint.globalAlpha = 1;
        paint.fillRect(Math.round(x(span.from)), 0, 1, HEIGHT - AXIS);
        paint.fillRect(Math.round(Math.max(x(span.to), x(span.from) + 2)), 0, 1, HEIGHT - AXIS);
      }
      element.dataset['drawn'] = String(Number(element.dataset['drawn'] ?? 0) + 1);
    });
    return () => cancelAnimationFrame(frame);
  }, [view, counts, marks, width, theme, zone, span]);

  const latest = useRef({ span, view, onSpan });
  latest.current = { span, view, onSpan };
  useEffect(() => {
    if (!playing) return;
    const step = (): void => {
      const { span: before, view: all, onSpan: tell } = latest.current;
      if (all) tell(onwards(before, all), true);
    };
    step();
    const timer = setInterval(step, PLAY_MS);
    return () => clearInterval(timer);
  }, [playing]);

  const drag = useRef<number | null>(null);
  const timeAt = (event: PointerEvent, within: View): number =>
    within.from +
    ((event.clientX - event.currentTarget.getBoundingClientRect().left) / width) * (within.to - within.from);
  const between = (a: number, b: number): View => ({ from: Math.min(a, b), to: Math.max(a, b) });
  const down = (event: PointerEvent): void => {
    if (!view || event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setPlaying(false);
    drag.current = timeAt(event, view);
  };
  const move = (event: PointerEvent): void => {
    if (drag.current !== null && view) onSpan(between(drag.current, timeAt(event, view)), false);
  };
  const up = (event: PointerEvent): void => {
    const from = drag.current;
    drag.current = null;
    if (from === null || !view) return;
    const next = between(from, timeAt(event, view));
    onSpan((next.to - next.from) * (width / (view.to - view.from)) < CLICK_PX ? null : next, true);
  };
  const key = (event: KeyboardEvent): void => {
    if (!view || event.altKey || event.ctrlKey || event.metaKey) return;
    const step = (view.to - view.from) * KEY_SHARE;
    const start = span ?? { from: view.from, to: view.from + step };
    const kept = (from: number, to: number): View => ({
      from: Math.max(view.from, Math.min(from, view.to - step)),
      to: Math.min(view.to, Math.max(to, from + step / 4)),
    });
    const next = {
      ArrowLeft: event.shiftKey ? kept(start.from, start.to - step) : kept(start.from - step, start.to - step),
      ArrowRight: event.shiftKey ? kept(start.from, start.to + step) : kept(start.from + step, start.to + step),
      Home: kept(view.from, view.from + (start.to - start.from)),
      End: kept(view.to - (start.to - start.from), view.to),
    }[event.key];
    if (next) onSpan(next, true);
    else if (event.key === 'Escape' && span) onSpan(null, true);
    else if (event.key === ' ') setPlaying((before) => !before);
    else return;
    event.preventDefault();
    event.stopPropagation(); // what is behind has these keys too
    if (event.key !== ' ') setPlaying(false);
  };
  const within = useMemo(
    () =>
      span &&
      lanes.reduce((sum, { at, bins }) => (bins ? sum : sum + firstFrom(at, span.to) - firstFrom(at, span.from)), 0),
    [lanes, span],
  );
  const instant = (utc: number): string => shownIn(utc, offsetOf(utc, zone), 'minute');
  return (
    <section className="rt-strip" aria-label={`When: ${of}`}>
      <div
        ref={box}
        className="rt-strip-line"
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys move the span
        tabIndex={0}
        aria-label={`When: ${of}. Arrow keys move a span, with Shift they change its length, Space plays, Escape clears it.`}
        onPointerDown={down}
        onPointerMove={move}
        onPointerUp={up}
        onKeyDown={key}
      >
        <canvas ref={canvas} style={{ width, height: HEIGHT }} />
      </div>
      <div className="rt-strip-words">
        <Button
          size="small"
          variant="minimal"
          icon={playing ? 'stop' : 'play'}
          text={playing ? 'Stop' : 'Play'}
          title={playing ? 'Stop the span where it is' : 'Move the span along the line'}
          disabled={!view}
          onClick={() => setPlaying((before) => !before)}
        />
        <span role="status" className={span ? 'rt-cut' : 'rt-cut rt-muted'}>
          {span
            ? `${instant(span.from)} to ${instant(span.to)} (${zone}): ${(within ?? 0).toLocaleString('en-US')} ${within === 1 ? 'row' : 'rows'}`
            : `${of}. Drag across to select a span.`}
        </span>
        {span && (
          <Button
            size="small"
            variant="minimal"
            icon="cross"
            aria-label="Clear the span"
            title="Clear the span (Esc)"
            onClick={() => {
              setPlaying(false);
              onSpan(null, true);
            }}
          />
        )}
        <span className="rt-grow" />
        {children}
      </div>
    </section>
  );
}
