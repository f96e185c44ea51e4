import { ButtonGroup, Divider, HTMLSelect } from '@blueprintjs/core';
import { COLOURS } from '../../../shared/domain/draw-step.ts';
import { ActionButton } from '../../state/action-button.tsx';
import type { Action } from '../../state/actions.ts';
import type { CopyAction } from './actions.ts';
import type { Act, Edit } from './edit.ts';
import { COLOUR_NAMES, TOOLS } from './edit.ts';

const OTHERS: readonly (readonly [CopyAction, ...CopyAction[]])[] = [
  ['left', 'right'],
  ['undo', 'redo'],
  ['in', 'out', 'fit'],
];
const WEIGHTS = [
  { value: 0.5, label: 'Thin' },
  { value: 1, label: 'Medium' },
  { value: 2, label: 'Thick' },
];

interface Props {
  readonly edit: Edit;
  readonly act: (act: Act) => void;
  readonly actions: Readonly<Record<CopyAction, Action>>;
}

export function ToolBar({ edit, act, actions }: Props) {
  return (
    <div className="rt-copy-tools" role="toolbar" aria-label="Tools of the working copy">
      <ButtonGroup variant="minimal">
        {TOOLS.map(({ tool }) => (
          <ActionButton key={tool} action={actions[tool]} active={edit.tool === tool} />
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
        <div key={group[0]} className="rt-row">
          <Divider />
          <ButtonGroup variant="minimal">
            {group.map((name) => (
              <ActionButton key={name} action={actions[name]} />
            ))}
          </ButtonGroup>
        </div>
      ))}
    </div>
  );
}
