import { actionTable } from '../../state/actions.ts';

export const REPORT = actionTable({
  prefix: 'report',
  group: 'Report',
  on: 'report',
  actions: {
    print: { label: 'Print or deliver the report', icon: 'print', shortcut: 'alt+p' },
    paper: { label: 'Print the report on paper', icon: 'document' },
  },
});

export const PAGES = actionTable({
  prefix: 'pages',
  group: 'Report',
  on: 'report',
  actions: { toggle: { label: 'Show or hide the pages beside the setup', icon: 'eye-open', shortcut: 'alt+v' } },
});
