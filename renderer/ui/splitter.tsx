import './splitter.css';
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';

interface Props {
  readonly label: string;
  /** `vertical` stands between left and right. */
  readonly orientation: 'vertical' | 'horizontal';
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** How far one arrow key goes, in units of `value`. */
  readonly step: number;
  /** Units of `value` in one pixel, asked when a drag begins. */
  readonly perPixel: (handle: HTMLElement) => number;
  readonly onChange: (value: number) => void;
}

/** A border that is dragged, or moved with the arrow keys, to share space between two panes. */
export function Splitter({ label, orientation, value, min, max, step, perPixel, onChange }: Props) {
  const drag = useRef<{ at: number; value: number; scale: number } | null>(null);
  const set = (next: number): void => onChange(Math.min(max, Math.max(min, next)));
  const place = (event: PointerEvent): number => (orientation === 'vertical' ? event.clientX : event.clientY);
  const onKeyDown = (event: KeyboardEvent): void => {
    const [less, more] = orientation === 'vertical' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
    if (event.key === less) set(value - step);
    else if (event.key === more) set(value + step);
    else if (event.key === 'Home') set(min);
    else if (event.key === 'End') set(max);
    else return;
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: an <hr> takes neither focus nor value; this is ARIA's window splitter
    <div
      className={`rt-splitter rt-splitter-${orientation}`}
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={orientation}
      aria-valuenow={Math.round(value)}
      aria-valuemin={min}
      aria-valuemax={max}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = { at: place(event), value, scale: perPixel(event.currentTarget) };
      }}
      onPointerMove={(event) => {
        const start = drag.current;
        if (start) set(start.value + (place(event) - start.at) * start.scale);
      }}
      onPointerUp={() => {
        drag.current = null;
      }}
    />
  );
}
