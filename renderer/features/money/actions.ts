import { actionTable } from '../../state/actions.ts';

export const MONEY = actionTable({
  prefix: 'money',
  group: 'Money',
  on: 'money',
  actions: {
    run: { label: 'Follow the money', icon: 'play', shortcut: 'mod+enter' },
    look: { label: 'Look for patterns of payments', icon: 'search-around' },
    save: { label: 'Save the trace as exhibit', icon: 'archive', writes: true },
  },
});
