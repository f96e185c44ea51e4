import { actionTable } from '../../state/actions.ts';

export const REPORT = actionTable({
  prefix: 'report',
  group: 'Report',
  on: 'report',
  actions: {
    print: { label: 'Print the report', icon: 'print', shortcut: 'alt+p' },
    paper: { label: 'Print the report on paper', icon: 'document' },
  },
});
