import { actionTable } from '../../state/actions.ts';

export const DATA = actionTable({
  prefix: 'data',
  group: 'Data',
  on: 'data',
  actions: {
    run: { label: 'Run the statement', icon: 'play', shortcut: 'mod+enter' },
    cancel: { label: 'Cancel the query', icon: 'stop', shortcut: 'mod+.' },
    new: { label: 'New query', icon: 'plus', shortcut: 'alt+n' },
    close: { label: 'Close this query', icon: 'cross', shortcut: 'alt+w' },
    history: { label: 'Query history', icon: 'history', shortcut: 'alt+h' },
    editor: { label: 'Go to the SQL editor', icon: 'edit', shortcut: 'alt+q' },
    keep: { label: 'Save the result as exhibit', icon: 'box', shortcut: 'alt+k' },
  },
});
