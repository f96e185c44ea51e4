import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import type { BoardView } from '../../../shared/contract/board.ts';
import type { BoardAction } from './actions.tsx';
import type { DragMode, Graph } from './graph.ts';
import type { Selection } from './selection.ts';
import type { Step } from './steps.ts';
import {
  aligned,
  distributed,
  type Edge,
  folding,
  freeName,
  grouping,
  hiding,
  locking,
  showingAll,
  snapped,
  ungrouping,
} from './tools.ts';

interface Given {
  readonly view: BoardView | null;
  readonly selection: Selection;
  readonly graph: RefObject<Graph | null>;
  readonly apply: (step: Step) => void;
}
const ALIGN = {
  alignLeft: 'left',
  alignCentre: 'centre',
  alignRight: 'right',
  alignTop: 'top',
  alignMiddle: 'middle',
  alignBottom: 'bottom',
} as const satisfies Partial<Record<BoardAction, Edge>>;

/** How items are arranged by hand, and what a drag of the ground does. */
export function useArranging({ view, selection, graph, apply }: Given) {
  const [drag, setDrag] = useState<DragMode>('pan');
  const [snapping, setSnapping] = useState(false);
  /** The name offered for a group that is about to be made; null while none is. */
  const [naming, setNaming] = useState<string | null>(null);
  const latest = useRef({ view, selection, apply });
  latest.current = { view, selection, apply };
  // The graph is made by an effect of the canvas, which comes first.
  useEffect(() => graph.current?.mode(drag), [graph, drag]);
  useEffect(() => graph.current?.snap(snapping), [graph, snapping]);

  const handlers = useMemo(() => {
    const step = (make: (view: BoardView, subjects: readonly string[]) => Step | null) => (): void => {
      const now = latest.current;
      const made = now.view && make(now.view, now.selection.subjects);
      if (made) now.apply(made);
    };
    const align = (name: keyof typeof ALIGN) => step((board, subjects) => aligned(board, subjects, ALIGN[name]));
    const toggle = (mode: DragMode) => () => setDrag((now) => (now === mode ? 'pan' : mode));
    return {
      alignLeft: align('alignLeft'),
      alignCentre: align('alignCentre'),
      alignRight: align('alignRight'),
      alignTop: align('alignTop'),
      alignMiddle: align('alignMiddle'),
      alignBottom: align('alignBottom'),
      distributeAcross: step((board, subjects) => distributed(board, subjects, 'x')),
      distributeDown: step((board, subjects) => distributed(board, subjects, 'y')),
      toGrid: step(snapped),
      lock: step((board, subjects) => locking(board, subjects, !allLocked(board, subjects))),
      hide: step(hiding),
      showAll: step(showingAll),
      ungroup: step(ungrouping),
      fold: step(folding),
      group: () => {
        const { view: board, selection: chosen } = latest.current;
        if (board && chosen.subjects.length >= 2) setNaming(freeName(board));
      },
      snap: () => setSnapping((on) => !on),
      box: toggle('box'),
      lasso: toggle('lasso'),
    } satisfies Partial<Record<BoardAction, () => void>>;
  }, []);
  const nameGroup = (name: string): void => {
    const made = view && grouping(view, selection.subjects, name);
    if (made) apply(made);
  };
  return { drag, snapping, naming, setNaming, nameGroup, arranging: handlers };
}

export function allLocked(view: BoardView, subjects: readonly string[]): boolean {
  const ids = new Set(subjects);
  return subjects.length > 0 && view.items.every(({ subject, locked }) => locked || !ids.has(subject.id));
}
