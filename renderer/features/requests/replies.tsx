import { Button, Callout, Dialog, DialogBody, DialogFooter, InputGroup, TextArea } from '@blueprintjs/core';
import { useEffect, useState } from 'react';
import type { Audience, Reply, Request } from '../../../shared/contract/requests.ts';
import { requestLabel } from '../../../shared/domain/labels.ts';
import { AUDIENCES } from '../../../shared/domain/requests/reply-text.ts';
import { host, runJob } from '../../client/call.ts';
import { copyText } from '../../client/clipboard.ts';
import { useRead, useWrite } from '../../client/hooks.ts';
import { Choice } from '../../ui/form.tsx';
import { CodeBox, Time } from '../../ui/hash.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Field } from '../../ui/saved-field.tsx';
import { messageOf, showToast } from '../../ui/toaster.ts';

const PAUSE_MS = 400;

/** A reply as its template drafts it, changed as one likes, checked as it stands, copied, and recorded as delivered. */
export function ReplyDialog({ of, onClose }: { of: Request; onClose: () => void }) {
  const [kind, setKind] = useState<Reply['kind']>(
    of.log.some((each) => each.kind === 'first answer') ? 'final' : 'interim',
  );
  const [audience, setAudience] = useState<Audience>(
    /legal/i.test(of.team)
      ? 'legal'
      : /sec/i.test(of.team)
        ? 'infosec'
        : /exec/i.test(of.team)
          ? 'executive'
          : 'ticket',
  );
  const { data: draft } = useRead('reply.draft', { requestId: of.id, kind, audience });
  const [changed, setChanged] = useState<string | null>(null);
  const text = changed ?? draft?.text ?? '';
  const [checked, setChecked] = useState(text);
  const [recipient, setRecipient] = useState(of.requester);
  const [reason, setReason] = useState('');
  const deliver = useWrite('reply.deliver');
  useEffect(() => {
    const timer = setTimeout(() => setChecked(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const { data: check } = useRead(
    'reply.check',
    { requestId: of.id, kind, audience, text: checked },
    { enabled: checked !== '' },
  );
  const isChecked = check !== undefined && checked === text;
  const problems = check?.problems ?? [];
  const withheld = check?.withheld ?? [];
  const blocked =
    !isChecked || withheld.length > 0 || recipient.trim() === '' || (problems.length > 0 && reason.trim() === '');
  const said = { requestId: of.id, kind, audience, recipient, text, questions: draft?.questions ?? [], reason };
  const send = async (how: Reply['how']): Promise<void> => {
    try {
      const made = await deliver.mutateAsync({ ...said, how });
      if (how === 'copied') await copyText(made.text);
      showToast({
        message: how === 'copied' ? 'Copied, and recorded as delivered.' : 'Recorded as delivered.',
        intent: 'success',
      });
      onClose();
    } catch {
      // what the core refused is told below
    }
  };
  const [printing, setPrinting] = useState(false);
  const print = async (): Promise<void> => {
    setPrinting(true);
    try {
      const { ticket, name, warnings } = await runJob('reply.print', said);
      const fate = await host().save(ticket, name);
      showToast({
        message: [
          fate === 'cancelled' ? 'Recorded as printed; the PDF was not saved.' : 'Printed, and recorded as delivered.',
          ...warnings,
        ].join(' '),
        intent: fate === 'cancelled' || warnings.length > 0 ? 'warning' : 'success',
      });
      onClose();
    } catch (error) {
      showToast({ message: messageOf(error), intent: 'danger' });
      setPrinting(false);
    }
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Reply to ${requestLabel(of.number)}`}
      className="rt-request-form"
      canOutsideClickClose={false}
    >
      <DialogBody>
        <div className="rt-case-fields">
          <Choice
            label="Kind"
            value={kind}
            options={[
              { value: 'interim', label: 'Interim reply' },
              { value: 'final', label: 'Final reply' },
            ]}
            onChange={(next) => {
              setKind(next);
              setChanged(null);
            }}
          />
          <Choice
            label="Template"
            value={audience}
            options={Object.entries(AUDIENCES).map(([value, { words }]) => ({
              value: value as Audience,
              label: words,
            }))}
            onChange={(next) => {
              setAudience(next);
              setChanged(null);
            }}
          />
          <Field label="Recipient">
            {(id) => (
              <InputGroup
                id={id}
                maxLength={500}
                value={recipient}
                onChange={(event) => setRecipient(event.target.value)}
              />
            )}
          </Field>
          <Field
            label="Text"
            className="rt-whole"
            help="A cell of a query, {E-0012:1:paid_usd}, is replaced by its value when the reply goes out"
          >
            {(id) => (
              <TextArea
                id={id}
                fill
                rows={16}
                className="rt-mono"
                maxLength={100_000}
                value={text}
                onChange={(event) => setChanged(event.target.value)}
              />
            )}
          </Field>
        </div>
        <div className="rt-column" role="status" aria-label="Check of the reply">
          {withheld.length > 0 && (
            <Callout compact intent="danger">
              {withheld.map((words) => (
                <div key={words}>{words}</div>
              ))}
            </Callout>
          )}
          {problems.length > 0 && (
            <Callout compact intent="warning">
              {problems.map((words) => (
                <div key={words}>{words}</div>
              ))}
            </Callout>
          )}
          {isChecked && withheld.length + problems.length === 0 && (
            <Callout compact intent="success">
              Checked: every answer rests on an exhibit or says that it does not, and nothing withheld is repeated.
            </Callout>
          )}
          {problems.length > 0 && withheld.length === 0 && (
            <Field label="Why it goes out all the same">
              {(id) => (
                <InputGroup
                  id={id}
                  maxLength={500}
                  value={reason}
                  onChange={(event) => setReason(event.target.value)}
                />
              )}
            </Field>
          )}
          {deliver.error && (
            <p className="rt-danger" role="alert">
              {deliver.error.message}
            </p>
          )}
        </div>
      </DialogBody>
      <DialogFooter
        actions={
          <>
            <Button text="Cancel" onClick={onClose} />
            <Button
              text="Record as told"
              title="For what was read out or sent in another way"
              disabled={blocked || printing}
              onClick={() => void send('told')}
            />
            <Button
              icon="document"
              text="Print PDF and record"
              disabled={blocked || deliver.isPending}
              loading={printing}
              onClick={() => void print()}
            />
            <Button
              intent="primary"
              icon="clipboard"
              text="Copy and record"
              disabled={blocked || printing}
              loading={deliver.isPending}
              onClick={() => void send('copied')}
            />
          </>
        }
      />
    </Dialog>
  );
}

/** What went out, the last first, each as it was sent. */
export function Replies({ of }: { of: Request }) {
  const { data } = useRead('reply.list', { caseId: of.caseId });
  const [open, setOpen] = useState<string | null>(null);
  const own = data?.filter(({ requestId }) => requestId === of.id) ?? [];
  return (
    <Panel title="Replies">
      {own.length === 0 && (
        <p className="rt-panel-note rt-muted">None yet. A reply is drafted from the answers that may go out.</p>
      )}
      <ul className="rt-list">
        {own.map((reply) => (
          <li key={reply.id}>
            <button
              type="button"
              className="rt-line"
              aria-expanded={open === reply.id}
              onClick={() => setOpen(open === reply.id ? null : reply.id)}
            >
              <span className="rt-muted">
                <Time at={reply.at} />
              </span>
              <span className="rt-grow">
                {reply.kind === 'final' ? 'Final' : 'Interim'} reply to {reply.recipient}
                <span className="rt-line-detail">
                  {AUDIENCES[reply.audience].words} · {reply.how} ·{' '}
                  {reply.answers.map(({ label }) => label).join(', ') || 'no answer'}
                  {reply.reason && ` · let stand: ${reply.reason}`}
                </span>
              </span>
            </button>
            {open === reply.id && <CodeBox label="Text of the reply" text={reply.text} />}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
