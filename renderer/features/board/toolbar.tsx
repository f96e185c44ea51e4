import type { IconName } from '@blueprintjs/core';
import { Button, ButtonGroup, Divider, Tooltip } from '@blueprintjs/core';
import type { Action } from '../../state/actions.ts';
import { keysOf } from '../../state/keyboard.ts';

/** The actions that have a button, in groups; the others are in the palette and on the keys. */
const GROUPS: readonly (readonly (readonly [id: string, icon: IconName])[])[] = [
  [
    ['board.undo', 'undo'],
    ['board.redo', 'redo'],
  ],
  [
    ['board.note', 'annotation'],
    ['board.link', 'new-link'],
    ['board.takeOff', 'remove'],
  ],
  [
    ['board.organic', 'graph'],
    ['board.hierarchy', 'diagram-tree'],
  ],
  [
    ['board.fit', 'zoom-to-fit'],
    ['board.zoomIn', 'zoom-in'],
    ['board.zoomOut', 'zoom-out'],
  ],
  [['board.export', 'export']],
];

export function Toolbar({ actions, busy }: { actions: readonly Action[]; busy: boolean }) {
  return (
    <div className="rt-row" role="toolbar" aria-label="Board">
      {GROUPS.map((group, index) => (
        <div key={group[0]?.[0]} className="rt-row">
          {index > 0 && <Divider />}
          <ButtonGroup variant="minimal">
            {group.map(([id, icon]) => {
              const action = actions.find((each) => each.id === id);
              if (!action) return null;
              const keys = action.shortcut ? ` (${keysOf(action.shortcut).join(' ')})` : '';
              return (
                <Tooltip key={id} content={`${action.label}${keys}`} placement="bottom" compact>
                  <Button
                    icon={icon}
                    aria-label={action.label}
                    disabled={action.enabled === false || busy}
                    onClick={() => action.perform()}
                  />
                </Tooltip>
              );
            })}
          </ButtonGroup>
        </div>
      ))}
    </div>
  );
}
