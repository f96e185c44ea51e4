import { actionTable } from '../../state/actions.ts';

export const REQUESTS = actionTable({
  prefix: 'request',
  group: 'Requests',
  on: 'requests',
  actions: {
    new: { label: 'New request', icon: 'plus', shortcut: 'alt+n', writes: true },
    acknowledge: { label: 'Acknowledge the request', icon: 'tick', writes: true },
    pause: { label: 'Pause the clocks', icon: 'pause', writes: true },
    resume: { label: 'Resume the clocks', icon: 'play', writes: true },
    reply: { label: 'Reply to the request', icon: 'send-message', writes: true },
    close: { label: 'Close the request', icon: 'tick-circle', writes: true },
  },
});
