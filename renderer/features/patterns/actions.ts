import { actionTable } from '../../state/actions.ts';

export const PATTERNS = actionTable({
  prefix: 'patterns',
  group: 'Patterns',
  on: 'patterns',
  actions: {
    run: { label: 'Run the pattern', icon: 'play', shortcut: 'mod+enter' },
    newTypology: { label: 'New typology', icon: 'plus', writes: true },
    importTypology: { label: 'Import a typology', icon: 'import', writes: true },
    search: { label: 'Search the patterns', icon: 'search', shortcut: 'alt+q' },
  },
});
