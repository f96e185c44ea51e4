import { Button, ButtonGroup, HTMLSelect } from '@blueprintjs/core';
import { useState } from 'react';
import type { BoardId, CaseId } from '../../../shared/contract/values.ts';
import { call } from '../../client/call.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Field } from '../../ui/field.tsx';

interface Props {
  readonly caseId: CaseId;
  readonly boards: readonly { id: BoardId; title: string; items: number }[];
  readonly boardId: BoardId;
  readonly onChoose: (id: BoardId) => void;
}

/** Which board of the case is shown; makes and renames boards. */
export function BoardPicker({ caseId, boards, boardId, onChoose }: Props) {
  const [asked, setAsked] = useState<'new' | 'rename' | null>(null);
  const [title, setTitle] = useState('');
  const open = (what: 'new' | 'rename'): void => {
    setTitle(what === 'rename' ? (boards.find(({ id }) => id === boardId)?.title ?? '') : '');
    setAsked(what);
  };
  const submit = async (): Promise<void> => {
    if (asked === 'rename') await call('board.rename', { boardId, title });
    else onChoose((await call('board.create', { caseId, title })).id);
  };
  return (
    <>
      <HTMLSelect
        aria-label="Board"
        value={boardId}
        options={boards.map(({ id, title: name, items }) => ({ value: id, label: `${name} (${items})` }))}
        onChange={(event) => onChoose(event.currentTarget.value as BoardId)}
      />
      <ButtonGroup variant="minimal">
        <Button icon="edit" aria-label="Rename this board" title="Rename this board" onClick={() => open('rename')} />
        <Button icon="plus" aria-label="New board" title="New board" onClick={() => open('new')} />
      </ButtonGroup>
      {asked && (
        <ConfirmDialog
          title={asked === 'new' ? 'New board' : 'Rename the board'}
          confirm={asked === 'new' ? 'Create' : 'Rename'}
          disabled={title.trim() === ''}
          onClose={() => setAsked(null)}
          onConfirm={submit}
        >
          <Field label="Title">
            {(id) => (
              <input
                id={id}
                className="bp6-input"
                maxLength={500}
                // biome-ignore lint/a11y/noAutofocus: the dialog asks for nothing else
                autoFocus
                value={title}
                onChange={(event) => setTitle(event.currentTarget.value)}
              />
            )}
          </Field>
        </ConfirmDialog>
      )}
    </>
  );
}
