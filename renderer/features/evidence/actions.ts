import { actionTable } from '../../state/actions.ts';

export const EVIDENCE = actionTable({
  prefix: 'evidence',
  group: 'Evidence',
  on: 'evidence',
  actions: {
    import: { label: 'Import files', icon: 'import', shortcut: 'i', writes: true },
    check: { label: 'Answer the open questions about columns', icon: 'help', shortcut: 'q' },
    capture: { label: 'Capture the screen', icon: 'camera', shortcut: 'shift+c', writes: true },
    select: { label: 'Select this exhibit on every screen', icon: 'select', shortcut: 's' },
    filter: { label: 'Filter exhibits', icon: 'filter', shortcut: '/' },
  },
});

/** An exhibit that is open. */
export const EXHIBIT = actionTable({
  prefix: 'exhibit',
  group: 'Evidence',
  on: 'evidence',
  mode: 'exhibit',
  actions: {
    export: { label: 'Export the original', icon: 'export', shortcut: 'x' },
    entities: { label: 'Find entities in the exhibit', icon: 'search-text', shortcut: 'n', writes: true },
    attachments: { label: 'Save attachments as exhibits', icon: 'paperclip', shortcut: 'a', writes: true },
    remove: { label: 'Remove the exhibit', icon: 'trash', shortcut: 'del', writes: true },
    close: { label: 'Close the exhibit', icon: 'cross', shortcut: 'esc' },
  },
});

/** A picture that is open as an exhibit. */
export const PICTURE = actionTable({
  prefix: 'picture',
  group: 'Picture',
  on: 'evidence',
  mode: 'exhibit',
  actions: {
    in: { label: 'Zoom in', icon: 'zoom-in', shortcut: '=' },
    out: { label: 'Zoom out', icon: 'zoom-out', shortcut: '-' },
    fit: { label: 'Fit the picture', icon: 'zoom-to-fit', shortcut: '0' },
    actual: { label: 'Actual size', shortcut: '1' },
    turn: { label: 'Rotate the view', icon: 'repeat', shortcut: 'r' },
    copy: { label: 'Make a working copy', icon: 'duplicate', shortcut: 'e', writes: true },
  },
});
