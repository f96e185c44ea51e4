import { type KeyboardEvent, type PointerEvent, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import type { BoardView } from '../../../shared/contract/board.ts';
import type { Point } from '../../../shared/domain/board-layout.ts';
import { type Drawn, marking, movedTo } from '../../../shared/domain/board-scene.ts';
import { Minimap, type Overview } from './corner-views.tsx';
import type { Box } from './draw/scene.ts';
import { createGraph, type Graph } from './graph.ts';
import type { Palette } from './palette.ts';
import { gatherMoves, nudge } from './steps.ts';

interface Props {
  readonly graph: RefObject<Graph | null>;
  readonly view: BoardView;
  readonly drawn: Drawn;
  readonly palette: Palette;
  readonly selected: ReadonlySet<string>;
  /** Nothing on it can be moved or linked. */
  readonly fixed?: boolean;
  readonly onSelect: (ids: ReadonlySet<string>) => void;
  readonly onMove: (places: ReadonlyMap<string, Point>) => void;
  readonly onLink: (from: string, to: string) => void;
  readonly onOpen: (id: string) => void;
  /** @param at pixels of the window; null for the ground */
  readonly onMenu: (id: string | null, at: Point) => void;
  /** Backspace on the drawing; the Delete key is an action of the whole screen. */
  readonly onRemove: () => void;
}

const PAN_PX = 60;
const ARROWS: Record<string, readonly [dx: number, dy: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The drawn board. What it shows comes in as properties; what the user does goes out as calls. */
export function Canvas({ graph, view, drawn, palette, selected, fixed = false, ...on }: Props) {
  const container = useRef<HTMLDivElement>(null);
  const move = (places: ReadonlyMap<string, Point>): void => on.onMove(movedTo(drawn, view, places));
  const handlers = useRef({ ...on, onMove: move, drawn });
  handlers.current = { ...on, onMove: move, drawn };
  const [overview, setOverview] = useState<Overview | null>(null);
  const [hovered, setHovered] = useState<string | null>(null);
  const [, setTick] = useState(0);
  const first = useRef({ drawn, palette, fixed });

  useEffect(() => {
    if (!container.current) return;
    const { drawn: start, palette: colours } = first.current;
    let frame = 0;
    const made = createGraph(container.current, colours, {
      onSelect: (ids) => handlers.current.onSelect(ids),
      onMove: (places) => handlers.current.onMove(places),
      onHover: (id) => id && setHovered(id),
      onOpen: (id) => handlers.current.onOpen(id),
      onMenu: (id, at) => handlers.current.onMenu(id, at),
      carries: (id) => handlers.current.drawn.behind.get(id) ?? [],
      onOverview: (canvas, area) => setOverview({ canvas, area }),
      onView: () => {
        frame ||= requestAnimationFrame(() => {
          frame = 0;
          setTick((tick) => tick + 1);
        });
      },
    });
    graph.current = made;
    made.fix(first.current.fixed);
    made.show(start.nodes, start.edges);
    made.fit();
    return () => {
      cancelAnimationFrame(frame);
      graph.current = null;
      made.destroy();
    };
  }, [graph]);
  useEffect(() => graph.current?.restyle(palette), [graph, palette]);
  useEffect(() => graph.current?.show(drawn.nodes, drawn.edges), [graph, drawn]);
  const marked = useMemo(() => marking(drawn, selected), [drawn, selected]);
  useEffect(() => graph.current?.select(marked), [graph, marked]);

  const moves = useMemo(() => gatherMoves((places) => handlers.current.onMove(places)), []);
  useEffect(() => moves.settle, [moves]);

  /** By the keyboard: at what is selected, or in the middle. */
  const openMenu = (): void => {
    const frame = container.current?.getBoundingClientRect();
    if (!frame) return;
    const [id = null] = selected;
    const box = id ? graph.current?.boxOf(id) : null;
    const { left, top, width, height } = box ?? { left: 0, top: 0, width: frame.width, height: frame.height };
    on.onMenu(id, { x: frame.left + left + width / 2, y: frame.top + top + height / 2 });
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Backspace') return on.onRemove();
    if (event.key === '+' || event.key === '-') return graph.current?.zoomBy(event.key === '+' ? 1.25 : 0.8);
    if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
      event.preventDefault();
      return openMenu();
    }
    const arrow = ARROWS[event.key];
    if (!arrow || event.ctrlKey || event.metaKey || event.altKey || !graph.current) return;
    event.preventDefault();
    const [dx, dy] = arrow;
    const places = new Map<string, Point>();
    const locked = new Set(drawn.nodes.flatMap((node) => (node.locked ? [node.id] : [])));
    for (const id of marked) {
      const at = locked.has(id) ? null : graph.current.placeOf(id);
      if (at) places.set(id, nudge(at, dx, dy));
    }
    if (places.size === 0) return graph.current.panBy(-dx * PAN_PX, -dy * PAN_PX);
    graph.current.place(places);
    moves.add(places);
  };

  return (
    <div className="rt-board-canvas">
      <div
        ref={container}
        className="rt-board-graph"
        role="application"
        aria-label="Board. Arrow keys move what is selected, or the view. The list beside it holds the same items."
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the drawing takes the arrow keys
        tabIndex={0}
        onKeyDown={press}
        onPointerUp={() => container.current?.focus({ preventScroll: true })}
        onPointerLeave={(event) => {
          if (!(event.relatedTarget instanceof Element && event.relatedTarget.closest('.rt-board-handle')))
            setHovered(null);
        }}
      />
      {!fixed && (
        <LinkHandle
          graph={graph}
          source={hovered ?? (selected.size === 1 ? ([...selected][0] ?? null) : null)}
          container={container}
          onLink={on.onLink}
        />
      )}
      {overview && <Minimap overview={overview} graph={graph} />}
    </div>
  );
}

interface HandleProps {
  readonly graph: RefObject<Graph | null>;
  readonly source: string | null;
  readonly container: RefObject<HTMLDivElement | null>;
  readonly onLink: (from: string, to: string) => void;
}

const SMALLEST = 40; // pixels; on a node that is narrower the dot would be in the way of dragging it

/** A dot at the edge of a node; dragged onto another node it draws a link. The toolbar and the L key do the same. */
function LinkHandle({ graph, source, container, onLink }: HandleProps) {
  const [line, setLine] = useState<{ from: string; start: Point; end: Point } | null>(null);
  const from = line?.from ?? source;
  const box: Box | null = from ? (graph.current?.boxOf(from) ?? null) : null;
  if (!from || !box || (box.width < SMALLEST && !line)) return null;
  const at = (event: PointerEvent): Point => {
    const frame = container.current?.getBoundingClientRect();
    return { x: event.clientX - (frame?.left ?? 0), y: event.clientY - (frame?.top ?? 0) };
  };
  const target = (event: PointerEvent): string | null => {
    const id = graph.current?.nodeAt(at(event)) ?? null;
    return id === from ? null : id;
  };
  const end = (event: PointerEvent | null): void => {
    const reached = event && target(event);
    graph.current?.aim(null);
    setLine(null);
    if (reached) onLink(from, reached);
  };
  const dot = { x: box.left + box.width, y: box.top + box.height / 2 };
  return (
    <>
      {line && (
        <svg className="rt-board-line" aria-hidden="true">
          <line x1={line.start.x} y1={line.start.y} x2={line.end.x} y2={line.end.y} />
        </svg>
      )}
      <div
        className="rt-board-handle"
        data-handle={from}
        title="Drag onto another item to link them"
        style={{ left: dot.x, top: dot.y }}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.preventDefault();
          event.currentTarget.setPointerCapture(event.pointerId);
          setLine({ from, start: dot, end: at(event) });
        }}
        onPointerMove={(event) => {
          if (!line) return;
          setLine({ ...line, end: at(event) });
          graph.current?.aim(target(event));
        }}
        onPointerUp={(event) => line && end(event)}
        onPointerCancel={() => end(null)}
      />
    </>
  );
}
