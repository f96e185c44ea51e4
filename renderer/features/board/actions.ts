import { actionTable, type Bindings } from '../../state/actions.ts';

/** Everything that can be done on a board as a whole. */
export const BOARD = actionTable({
  prefix: 'board',
  group: 'Board',
  on: 'board',
  actions: {
    undo: { label: 'Undo', icon: 'undo', shortcut: 'mod+z' },
    redo: { label: 'Redo', icon: 'redo', shortcut: 'mod+shift+z' },
    selectAll: { label: 'Select everything on the board', icon: 'select', shortcut: 'mod+a' },
    clear: { label: 'Select nothing', shortcut: 'esc' },
    add: { label: 'Add to the board', icon: 'plus', shortcut: 'a' },
    note: { label: 'Add a note', icon: 'annotation', shortcut: 'n' },
    link: { label: 'Link selected', icon: 'new-link', shortcut: 'l' },
    remove: { label: 'Remove from board', icon: 'remove', shortcut: 'del' },
    force: { label: 'Force layout', icon: 'graph', shortcut: 'shift+o' },
    hierarchy: { label: 'Hierarchical layout', icon: 'diagram-tree', shortcut: 'shift+h' },
    fit: { label: 'Show the whole board', icon: 'zoom-to-fit', shortcut: 'f' },
    zoomIn: { label: 'Zoom in', icon: 'zoom-in', shortcut: 'shift+i' },
    zoomOut: { label: 'Zoom out', icon: 'zoom-out', shortcut: 'shift+u' },
    export: { label: 'Export the board as a picture (PNG)', icon: 'export' },
  },
});
export type BoardAction = keyof typeof BOARD.actions;
/** What each action does; whether it can be done follows from the board's state. */
export type BoardHandlers = Readonly<Record<BoardAction, () => void>>;

export interface BoardState {
  /** Name of the step that can be undone, or redone. */
  readonly undo: string | null;
  readonly redo: string | null;
  readonly items: number;
  readonly selectedItems: number;
  readonly selectedLinks: number;
}

export function boardBindings(state: BoardState, handlers: BoardHandlers): Bindings<BoardAction> {
  const { undo, redo, items, selectedItems, selectedLinks } = state;
  const of = selectedItems >= 3 ? 'selection' : 'board';
  const bound = (name: BoardAction, when: boolean, label?: string) => ({
    perform: () => handlers[name](),
    when,
    ...(label ? { label } : {}),
  });
  return {
    ...handlers,
    undo: bound('undo', undo !== null, undo ? `Undo: ${undo}` : ''),
    redo: bound('redo', redo !== null, redo ? `Redo: ${redo}` : ''),
    selectAll: bound('selectAll', items > 0),
    clear: bound('clear', selectedItems + selectedLinks > 0),
    link: bound('link', selectedItems >= 2),
    remove: bound('remove', selectedItems + selectedLinks > 0),
    force: bound('force', items > 1, `Force layout of the ${of}`),
    hierarchy: bound('hierarchy', items > 1, `Hierarchical layout of the ${of}`),
    fit: bound('fit', items > 0),
    export: bound('export', items > 0),
  };
}
