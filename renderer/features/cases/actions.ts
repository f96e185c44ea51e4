import { actionTable } from '../../state/actions.ts';

export const CASES = actionTable({
  prefix: 'case',
  group: 'Cases',
  on: 'cases',
  actions: {
    new: { label: 'New case', icon: 'plus', shortcut: 'n', writes: true },
    edit: { label: 'Edit the selected case', icon: 'edit', shortcut: 'e', writes: true },
  },
});
