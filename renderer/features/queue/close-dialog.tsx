import { Button, Dialog, DialogBody, DialogFooter, HTMLSelect, InputGroup } from '@blueprintjs/core';
import { type FormEvent, useState } from 'react';
import type { Case } from '../../../shared/contract/cases.ts';
import { OUTCOMES, type Outcome } from '../../../shared/contract/work.ts';
import { caseLabel } from '../../../shared/domain/labels.ts';
import { useWrite } from '../../client/hooks.ts';
import { plural } from '../../ui/format.ts';
import { Field } from '../../ui/saved-field.tsx';

interface Props {
  readonly of: Case;
  readonly openRequests: number;
  readonly openTasks: number;
  readonly onClose: () => void;
}

/** How a case ended, and why, before it is closed. */
export function CloseDialog({ of, openRequests, openTasks, onClose }: Props) {
  const [outcome, setOutcome] = useState<Outcome>('confirmed');
  const [reason, setReason] = useState('');
  const close = useWrite('work.close');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    close.mutate({ caseId: of.id, outcome, reason }, { onSuccess: onClose });
  };
  const left = [
    openRequests > 0 && plural(openRequests, 'open request'),
    openTasks > 0 && plural(openTasks, 'open task'),
  ].filter(Boolean);
  return (
    <Dialog isOpen onClose={onClose} title={`Close ${caseLabel(of.number)} ${of.title}`} canOutsideClickClose={false}>
      <form onSubmit={submit}>
        <DialogBody>
          <div className="rt-column">
            {left.length > 0 && <p className="rt-warn">It still has {left.join(' and ')}.</p>}
            <Field label="Outcome">
              {(id) => (
                <HTMLSelect
                  id={id}
                  fill
                  value={outcome}
                  onChange={(event) => setOutcome(event.target.value as Outcome)}
                  options={OUTCOMES.map((value) => ({ value, label: `${value[0]?.toUpperCase()}${value.slice(1)}` }))}
                />
              )}
            </Field>
            <Field label="Reason">
              {(id) => (
                <InputGroup
                  id={id}
                  autoFocus
                  maxLength={500}
                  value={reason}
                  onChange={(event) => setReason(event.target.value)}
                />
              )}
            </Field>
            {close.error && (
              <p className="rt-danger" role="alert">
                {close.error.message}
              </p>
            )}
          </div>
        </DialogBody>
        <DialogFooter
          actions={
            <>
              <Button text="Cancel" onClick={onClose} />
              <Button
                type="submit"
                intent="primary"
                text="Close the case"
                loading={close.isPending}
                disabled={reason.trim() === ''}
              />
            </>
          }
        />
      </form>
    </Dialog>
  );
}
