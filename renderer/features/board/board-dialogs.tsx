import { HTMLSelect } from '@blueprintjs/core';
import { useState } from 'react';
import type { BoardId } from '../../../shared/contract/values.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { plural } from '../../ui/format.ts';
import { Field } from '../../ui/saved-field.tsx';

interface NameProps {
  /** The name that is offered. */
  readonly name: string;
  readonly onName: (name: string) => void;
  readonly onClose: () => void;
}
export function NameGroup({ name: offered, onName, onClose }: NameProps) {
  const [name, setName] = useState(offered);
  return (
    <ConfirmDialog
      title="Group the selected items"
      confirm="Group"
      disabled={name.trim() === ''}
      onClose={onClose}
      onConfirm={async () => onName(name.trim())}
    >
      <Field label="Name" help="Items of a group of this name join it.">
        {(id, note) => (
          <input
            id={id}
            aria-describedby={note}
            className="bp6-input"
            maxLength={100}
            // biome-ignore lint/a11y/noAutofocus: the dialog asks for nothing else
            autoFocus
            value={name}
            onFocus={(event) => event.currentTarget.select()}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        )}
      </Field>
    </ConfirmDialog>
  );
}

interface CopyProps {
  readonly boards: readonly { id: BoardId; title: string }[];
  readonly count: number;
  readonly onCopy: (board: BoardId) => Promise<void>;
  readonly onClose: () => void;
}
export function CopyTo({ boards, count, onCopy, onClose }: CopyProps) {
  const [chosen, setChosen] = useState(boards[0]?.id);
  return (
    <ConfirmDialog
      title={`Copy ${plural(count, 'item')} to another board`}
      confirm="Copy"
      disabled={chosen === undefined}
      onClose={onClose}
      onConfirm={async () => {
        if (chosen) await onCopy(chosen);
      }}
    >
      <Field label="Board" help="What is on that board already is not doubled. Undo on that board takes it back.">
        {(id, note) => (
          <HTMLSelect
            id={id}
            aria-describedby={note}
            fill
            value={chosen ?? ''}
            options={boards.map((board) => ({ value: board.id, label: board.title }))}
            onChange={(event) => setChosen(event.currentTarget.value as BoardId)}
          />
        )}
      </Field>
    </ConfirmDialog>
  );
}
