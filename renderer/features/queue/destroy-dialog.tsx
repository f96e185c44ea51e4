import { Button, Callout, Dialog, DialogBody, DialogFooter, InputGroup } from '@blueprintjs/core';
import { type FormEvent, useState } from 'react';
import type { Retention } from '../../../shared/contract/retention.ts';
import { runJob } from '../../client/call.ts';
import { useRead } from '../../client/hooks.ts';
import { Line } from '../../ui/form.tsx';
import { formatBytes, formatUtc, plural } from '../../ui/format.ts';
import { Field } from '../../ui/saved-field.tsx';
import { messageOf, showToast } from '../../ui/toaster.ts';
import { Problem } from './retention-dialogs.tsx';

/** What would go, which copies stay, and the number of the case typed again. */
export function DestroyDialog({ of, onClose }: { of: Retention; onClose: () => void }) {
  const { data, error } = useRead('retention.preview', { caseId: of.caseId });
  const [confirm, setConfirm] = useState('');
  const [reason, setReason] = useState('');
  const [running, setRunning] = useState(false);
  const [problem, setProblem] = useState('');
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setRunning(true);
    setProblem('');
    try {
      await runJob('retention.destroy', { caseId: of.caseId, confirm, reason });
      showToast({ message: `${of.label} was destroyed. Its certificate is below the list.`, intent: 'success' });
      onClose();
    } catch (failure) {
      setProblem(messageOf(failure));
      setRunning(false);
    }
  };
  const isRefused = data === undefined || data.refusals.length > 0;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Destroy ${of.label} ${of.title}`}
      canOutsideClickClose={false}
      canEscapeKeyClose={!running}
      className="rt-queue-holds"
    >
      <form onSubmit={(event) => void submit(event)}>
        <DialogBody>
          <div className="rt-column">
            {data?.refusals.map((each) => (
              <Callout key={each} intent="danger" compact>
                {each}. Release it first.
              </Callout>
            ))}
            {data?.cautions.map((each) => (
              <Callout key={each} intent="warning" compact>
                {each}
              </Callout>
            ))}
            {data && (
              <>
                <p>
                  {plural(data.exhibits, 'exhibit')} ({formatBytes(data.bytes)}) and {plural(data.rows, 'record')} are
                  erased: datasets, entities, boards, findings, requests, replies, and the words of the custody log.
                  Hashes, who did what kind of act when, and a certificate stay. This cannot be undone.
                </p>
                {data.shared.length > 0 && (
                  <p>The same bytes stay as exhibits of other cases: {data.shared.join(', ')}.</p>
                )}
                {data.copies.length > 0 && (
                  <details>
                    <summary>{plural(data.copies.length, 'copy', 'copies')} that this does not reach</summary>
                    <ul className="rt-queue-copies">
                      {data.copies.map((copy) => (
                        <li key={`${copy.at} ${copy.what} ${copy.where} ${copy.sha256}`}>
                          {copy.what}, {formatUtc(copy.at).slice(0, 16)} {copy.where && `(${copy.where})`}
                        </li>
                      ))}
                    </ul>
                  </details>
                )}
              </>
            )}
            <Problem error={error} />
            <Line label="Reason" value={reason} onChange={setReason} />
            <Field label={`Type ${of.label} to confirm`}>
              {(id) => (
                <InputGroup
                  id={id}
                  maxLength={20}
                  value={confirm}
                  onChange={(event) => setConfirm(event.target.value)}
                />
              )}
            </Field>
            {problem && <Problem error={{ message: problem }} />}
          </div>
        </DialogBody>
        <DialogFooter
          actions={
            <>
              <Button text="Cancel" onClick={onClose} disabled={running} />
              <Button
                type="submit"
                intent="danger"
                icon="trash"
                text="Destroy the case"
                loading={running}
                disabled={isRefused || reason.trim() === '' || confirm.trim().toUpperCase() !== of.label}
              />
            </>
          }
        />
      </form>
    </Dialog>
  );
}
