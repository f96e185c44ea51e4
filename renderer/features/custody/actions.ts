import { actionTable } from '../../state/actions.ts';

export const CUSTODY = actionTable({
  prefix: 'custody',
  group: 'Custody',
  on: 'custody',
  actions: {
    verify: { label: 'Verify the vault now', icon: 'shield', shortcut: 'v' },
    csv: { label: 'Export the custody log as CSV', icon: 'export' },
    json: { label: 'Export the custody log as JSON', icon: 'export' },
  },
});
