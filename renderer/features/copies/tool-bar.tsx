import { Button, ButtonGroup, Divider, HTMLSelect, type IconName } from '@blueprintjs/core';
import { COLOURS } from '../../../shared/domain/draw-step.ts';
import type { Action } from '../../state/actions.ts';
import { keysOf } from '../../state/keyboard.ts';
import type { Act, Edit } from './edit.ts';
import { COLOUR_NAMES, TOOLS } from './tools.ts';

const OTHERS: readonly (readonly (readonly [id: string, icon: IconName])[])[] = [
  [
    ['copy.left', 'image-rotate-left'],
    ['copy.right', 'image-rotate-right'],
  ],
  [
    ['copy.undo', 'undo'],
    ['copy.redo', 'redo'],
  ],
  [
    ['copy.in', 'zoom-in'],
    ['copy.out', 'zoom-out'],
    ['copy.fit', 'zoom-to-fit'],
  ],
];
const WEIGHTS = [
  { value: 0.5, label: 'Thin' },
  { value: 1, label: 'Medium' },
  { value: 2, label: 'Thick' },
];

interface Props {
  readonly edit: Edit;
  readonly act: (act: Act) => void;
  readonly actions: readonly Action[];
}

export function ToolBar({ edit, act, actions }: Props) {
  return (
    <div className="rt-copy-tools" role="toolbar" aria-label="Tools of the working copy">
      <ButtonGroup variant="minimal">
        {TOOLS.map(({ tool, label, shortcut, icon }) => (
          <Button
            key={tool}
            icon={icon}
            aria-label={label}
            aria-pressed={edit.tool === tool}
            active={edit.tool === tool}
            title={`${label} (${keysOf(shortcut).join(' ')})`}
            onClick={() => act({ do: 'tool', tool })}
          />
        ))}
      </ButtonGroup>
      <Divider />
      <fieldset className="rt-copy-colours">
        <legend className="rt-visually-hidden">Colour</legend>
        {COLOUR_NAMES.map((colour) => (
          <button
            key={colour}
            type="button"
            aria-label={colour}
            title={colour}
            aria-pressed={edit.colour === colour}
            style={{ background: COLOURS[colour] }}
            onClick={() => act({ do: 'colour', colour })}
          />
        ))}
      </fieldset>
      <HTMLSelect
        aria-label="Thickness of lines and letters"
        options={WEIGHTS}
        value={edit.weight}
        onChange={(event) => act({ do: 'weight', weight: Number(event.target.value) })}
      />
      {OTHERS.map((group) => (
        <div key={group[0]?.[0]} className="rt-row">
          <Divider />
          <ButtonGroup variant="minimal">
            {group.map(([id, icon]) => {
              const action = actions.find((each) => each.id === id);
              if (!action) return null;
              const keys = action.shortcut ? ` (${keysOf(action.shortcut).join(' ')})` : '';
              return (
                <Button
                  key={id}
                  icon={icon}
                  aria-label={action.label}
                  title={`${action.label}${keys}`}
                  disabled={action.enabled === false}
                  onClick={() => action.perform()}
                />
              );
            })}
          </ButtonGroup>
        </div>
      ))}
    </div>
  );
}
