import { Dialog, DialogBody } from '@blueprintjs/core';
import { type FormEvent, useState } from 'react';
import type { Case } from '../../../shared/contract/cases.ts';
import { OUTCOMES, type Outcome } from '../../../shared/contract/work.ts';
import { caseLabel } from '../../../shared/domain/labels.ts';
import { useRead, useWrite } from '../../client/hooks.ts';
import { DespiteHold, useHeld } from '../../parts/despite-hold.tsx';
import { Choice, FormFooter, Line } from '../../ui/form.tsx';
import { plural } from '../../ui/format.ts';

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
  const [despiteHold, setDespiteHold] = useState(false);
  const { data: kept = [] } = useRead('retention.list', {});
  const { data: rules = [] } = useRead('retention.byRule', {});
  const own = kept.find(({ caseId }) => caseId === of.id);
  const held = useHeld(of.id);
  const rule = own?.until === null ? rules.find(({ caseId }) => caseId === of.id) : undefined;
  const close = useWrite('work.close');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    close.mutate({ caseId: of.id, outcome, reason, despiteHold }, { onSuccess: onClose });
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
            <Choice
              label="Outcome"
              value={outcome}
              onChange={setOutcome}
              options={OUTCOMES.map((value) => ({ value, label: `${value[0]?.toUpperCase()}${value.slice(1)}` }))}
            />
            <Line label="Reason" autoFocus value={reason} onChange={setReason} />
            {rule && (
              <p className="rt-muted">
                {rule.rule}. {rule.basis}. Its day of retention is set by it on closing.
              </p>
            )}
            <DespiteHold caseId={of.id} checked={despiteHold} onChange={setDespiteHold} />
            {close.error && (
              <p className="rt-danger" role="alert">
                {close.error.message}
              </p>
            )}
          </div>
        </DialogBody>
        <FormFooter
          submit="Close the case"
          busy={close.isPending}
          disabled={reason.trim() === '' || (held && !despiteHold)}
          onClose={onClose}
        />
      </form>
    </Dialog>
  );
}
