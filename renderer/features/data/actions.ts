import { actionTable } from '../../state/actions.ts';

export const DATA = actionTable({
  prefix: 'data',
  group: 'Data',
  on: 'data',
  actions: {
    run: { label: 'Run the query', icon: 'play', shortcut: 'mod+enter' },
    cancel: { label: 'Cancel the query', icon: 'stop', shortcut: 'mod+.' },
    new: { label: 'New query', icon: 'plus', shortcut: 'alt+n' },
    close: { label: 'Close this query', icon: 'cross', shortcut: 'alt+w' },
    save: { label: 'Save the query under a name', icon: 'bookmark', shortcut: 'mod+s', writes: true },
    saveAs: { label: 'Save the query as', icon: 'duplicate', writes: true },
    explain: { label: 'Explain how the query runs', icon: 'help', shortcut: 'alt+e' },
    elsewhere: { label: 'Copy the query for another database', icon: 'share' },
    format: { label: 'Format the SQL', icon: 'align-left', shortcut: 'alt+shift+f' },
    importSql: { label: 'Open a .sql file', icon: 'import' },
    exportSql: { label: 'Export the query as .sql', icon: 'export' },
    history: { label: 'Query history', icon: 'history', shortcut: 'alt+h' },
    functions: { label: 'SQL functions', icon: 'function', shortcut: 'alt+r' },
    notebook: { label: 'Open in a notebook', icon: 'manual' },
    editor: { label: 'Go to the SQL editor', icon: 'edit', shortcut: 'alt+q' },
  },
});

/** What clicks make of a result; each stands for SQL. */
export const SHAPING = actionTable({
  prefix: 'shaping',
  group: 'Data',
  on: 'data',
  actions: {
    facets: { label: 'Show or hide facets', icon: 'filter-list', shortcut: 'alt+f' },
    group: { label: 'Group and summarise', icon: 'group-objects' },
    pivot: { label: 'Pivot', icon: 'pivot-table' },
    join: { label: 'Join with a table', icon: 'inner-join' },
    back: { label: 'Take the last step back', icon: 'undo', shortcut: 'alt+backspace' },
  },
});

/** The rows of a query that ran. */
export const RESULT = actionTable({
  prefix: 'result',
  group: 'Data',
  on: 'data',
  actions: {
    copy: { label: 'Copy the rows', icon: 'duplicate' },
    map: { label: 'Map to board: entities and links from the rows', icon: 'graph', shortcut: 'alt+m', writes: true },
    entities: { label: 'Make entities of one column', icon: 'new-object', writes: true },
    profile: { label: 'Profile a column: counts, range, top values', icon: 'list-columns' },
    chart: { label: 'Show or hide the chart', icon: 'timeline-bar-chart' },
    strip: { label: 'Times: show or hide when the rows happened', icon: 'timeline-events', shortcut: 'alt+t' },
    find: { label: 'Find in the result', icon: 'search-text', shortcut: 'alt+s' },
    place: { label: 'Show the row in its exhibit', icon: 'document-open', shortcut: 'alt+o' },
    wrap: { label: 'Wrap long values', icon: 'wrap-lines' },
    export: { label: 'Export the result', icon: 'export' },
    save: { label: 'Save the result as exhibit', icon: 'box', shortcut: 'alt+k', writes: true },
  },
});
