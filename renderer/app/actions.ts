import { type Action, actionTable } from '../state/actions.ts';

/** What can be done wherever a vault is open. */
export const WINDOW = actionTable({
  prefix: 'window',
  group: 'Everywhere',
  on: 'everywhere',
  actions: {
    palette: { label: 'Search or run a command', icon: 'search', shortcut: 'mod+k' },
    shortcuts: { label: 'Keyboard shortcuts', icon: 'key-command', shortcut: '?' },
    help: { label: 'Help', icon: 'help', shortcut: 'f1' },
    lock: { label: 'Lock the vault', icon: 'lock', shortcut: 'mod+shift+l', overDialogs: true },
    settings: { label: 'Vault settings', icon: 'cog', shortcut: 'mod+,' },
    theme: { label: 'Change theme: light, dark, system', icon: 'contrast' },
    queue: { label: 'Queue: what all cases wait for', icon: 'th-list' },
    newRequest: { label: 'New request', icon: 'inbox', writes: true },
    cases: { label: 'Leave the case for the list of cases', icon: 'chevron-left' },
    exportBundle: { label: 'Export the case, or exhibits of it, as a bundle', icon: 'export', writes: true },
    importBundle: { label: 'Import a bundle', icon: 'import', writes: true },
  },
});

/** What can be done in a case, whatever screen is shown. */
export const CASE = actionTable({
  prefix: 'identity',
  group: 'Case',
  on: 'case',
  actions: {
    identities: { label: 'Review identities: which entities are the same', icon: 'merge-columns', shortcut: 'alt+i' },
  },
});

/** What can be done with what is selected, on every screen of a case. */
export const SELECTION = actionTable({
  prefix: 'selection',
  group: 'Selection',
  on: 'case',
  actions: {
    show: { label: 'Show what is selected', icon: 'select', shortcut: 'alt+c' },
    previous: { label: 'Back to the previous selection', icon: 'undo', shortcut: 'alt+b' },
    pin: { label: 'Pin the selection', icon: 'pin' },
    save: { label: 'Save the selection under a name', icon: 'bookmark' },
    freeze: { label: 'Save the selection as exhibit', icon: 'archive', writes: true },
    clear: { label: 'Clear the selection', icon: 'cross', shortcut: 'alt+shift+c' },
  },
});

export type WindowActions = Readonly<Record<keyof typeof WINDOW.actions, Action>>;

/** The screens of a case, in the order of the work. A browser keeps Ctrl+1… for its own tabs; a desktop window has them. */
export const SCREEN_ACTIONS = actionTable({
  prefix: 'go',
  group: 'Screens',
  on: 'case',
  actions: {
    overview: { label: 'Go to Overview', icon: 'dashboard', shortcut: 'alt+1', alsoOn: ['mod+1'] },
    requests: { label: 'Go to Requests', icon: 'inbox', shortcut: 'alt+0' },
    evidence: { label: 'Go to Evidence', icon: 'box', shortcut: 'alt+2', alsoOn: ['mod+2'] },
    data: { label: 'Go to Data', icon: 'database', shortcut: 'alt+3', alsoOn: ['mod+3'] },
    patterns: { label: 'Go to Patterns', icon: 'search-template', shortcut: 'alt+8', alsoOn: ['mod+8'] },
    timeline: { label: 'Go to Timeline', icon: 'timeline-events', shortcut: 'alt+9', alsoOn: ['mod+9'] },
    money: { label: 'Go to Money', icon: 'flows', shortcut: 'alt+g' },
    board: { label: 'Go to Board', icon: 'graph', shortcut: 'alt+4', alsoOn: ['mod+4'] },
    findings: { label: 'Go to Findings', icon: 'endorsed', shortcut: 'alt+5', alsoOn: ['mod+5'] },
    screening: { label: 'Go to Screening', icon: 'search-text' },
    report: { label: 'Go to Report', icon: 'manual', shortcut: 'alt+6', alsoOn: ['mod+6'] },
    custody: { label: 'Go to Custody', icon: 'link', shortcut: 'alt+7', alsoOn: ['mod+7'] },
  },
});
