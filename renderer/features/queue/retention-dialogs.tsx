import { Button, Dialog, DialogBody, DialogFooter, InputGroup } from '@blueprintjs/core';
import { type FormEvent, useState } from 'react';
import type { Hold, Retention } from '../../../shared/contract/retention.ts';
import { useRead, useWrite } from '../../client/hooks.ts';
import { FormFooter, Line } from '../../ui/form.tsx';
import { formatUtc, plural } from '../../ui/format.ts';
import { Field } from '../../ui/saved-field.tsx';

interface Props {
  readonly of: Retention;
  readonly onClose: () => void;
}

/** The last day on which a case is kept. */
export function UntilDialog({ of, onClose }: Props) {
  const [until, setUntil] = useState(of.until ?? '');
  const [basis, setBasis] = useState(of.basis);
  const set = useWrite('retention.set');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    set.mutate({ caseId: of.caseId, until: until === '' ? null : until, basis }, { onSuccess: onClose });
  };
  return (
    <Dialog isOpen onClose={onClose} title={`Retention of ${of.label}`}>
      <form onSubmit={submit}>
        <DialogBody>
          <div className="rt-column">
            <Field
              label="Keep until"
              help="The last day on which the case is kept; empty: none is set. Nothing goes by itself."
            >
              {(id, note) => (
                <input
                  id={id}
                  aria-describedby={note}
                  type="date"
                  className="bp6-input"
                  value={until}
                  onChange={(event) => setUntil(event.target.value)}
                />
              )}
            </Field>
            <Line
              label="Basis"
              help="The rule or agreement that the day comes from."
              value={basis}
              onChange={setBasis}
            />
            <Problem error={set.error} />
          </div>
        </DialogBody>
        <FormFooter submit="Save" busy={set.isPending} disabled={false} onClose={onClose} />
      </form>
    </Dialog>
  );
}

/** The legal holds of a case: another one, those that stand, those that were released. Beside them, who opened the case. */
export function HoldDialog({ of, onClose }: Props) {
  const [matter, setMatter] = useState('');
  const [reason, setReason] = useState('');
  const place = useWrite('retention.hold');
  const { data: openings = [] } = useRead('retention.openings', { caseId: of.caseId });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const clear = (): void => {
      setMatter('');
      setReason('');
    };
    place.mutate({ caseId: of.caseId, matter, reason }, { onSuccess: clear });
  };
  return (
    <Dialog isOpen onClose={onClose} title={`Legal holds of ${of.label}`} className="rt-queue-holds">
      <DialogBody>
        <div className="rt-column">
          <p>While a hold stands, no exhibit of the case can be removed and the case cannot be destroyed.</p>
          {of.holds.map((hold) => (
            <HoldLine key={hold.id} hold={hold} />
          ))}
          <form onSubmit={submit} className="rt-column">
            <Field label="Matter" help="The proceedings or order that the hold serves.">
              {(id, note) => (
                <InputGroup
                  id={id}
                  aria-describedby={note}
                  maxLength={200}
                  value={matter}
                  onChange={(event) => setMatter(event.target.value)}
                />
              )}
            </Field>
            <Line label="Reason" value={reason} onChange={setReason} />
            <Problem error={place.error} />
            <Button
              type="submit"
              icon="lock"
              text="Place the hold"
              loading={place.isPending}
              disabled={matter.trim() === '' || reason.trim() === ''}
            />
          </form>
          <p className="rt-muted">
            {openings.length === 0
              ? 'Nobody has opened the case since it was made.'
              : `Opened ${plural(openings.length, 'time')}; last by ${openings
                  .slice(0, 5)
                  .map(({ at, by }) => `${by} on ${formatUtc(at).slice(0, 16)}`)
                  .join(', ')} (UTC). Names are those given when the vault was opened.`}
          </p>
        </div>
      </DialogBody>
      <DialogFooter actions={<Button text="Close" onClick={onClose} />} />
    </Dialog>
  );
}

function HoldLine({ hold }: { hold: Hold }) {
  const [reason, setReason] = useState('');
  const release = useWrite('retention.release');
  return (
    <section className="rt-queue-hold" aria-label={hold.matter}>
      <strong>{hold.matter}</strong>
      <span>{hold.reason}</span>
      <span className="rt-muted">
        Placed by {hold.placedBy} on {formatUtc(hold.placedAt).slice(0, 16)} (UTC)
        {hold.releasedAt !== null &&
          `; released by ${hold.releasedBy} on ${formatUtc(hold.releasedAt).slice(0, 16)}: ${hold.releaseReason}`}
      </span>
      {hold.releasedAt === null && (
        <div className="rt-row">
          <InputGroup
            fill
            aria-label={`Why "${hold.matter}" is released`}
            placeholder="Why it is released"
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <Button
            text="Release"
            loading={release.isPending}
            disabled={reason.trim() === ''}
            onClick={() => release.mutate({ id: hold.id, reason })}
          />
        </div>
      )}
      <Problem error={release.error} />
    </section>
  );
}

export const Problem = ({ error }: { error: { readonly message: string } | null }) =>
  error && (
    <p className="rt-danger" role="alert">
      {error.message}
    </p>
  );
