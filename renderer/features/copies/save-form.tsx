import { Button, InputGroup, TextArea } from '@blueprintjs/core';
import { type FormEvent, type RefObject, useState } from 'react';
import type { CopyStep } from '../../../shared/contract/copies.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import { UNNAMED_COPY } from '../../../shared/domain/copy-steps.ts';
import { runJob } from '../../client/call.ts';
import { Field } from '../../ui/saved-field.tsx';
import { messageOf } from '../../ui/toaster.ts';

interface Props {
  readonly exhibit: Exhibit;
  readonly steps: readonly CopyStep[];
  readonly onMade: (copy: Exhibit) => void;
  /** The title field, to which the save key leads. */
  readonly first: RefObject<HTMLInputElement | null>;
}

/** Saves the copy as a new exhibit. It is drawn by the core from the original, not taken from the screen. */
export function SaveForm({ exhibit, steps, onMade, first }: Props) {
  const [title, setTitle] = useState(`${exhibit.title.slice(0, 480)}${UNNAMED_COPY}`);
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setProblem('');
    try {
      onMade(await runJob('copy.make', { exhibitId: exhibit.id, steps: [...steps], title: title.trim(), note }));
    } catch (error) {
      setProblem(messageOf(error));
      setBusy(false);
    }
  };
  return (
    <form className="rt-copy-save" onSubmit={save}>
      <Field label="Title">
        {(id) => (
          <InputGroup
            id={id}
            inputRef={first}
            maxLength={500}
            value={title}
            onChange={(event) => setTitle(event.target.value)}
          />
        )}
      </Field>
      <Field label="Reason">
        {(id) => (
          <TextArea
            id={id}
            rows={2}
            maxLength={20_000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      <p className="rt-muted">
        {exhibit.label} is not changed. The copy is rendered from it at full size and saved as a new exhibit with every
        step on record.
      </p>
      {problem && (
        <p className="rt-danger" role="alert">
          {problem}
        </p>
      )}
      <Button
        type="submit"
        intent="primary"
        icon="duplicate"
        text="Save as exhibit"
        loading={busy}
        disabled={steps.length === 0 || title.trim() === ''}
      />
    </form>
  );
}
