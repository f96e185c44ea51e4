import { ButtonGroup, Divider } from '@blueprintjs/core';
import { ActionButton } from '../../state/action-button.tsx';
import type { Action } from '../../state/actions.ts';
import type { BoardAction } from './actions.ts';

/** The actions that have a button, in groups; the others are in the palette and on the keys. */
const GROUPS: readonly (readonly [BoardAction, ...BoardAction[]])[] = [
  ['undo', 'redo'],
  ['note', 'link', 'remove'],
  ['force', 'hierarchy'],
  ['fit', 'zoomIn', 'zoomOut'],
  ['export'],
];

export function Toolbar({ actions, busy }: { actions: Readonly<Record<BoardAction, Action>>; busy: boolean }) {
  return (
    <div className="rt-row" role="toolbar" aria-label="Board">
      {GROUPS.map((group, index) => (
        <div key={group[0]} className="rt-row">
          {index > 0 && <Divider />}
          <ButtonGroup variant="minimal">
            {group.map((name) => (
              <ActionButton key={name} action={actions[name]} disabled={busy} />
            ))}
          </ButtonGroup>
        </div>
      ))}
    </div>
  );
}
