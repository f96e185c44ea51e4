import { InputGroup, TextArea } from '@blueprintjs/core';
import { type ReactNode, useContext, useState } from 'react';
import type { ExhibitId } from '../../shared/contract/values.ts';
import { type Place, useNavigation } from '../state/navigation.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { Field, Writable } from '../ui/saved-field.tsx';
import { showToast } from '../ui/toaster.ts';

interface Saved {
  readonly id: ExhibitId;
  readonly label: string;
  /** Told behind the label: ": 12 events". */
  readonly more?: string;
  /** What a click shows, with its name, where that is not the exhibit itself. */
  readonly show?: readonly [words: string, place: Place];
}
interface Props {
  /** Of the dialog, where more than an exhibit is made. */
  readonly heading?: string;
  /** Stands in the field of the title at first. */
  readonly title: string;
  readonly placeholder?: string;
  /** Whether a note is asked for too. */
  readonly noted?: boolean;
  /** Further fields, and whether one of them still lacks something. */
  readonly fields?: ReactNode;
  readonly lacking?: boolean;
  /** What is saved, and that it never changes. */
  readonly children: ReactNode;
  readonly onSave: (title: string, note: string) => Promise<Saved>;
  readonly onClose: () => void;
}

/** Saves something as an exhibit: its title is asked for, its number is told, and a click shows it. */
export function SaveExhibit({
  heading = 'Save as exhibit',
  title: first,
  placeholder,
  noted = false,
  ...props
}: Props) {
  const { fields, lacking = false, children, onSave, onClose } = props;
  const { go } = useNavigation();
  const writable = useContext(Writable);
  const [title, setTitle] = useState(first);
  const [note, setNote] = useState('');
  const save = async (): Promise<void> => {
    const { id, label, more = '', show } = await onSave(title.trim(), note);
    const [words, place] = show ?? ['Show', { screen: 'evidence', focus: id }];
    showToast({
      message: `Saved as ${label}${more}.`,
      intent: 'success',
      action: { text: words, onClick: () => go(place) },
    });
  };
  return (
    <ConfirmDialog
      title={heading}
      confirm="Save"
      disabled={title.trim() === '' || lacking || !writable}
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
      {fields}
      {noted && (
        <Field label="Note">
          {(id) => <TextArea id={id} fill rows={3} value={note} onChange={(event) => setNote(event.target.value)} />}
        </Field>
      )}
    </ConfirmDialog>
  );
}
