import { ButtonGroup, Divider, Menu, MenuDivider } from '@blueprintjs/core';
import { Fragment } from 'react';
import { ActionButton, ActionMenuItem } from '../../state/action-button.tsx';
import { type Action, actionTable, type Bindings } from '../../state/actions.ts';

/** Everything that can be done on a board as a whole. */
export const BOARD = actionTable({
  prefix: 'board',
  group: 'Board',
  on: 'board',
  actions: {
    undo: { label: 'Undo', icon: 'undo', shortcut: 'mod+z', writes: true },
    redo: { label: 'Redo', icon: 'redo', shortcut: 'mod+shift+z', writes: true },
    selectAll: { label: 'Select everything on the board', icon: 'select', shortcut: 'mod+a' },
    clear: { label: 'Select nothing', shortcut: 'esc' },
    add: { label: 'Add to the board', icon: 'plus', shortcut: 'a', writes: true },
    note: { label: 'Add a note', icon: 'annotation', shortcut: 'n', writes: true },
    link: { label: 'Link selected', icon: 'new-link', shortcut: 'l', writes: true },
    details: { label: 'Show details', icon: 'properties' },
    reverse: { label: 'Reverse direction', icon: 'swap-horizontal', writes: true },
    remove: { label: 'Remove from board', icon: 'remove', shortcut: 'del', writes: true },
    removeEntity: { label: 'Remove from the case…', icon: 'trash', writes: true },
    force: { label: 'Force layout', icon: 'graph', shortcut: 'shift+o', writes: true },
    hierarchy: { label: 'Hierarchical layout', icon: 'diagram-tree', shortcut: 'shift+h', writes: true },
    circle: { label: 'Circular layout', icon: 'layout-circle', writes: true },
    concentric: { label: 'Concentric layout', icon: 'selection', writes: true },
    byTime: { label: 'Layout by time', icon: 'timeline-events', writes: true },
    byGroup: { label: 'Layout by group', icon: 'layout-grid', writes: true },
    fit: { label: 'Fit the whole board', icon: 'zoom-to-fit', shortcut: 'f' },
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
  /** One entity alone is selected. */
  readonly entity: boolean;
}

export function boardBindings(state: BoardState, handlers: BoardHandlers): Bindings<BoardAction> {
  const { undo, redo, items, selectedItems, selectedLinks, entity } = state;
  const selected = selectedItems + selectedLinks;
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
    clear: bound('clear', selected > 0),
    link: bound('link', selectedItems >= 2, selectedItems > 2 ? 'Link selected…' : ''),
    details: bound('details', selected > 0),
    reverse: bound('reverse', selectedLinks === 1 && selectedItems === 0),
    remove: bound('remove', selected > 0, selected > 0 && selectedItems === 0 ? 'Remove the link' : ''),
    removeEntity: bound('removeEntity', entity),
    force: bound('force', items > 1, `Force layout of the ${of}`),
    hierarchy: bound('hierarchy', items > 1, `Hierarchical layout of the ${of}`),
    circle: bound('circle', items > 1, `Circular layout of the ${of}`),
    concentric: bound('concentric', items > 1, `Concentric layout of the ${of}, most links in the middle`),
    byTime: bound('byTime', items > 1, `Layout of the ${of} by time`),
    byGroup: bound('byGroup', items > 1, `Layout of the ${of} by group`),
    fit: bound('fit', items > 0),
    export: bound('export', items > 0),
  };
}

export type BoardActions = Readonly<Record<BoardAction, Action>>;

/** The actions that have a button, in groups, each with its word; the others are in menus, the palette and on keys. */
const TOOLS: readonly (readonly (readonly [BoardAction, word: string])[])[] = [
  [
    ['undo', 'Undo'],
    ['redo', 'Redo'],
  ],
  [
    ['note', 'Note'],
    ['link', 'Link'],
    ['remove', 'Remove'],
  ],
  [
    ['force', 'Force'],
    ['hierarchy', 'Hierarchical'],
  ],
  [
    ['fit', 'Fit'],
    ['zoomIn', 'In'],
    ['zoomOut', 'Out'],
  ],
  [['export', 'Export']],
];

export function Toolbar({ actions, busy }: { actions: BoardActions; busy: boolean }) {
  return (
    <div className="rt-board-tools" role="toolbar" aria-label="Board">
      {TOOLS.map((group, index) => (
        <Fragment key={group[0]?.[0]}>
          {index > 0 && <Divider />}
          <ButtonGroup variant="minimal">
            {group.map(([name, word]) => (
              <ActionButton
                key={name}
                action={actions[name]}
                text={word}
                aria-label={actions[name].label}
                disabled={busy}
              />
            ))}
          </ButtonGroup>
        </Fragment>
      ))}
    </div>
  );
}

/** What a context menu is asked of. */
export type MenuOn = 'item' | 'link' | 'ground';
const MENUS: Readonly<Record<MenuOn, readonly (readonly BoardAction[])[]>> = {
  item: [
    ['details', 'link'],
    ['remove', 'removeEntity'],
    ['force', 'hierarchy', 'circle', 'concentric', 'byTime', 'byGroup'],
  ],
  link: [['details', 'reverse'], ['remove']],
  ground: [
    ['add', 'note', 'selectAll'],
    ['force', 'hierarchy', 'circle', 'concentric', 'byTime', 'byGroup'],
    ['fit', 'export'],
  ],
};

export function BoardMenu({ actions, on }: { actions: BoardActions; on: MenuOn }) {
  return (
    <Menu>
      {MENUS[on].map((group, index) => (
        <Fragment key={group[0]}>
          {index > 0 && <MenuDivider />}
          {group.map((name) => (
            <ActionMenuItem key={name} action={actions[name]} />
          ))}
        </Fragment>
      ))}
    </Menu>
  );
}
