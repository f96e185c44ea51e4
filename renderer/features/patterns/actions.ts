import { actionTable } from '../../state/actions.ts';

export const PATTERNS = actionTable({
  prefix: 'patterns',
  group: 'Patterns',
  on: 'patterns',
  actions: {
    run: { label: 'Run the pattern', icon: 'play', shortcut: 'mod+enter' },
    search: { label: 'Search the patterns', icon: 'search', shortcut: 'alt+q' },
  },
});
