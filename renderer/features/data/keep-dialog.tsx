import { InputGroup, TextArea } from '@blueprintjs/core';
import { useState } from 'react';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { QueryResult } from '../../../shared/contract/query.ts';
import { useWrite } from '../../client/hooks.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { plural } from '../../ui/format.ts';
import { showToast } from '../../ui/toaster.ts';

interface Props {
  readonly result: QueryResult;
  readonly onKept: (exhibit: Exhibit) => void;
  readonly onClose: () => void;
}

/** Freezes a result as an exhibit: its statement, its rows and a hash over them, with a number that stays. */
export function KeepDialog({ result, onKept, onClose }: Props) {
  const { go } = useNavigation();
  const [title, setTitle] = useState('');
  const [note, setNote] = useState('');
  const freeze = useWrite('query.freeze');
  const keep = async (): Promise<void> => {
    const exhibit = await freeze.mutateAsync({ resultId: result.resultId, title: title.trim(), note });
    showToast({
      message: `Kept as ${exhibit.label}.`,
      intent: 'success',
      action: { text: 'Show', onClick: () => go({ screen: 'evidence', focus: exhibit.id }) },
    });
    onKept(exhibit);
  };
  return (
    <ConfirmDialog
      title="Keep as exhibit"
      confirm="Keep"
      disabled={title.trim() === ''}
      onClose={onClose}
      onConfirm={keep}
    >
      <p className="rt-muted">
        The statement, {plural(result.rowCount, 'row')} and the hashes of what was read are kept under the next exhibit
        number and never change.
        {result.limitedBy !== null && ' The rows are those within the limit; the exhibit says that there were more.'}
      </p>
      <Field label="Title" help="What the result shows, as it will be listed and cited">
        {(id, describedBy) => (
          <InputGroup
            id={id}
            aria-describedby={describedBy}
            autoFocus
            maxLength={500}
            value={title}
            onValueChange={setTitle}
            placeholder="Addresses with failed passwords"
          />
        )}
      </Field>
      <Field label="Note">
        {(id) => <TextArea id={id} fill rows={3} value={note} onChange={(event) => setNote(event.target.value)} />}
      </Field>
    </ConfirmDialog>
  );
}
