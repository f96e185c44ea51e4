import { Button } from '@blueprintjs/core';
import { type PointerEvent, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import type { BoardView } from '../../../shared/contract/board.ts';
import type { EntityType } from '../../../shared/contract/entities.ts';
import type { Point, Rect } from '../../../shared/domain/board-layout.ts';
import { styleLegend, styleOf, styleWords } from '../../../shared/domain/board-style.ts';
import { isRouted, UNROUTED } from '../../../shared/domain/link-routes.ts';
import { kindOf } from '../../state/entity-kinds.ts';
import { formatCount } from '../../ui/format.ts';
import type { Graph } from './graph.ts';

/** A picture of everything, in few pixels, and the part of the board that it shows. */
export interface Overview {
  readonly canvas: HTMLCanvasElement;
  readonly area: Rect;
}
const MINIMAP = { width: 180, height: 120 };

/** The whole board with a frame around what is seen; a click brings that place into view. The list does the same by keyboard. */
export function Minimap({ overview, graph }: { overview: Overview; graph: RefObject<Graph | null> }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { area } = overview;
  const scale = Math.min(MINIMAP.width / area.width, MINIMAP.height / area.height);
  const [width, height] = [Math.max(1, Math.round(area.width * scale)), Math.max(1, Math.round(area.height * scale))];
  useEffect(() => {
    canvas.current?.getContext('2d')?.drawImage(overview.canvas, 0, 0, width, height);
  }, [overview, width, height]);
  const view = graph.current?.seen();
  const move = (event: PointerEvent<HTMLElement>): void => {
    if (event.buttons !== 1) return;
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const at: Point = {
      x: area.x - area.width / 2 + (event.clientX - left) / scale,
      y: area.y - area.height / 2 + (event.clientY - top) / scale,
    };
    graph.current?.centreOn(at);
  };
  if (view && isAllSeen(view, area)) return null; // it would show what is seen, and cover a part of it
  const left = (view ? view.x - view.width / 2 - (area.x - area.width / 2) : 0) * scale;
  const top = (view ? view.y - view.height / 2 - (area.y - area.height / 2) : 0) * scale;
  return (
    <div
      className="rt-board-minimap"
      style={{ width, height }}
      aria-hidden="true"
      onPointerDown={move}
      onPointerMove={move}
    >
      <canvas ref={canvas} width={width} height={height} />
      {view && <div style={{ left, top, width: view.width * scale, height: view.height * scale }} />}
    </div>
  );
}

const EDGE = 0.05; // of the overview, which leaves that much free around what lies on the board

const isAllSeen = (view: Rect, area: Rect): boolean =>
  Math.abs(view.x - area.x) + (area.width * (1 - 2 * EDGE)) / 2 <= view.width / 2 &&
  Math.abs(view.y - area.y) + (area.height * (1 - 2 * EDGE)) / 2 <= view.height / 2;

/** What the colours and lines of the drawing mean, with counts. */
export function Legend({ view }: { view: BoardView }) {
  const [open, setOpen] = useState(false);
  const types = useMemo(() => {
    const onBoard = new Set<string>(view.items.map(({ subject }) => subject.id));
    const counts = new Map<EntityType, number>();
    for (const { id, type } of view.entities) if (onBoard.has(id)) counts.set(type, (counts.get(type) ?? 0) + 1);
    return [...counts].toSorted(([, a], [, b]) => b - a);
  }, [view]);
  const placed = useMemo(() => new Set<string>(view.items.map(({ subject }) => subject.id)), [view]);
  return (
    <div className="rt-board-legend">
      <Button
        size="small"
        variant="minimal"
        icon={open ? 'chevron-down' : 'chevron-up'}
        text="Legend"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      />
      {open && (
        <ul>
          {styleLegend(styleOf(view.style, placed)).map(({ words, colour }) => (
            <li key={words}>
              {colour && <span className="rt-board-swatch" style={{ background: colour }} />} {words}
            </li>
          ))}
          {view.style && <li className="rt-board-legend-basis">{styleWords(view.style)}</li>}
          {types.map(([type, count]) => (
            <li key={type}>
              <span className="rt-board-swatch" style={{ background: kindOf(type).colour }} /> {kindOf(type).word} (
              {formatCount(count)})
            </li>
          ))}
          <li>
            <span className="rt-board-swatch-line" /> Supported link
          </li>
          <li>
            <span className="rt-board-swatch-line" data-dashed="true" /> Link that no exhibit supports
          </li>
          <li className="rt-board-legend-basis">
            Names that would be too small to read are shortened, then left out, as words of links are: zoom in.
          </li>
          {!isRouted(view.items.length, view.links.length) && <li className="rt-board-legend-basis">{UNROUTED}</li>}
        </ul>
      )}
    </div>
  );
}
