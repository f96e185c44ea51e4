import { Dialog, DialogBody, InputGroup } from '@blueprintjs/core';
import { type FormEvent, useState } from 'react';
import type { LogEntry, Request } from '../../../shared/contract/requests.ts';
import { requestLabel } from '../../../shared/domain/labels.ts';
import { useWrite } from '../../client/hooks.ts';
import { instantOf, wallOf } from '../../parts/due-text.tsx';
import { FormFooter } from '../../ui/form.tsx';
import { Field } from '../../ui/saved-field.tsx';

const WORDS: Record<LogEntry['kind'], { title: string; note: string; needed: boolean; list?: readonly string[] }> = {
  acknowledged: { title: 'Acknowledge', note: 'How (optional)', needed: false },
  'first answer': { title: 'Note the first answer', note: 'How', needed: false },
  'final answer': { title: 'Note the final answer', note: 'How', needed: false },
  paused: {
    title: 'Pause the clocks',
    note: 'Reason',
    needed: true,
    list: [
      'Waiting for the requester',
      'Waiting for another team',
      'Waiting for a third party',
      'Waiting for legal review',
    ],
  },
  resumed: { title: 'Resume the clocks', note: 'What came (optional)', needed: false },
  closed: {
    title: 'Close the request',
    note: 'Outcome and reason',
    needed: true,
    list: [
      'Answered: confirmed',
      'Answered: not confirmed',
      'Not answerable: no data',
      'Withdrawn by the requester',
      'Handed to another team',
    ],
  },
  reopened: { title: 'Reopen the request', note: 'Why (optional)', needed: false },
};

/** Notes a step of a request, with the time at which it happened in the zone of its requester. */
export function StepDialog({ of, kind, onClose }: { of: Request; kind: LogEntry['kind']; onClose: () => void }) {
  const { title, note: label, needed, list = [] } = WORDS[kind];
  const [wall, setWall] = useState('');
  const [note, setNote] = useState('');
  const log = useWrite('request.log');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const at = wall === '' ? undefined : (instantOf(wall, of.zone) ?? undefined);
    log.mutate({ requestId: of.id, kind, note, ...(at !== undefined && { at }) }, { onSuccess: onClose });
  };
  return (
    <Dialog isOpen onClose={onClose} title={`${title}: ${requestLabel(of.number)}`} canOutsideClickClose={false}>
      <form onSubmit={submit}>
        <DialogBody>
          <div className="rt-column">
            <Field label={label}>
              {(id) => (
                <>
                  <InputGroup
                    id={id}
                    autoFocus
                    required={needed}
                    maxLength={500}
                    list={`${id}-list`}
                    value={note}
                    onChange={(event) => setNote(event.target.value)}
                  />
                  <datalist id={`${id}-list`}>
                    {list.map((each) => (
                      <option key={each} value={each} />
                    ))}
                  </datalist>
                </>
              )}
            </Field>
            <Field label={`When it happened (${of.zone})`} help="Left empty: now">
              {(id, describedBy) => (
                <input
                  id={id}
                  aria-describedby={describedBy}
                  type="datetime-local"
                  className="bp6-input bp6-fill"
                  min={wallOf(of.receivedAt, of.zone)}
                  value={wall}
                  onChange={(event) => setWall(event.target.value)}
                />
              )}
            </Field>
            {log.error && (
              <p className="rt-danger" role="alert">
                {log.error.message}
              </p>
            )}
          </div>
        </DialogBody>
        <FormFooter submit={title} busy={log.isPending} disabled={needed && note.trim() === ''} onClose={onClose} />
      </form>
    </Dialog>
  );
}
