import { actionTable } from '../../state/actions.ts';

export const FINDINGS = actionTable({
  prefix: 'finding',
  group: 'Findings',
  on: 'findings',
  actions: {
    new: { label: 'New finding', icon: 'plus', shortcut: 'alt+n', writes: true },
    up: { label: 'Move the finding up', icon: 'arrow-up', shortcut: 'alt+shift+up', writes: true },
    down: { label: 'Move the finding down', icon: 'arrow-down', shortcut: 'alt+shift+down', writes: true },
    restore: { label: 'Restore a deleted finding', icon: 'undo', writes: true },
    judgement: { label: 'Weigh hypotheses, assumptions and actions', icon: 'th-list' },
    versions: { label: 'Compare versions of the finding', icon: 'history' },
    comment: { label: 'Comment on the selected words', icon: 'comment', shortcut: 'mod+alt+m', writes: true },
    remove: { label: 'Delete the finding', icon: 'trash', writes: true },
  },
});
