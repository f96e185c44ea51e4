import { actionTable } from '../../state/actions.ts';

export const TIMELINE = actionTable({
  prefix: 'timeline',
  group: 'Timeline',
  on: 'timeline',
  actions: {
    add: { label: 'Add an event', icon: 'plus', shortcut: 'n', writes: true },
    all: { label: 'Show the whole span', icon: 'zoom-to-fit', shortcut: '0' },
    closer: { label: 'Zoom in', icon: 'zoom-in', shortcut: 'plus', alsoOn: ['='] },
    farther: { label: 'Zoom out', icon: 'zoom-out', shortcut: 'minus', alsoOn: ['-'] },
    play: { label: 'Play the span in view', icon: 'play', shortcut: 'p' },
    clear: { label: 'Clear the selection', icon: 'cross', shortcut: 'esc' },
    freeze: { label: 'Save the span as exhibit', icon: 'saved', writes: true },
    export: { label: 'Export the timeline', icon: 'export' },
  },
});
