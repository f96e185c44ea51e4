import { InputGroup, TextArea } from '@blueprintjs/core';
import { type ReactNode, useState } from 'react';
import type { ExhibitId } from '../../shared/contract/values.ts';
import { useNavigation } from '../state/navigation.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { Field } from '../ui/saved-field.tsx';
import { showToast } from '../ui/toaster.ts';

interface Props {
  /** Stands in the field of the title at first. */
  readonly title: string;
  readonly placeholder?: string;
  /** Whether a note is asked for too. */
  readonly noted?: boolean;
  /** What is saved, and that it never changes. */
  readonly children: ReactNode;
  readonly onSave: (title: string, note: string) => Promise<{ readonly id: ExhibitId; readonly label: string }>;
  readonly onClose: () => void;
}

/** Saves something as an exhibit: its title is asked for, its number is told, and a click shows it. */
export function SaveExhibit({ title: first, placeholder, noted = false, children, onSave, onClose }: Props) {
  const { go } = useNavigation();
  const [title, setTitle] = useState(first);
  const [note, setNote] = useState('');
  const save = async (): Promise<void> => {
    const { id, label } = await onSave(title.trim(), note);
    showToast({
      message: `Saved as ${label}.`,
      intent: 'success',
      action: { text: 'Show', onClick: () => go({ screen: 'evidence', focus: id }) },
    });
  };
  return (
    <ConfirmDialog
      title="Save as exhibit"
      confirm="Save"
      disabled={title.trim() === ''}
      onClose={onClose}
      onConfirm={save}
    >
      <p className="rt-muted">{children}</p>
      <Field label="Title" help="The exhibit is listed and cited under it.">
        {(id, describedBy) => (
          <InputGroup
            id={id}
            aria-describedby={describedBy}
            autoFocus
            maxLength={500}
            value={title}
            onValueChange={setTitle}
            placeholder={placeholder}
          />
        )}
      </Field>
      {noted && (
        <Field label="Note">
          {(id) => <TextArea id={id} fill rows={3} value={note} onChange={(event) => setNote(event.target.value)} />}
        </Field>
      )}
    </ConfirmDialog>
  );
}
