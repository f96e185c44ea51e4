import { useMemo, useRef } from 'react';
import type { Action } from '../../state/actions.ts';

export interface BoardState {
  /** Name of the step that can be taken back, or made again. */
  readonly undo: string | null;
  readonly redo: string | null;
  readonly items: number;
  readonly selectedItems: number;
  readonly selectedLinks: number;
}
export type Performs = Record<
  | 'undo'
  | 'redo'
  | 'selectAll'
  | 'clear'
  | 'note'
  | 'add'
  | 'link'
  | 'takeOff'
  | 'organic'
  | 'hierarchy'
  | 'fit'
  | 'zoomIn'
  | 'zoomOut'
  | 'export',
  () => void
>;

/** Everything a user can do on a board as a whole, for buttons, keys and palette alike. */
export function useBoardActions(state: BoardState, performs: Performs): readonly Action[] {
  // The actions change with what can be done, not with every drawing of the screen.
  const latest = useRef(performs);
  latest.current = performs;
  const { undo, redo, items, selectedItems, selectedLinks } = state;
  return useMemo(() => {
    const action = (id: keyof Performs, label: string, shortcut?: string, enabled = true): Action => ({
      id: `board.${id}`,
      label,
      group: 'Board',
      enabled,
      ...(shortcut ? { shortcut } : {}),
      perform: () => latest.current[id](),
    });
    const some = selectedItems >= 3 ? 'the selection' : 'the board';
    return [
      action('undo', undo ? `Undo: ${undo}` : 'Undo', 'mod+z', undo !== null),
      action('redo', redo ? `Redo: ${redo}` : 'Redo', 'mod+shift+z', redo !== null),
      action('selectAll', 'Select everything on the board', 'mod+a', items > 0),
      action('clear', 'Select nothing', 'esc', selectedItems + selectedLinks > 0),
      action('add', 'Add to the board', 'a'),
      action('note', 'Add a note', 'n'),
      action('link', 'Link selected', 'l', selectedItems >= 2),
      action('takeOff', 'Take off the board', 'del', selectedItems + selectedLinks > 0),
      action('organic', `Arrange ${some} organically`, 'shift+o', items > 1),
      action('hierarchy', `Arrange ${some} as a hierarchy`, 'shift+h', items > 1),
      action('fit', 'Show the whole board', 'f', items > 0),
      action('zoomIn', 'Zoom in', 'shift+i'),
      action('zoomOut', 'Zoom out', 'shift+u'),
      action('export', 'Export the board as a picture (PNG)', undefined, items > 0),
    ];
  }, [undo, redo, items, selectedItems, selectedLinks]);
}
