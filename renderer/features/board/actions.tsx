import { Button, ButtonGroup, Divider, Menu, MenuDivider, Popover } from '@blueprintjs/core';
import { Fragment } from 'react';
import { ActionButton, ActionMenuItem } from '../../state/action-button.tsx';
import { type Action, actionTable, type Bindings } from '../../state/actions.ts';
import { plural } from '../../ui/format.ts';
import type { DragMode } from './graph.ts';

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
    box: { label: 'Box: select what it meets', icon: 'select', shortcut: 'b' },
    lasso: { label: 'Lasso: select what it is drawn around', icon: 'polygon-filter', shortcut: 'shift+l' },
    neighbours: { label: 'Select neighbours', icon: 'many-to-many', shortcut: 'shift+n' },
    same: { label: 'Same or different entities…', icon: 'merge-columns', writes: true },
    expand: { label: 'Expand from data…', icon: 'many-to-many', shortcut: 'e', writes: true },
    strip: { label: 'Times: show or hide when things happened', icon: 'timeline-events', shortcut: 't' },
    find: { label: 'Find or filter items', icon: 'filter', shortcut: 'shift+k' },
    add: { label: 'Add to the board', icon: 'plus', shortcut: 'a', writes: true },
    template: { label: 'Start from a template…', icon: 'add-to-artifact', writes: true },
    saveTemplate: { label: 'Save notes as a template…', icon: 'floppy-disk', writes: true },
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
    alignLeft: { label: 'Align left', icon: 'alignment-left', writes: true },
    alignCentre: { label: 'Align centres', icon: 'alignment-vertical-center', writes: true },
    alignRight: { label: 'Align right', icon: 'alignment-right', writes: true },
    alignTop: { label: 'Align top', icon: 'alignment-top', writes: true },
    alignMiddle: { label: 'Align middles', icon: 'alignment-horizontal-center', writes: true },
    alignBottom: { label: 'Align bottom', icon: 'alignment-bottom', writes: true },
    distributeAcross: { label: 'Distribute across', icon: 'layout-balloon', writes: true },
    distributeDown: { label: 'Distribute down', icon: 'layout-two-rows', writes: true },
    toGrid: { label: 'Move onto the grid', icon: 'grid', writes: true },
    snap: { label: 'Snap to the grid while dragging', icon: 'grid-view' },
    lock: { label: 'Lock', icon: 'lock', shortcut: 'k', writes: true },
    hide: { label: 'Hide', icon: 'eye-off', shortcut: 'h', writes: true },
    showAll: { label: 'Show hidden items', icon: 'eye-open', writes: true },
    group: { label: 'Group…', icon: 'group-objects', shortcut: 'g', writes: true },
    ungroup: { label: 'Ungroup', icon: 'ungroup-objects', shortcut: 'shift+g', writes: true },
    fold: { label: 'Collapse or expand group', icon: 'collapse-all', shortcut: 'c', writes: true },
    copyTo: { label: 'Copy to another board…', icon: 'duplicate', writes: true },
    fit: { label: 'Fit the whole board', icon: 'zoom-to-fit', shortcut: 'f' },
    zoomIn: { label: 'Zoom in', icon: 'zoom-in', shortcut: 'shift+i' },
    zoomOut: { label: 'Zoom out', icon: 'zoom-out', shortcut: 'shift+u' },
    snapshot: { label: 'Take a snapshot of the board', icon: 'camera', shortcut: 'shift+s', writes: true },
    export: { label: 'Export the board as a picture (PNG)', icon: 'export' },
    exportLarge: { label: 'Export the board as a large picture (PNG, 4×)', icon: 'export' },
    exportSvg: { label: 'Export the board as a drawing (SVG)', icon: 'export' },
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
  readonly notes: number;
  readonly selectedItems: number;
  readonly selectedLinks: number;
  readonly selectedEntities: number;
  /** One or two entities of one type, and nothing else, are selected. */
  readonly sameType: boolean;
  /** One entity alone is selected. */
  readonly entity: boolean;
  /** What is selected is all locked; some of it is in a group. */
  readonly locked: boolean;
  readonly grouped: boolean;
  readonly hidden: number;
  readonly boards: number;
  readonly drag: DragMode;
  readonly snapping: boolean;
}

export function boardBindings(state: BoardState, handlers: BoardHandlers): Bindings<BoardAction> {
  const { undo, redo, items, selectedItems, selectedLinks, entity, locked, grouped, hidden } = state;
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
    link: bound(
      'link',
      selectedItems >= 1,
      selectedItems > 2 ? 'Link selected…' : selectedItems === 1 ? 'Link to itself' : '',
    ),
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
    box: bound('box', items > 0, state.drag === 'box' ? 'Box off: drag the board again' : ''),
    lasso: bound('lasso', items > 0, state.drag === 'lasso' ? 'Lasso off: drag the board again' : ''),
    neighbours: bound('neighbours', selectedItems > 0),
    same: bound('same', state.sameType),
    expand: bound('expand', state.selectedEntities > 0 && state.selectedEntities <= 100),
    ...Object.fromEntries(ALIGNING.map((name) => [name, bound(name, selectedItems >= 2)])),
    distributeAcross: bound('distributeAcross', selectedItems >= 3),
    distributeDown: bound('distributeDown', selectedItems >= 3),
    toGrid: bound('toGrid', selectedItems > 0),
    snap: bound('snap', true, state.snapping ? 'Do not snap to the grid' : ''),
    lock: bound('lock', selectedItems > 0, locked ? 'Unlock' : ''),
    hide: bound('hide', selectedItems > 0),
    showAll: bound('showAll', hidden > 0, hidden > 0 ? `Show ${plural(hidden, 'hidden item')}` : ''),
    group: bound('group', selectedItems >= 2),
    ungroup: bound('ungroup', grouped),
    fold: bound('fold', grouped),
    saveTemplate: bound('saveTemplate', state.notes > 0),
    copyTo: bound('copyTo', selectedItems > 0 && state.boards > 1),
    fit: bound('fit', items > 0),
    snapshot: bound('snapshot', items > 0),
    export: bound('export', items > 0),
    exportLarge: bound('exportLarge', items > 0),
    exportSvg: bound('exportSvg', items > 0),
  };
}

const ALIGNING = ['alignLeft', 'alignCentre', 'alignRight', 'alignTop', 'alignMiddle', 'alignBottom'] as const;

export type BoardActions = Readonly<Record<BoardAction, Action>>;

const LAYOUT_MENU = [
  ['force', 'hierarchy'],
  ['circle', 'concentric'],
  ['byTime', 'byGroup'],
] as const;
const ARRANGE_MENU = [
  ['alignLeft', 'alignCentre', 'alignRight', 'alignTop', 'alignMiddle', 'alignBottom'],
  ['distributeAcross', 'distributeDown', 'toGrid', 'snap'],
  ['lock', 'hide', 'showAll'],
  ['group', 'ungroup', 'fold'],
  ['copyTo', 'template', 'saveTemplate'],
] as const;

const EXPORT_MENU = [['export', 'exportLarge', 'exportSvg']] as const;

interface ToolMenu {
  readonly word: string;
  readonly icon: 'graph' | 'alignment-left' | 'export';
  readonly menu: readonly (readonly BoardAction[])[];
}
/** What has a button, in groups, each with its word; all else is in menus, the palette and on keys. */
const TOOLS: readonly (readonly (readonly [BoardAction, word: string] | ToolMenu)[])[] = [
  [
    ['undo', 'Undo'],
    ['redo', 'Redo'],
  ],
  [
    ['box', 'Box'],
    ['lasso', 'Lasso'],
    ['find', 'Find'],
    ['strip', 'Times'],
  ],
  [
    ['note', 'Note'],
    ['link', 'Link'],
    ['remove', 'Remove'],
  ],
  [
    { word: 'Layout', icon: 'graph', menu: LAYOUT_MENU },
    { word: 'Arrange', icon: 'alignment-left', menu: ARRANGE_MENU },
  ],
  [
    ['fit', 'Fit'],
    ['zoomIn', 'In'],
    ['zoomOut', 'Out'],
  ],
  [['snapshot', 'Snapshot'], { word: 'Export', icon: 'export', menu: EXPORT_MENU }],
];

interface ToolbarProps {
  readonly actions: BoardActions;
  readonly busy: boolean;
  readonly drag: DragMode;
  readonly strip: boolean;
}
export function Toolbar({ actions, busy, drag, strip }: ToolbarProps) {
  return (
    <div className="rt-board-tools" role="toolbar" aria-label="Board">
      {TOOLS.map((group, index) => (
        <Fragment key={'word' in (group[0] ?? []) ? index : String(group[0])}>
          {index > 0 && <Divider />}
          <ButtonGroup variant="minimal">
            {group.map((tool) => {
              if ('menu' in tool)
                return (
                  <Popover
                    key={tool.word}
                    placement="bottom-end"
                    content={<ActionMenu actions={actions} groups={tool.menu} />}
                  >
                    <Button
                      icon={tool.icon}
                      text={tool.word}
                      title={`${tool.word}…`}
                      disabled={busy}
                      aria-haspopup="menu"
                    />
                  </Popover>
                );
              const [name, word] = tool;
              return (
                <ActionButton
                  key={name}
                  action={actions[name]}
                  text={word}
                  aria-label={actions[name].label}
                  active={name === drag || (name === 'strip' && strip)}
                  disabled={busy}
                />
              );
            })}
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
    ['details', 'expand', 'link', 'same', 'neighbours'],
    ['lock', 'hide', 'group', 'ungroup', 'fold'],
    ['copyTo', 'remove', 'removeEntity'],
    ['force', 'hierarchy', 'byGroup'],
  ],
  link: [['details', 'reverse'], ['remove']],
  ground: [
    ['add', 'note', 'template', 'selectAll', 'find'],
    ['showAll', 'snap', 'strip'],
    LAYOUT_MENU.flat(),
    ['fit', 'snapshot', 'export', 'exportSvg'],
  ],
};

export const BoardMenu = ({ actions, on }: { actions: BoardActions; on: MenuOn }) => (
  <ActionMenu actions={actions} groups={MENUS[on]} />
);

function ActionMenu({ actions, groups }: { actions: BoardActions; groups: readonly (readonly BoardAction[])[] }) {
  return (
    <Menu>
      {groups.map((group, index) => (
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
