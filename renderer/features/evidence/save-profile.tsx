import { InputGroup, TextArea } from '@blueprintjs/core';
import { useState } from 'react';
import type { DatasetSummary } from '../../../shared/contract/datasets.ts';
import { useWrite } from '../../client/hooks.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { plural } from '../../ui/format.ts';
import { Field } from '../../ui/saved-field.tsx';
import { showToast } from '../../ui/toaster.ts';

const NOTES = 20;
const NOTE = 500; // characters of one, as the contract has it
/** One note a line. */
const notesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim().slice(0, NOTE))
    .filter((line) => line !== '')
    .slice(0, NOTES);

/** Keeps the shape of a table in the vault: its header and how each column is read. */
export function SaveProfile({ dataset, onClose }: { dataset: DatasetSummary; onClose: () => void }) {
  const [name, setName] = useState(dataset.profile || dataset.view);
  const [notes, setNotes] = useState('');
  const write = useWrite('profile.save');
  return (
    <ConfirmDialog
      title="Save as profile"
      confirm="Save"
      disabled={name.trim() === ''}
      onClose={onClose}
      onConfirm={async () => {
        await write.mutateAsync({ datasetId: dataset.id, name: name.trim(), notes: notesOf(notes) });
        showToast({
          message: `Files with the header of ${dataset.view} are read the same way now.`,
          intent: 'success',
        });
      }}
    >
      <p>
        The header of {dataset.view} and how its {plural(dataset.columns.length, 'column')} are read. The next file of
        this shape is read the same way, without a question, and its certificate says so.
      </p>
      <Field label="Name of the export">
        {(id) => (
          <InputGroup id={id} autoFocus maxLength={80} value={name} onChange={(event) => setName(event.target.value)} />
        )}
      </Field>
      <Field label="Notes" help="One a line: what is to be known of this export. Each import of it shows them.">
        {(id, describedBy) => (
          <TextArea
            id={id}
            fill
            rows={3}
            aria-describedby={describedBy}
            value={notes}
            onChange={(event) => setNotes(event.target.value)}
          />
        )}
      </Field>
    </ConfirmDialog>
  );
}
