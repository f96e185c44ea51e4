import './attachments-dialog.css';
import { Button, Checkbox, HTMLTable, Spinner } from '@blueprintjs/core';
import { useEffect, useState } from 'react';
import type { Attachment } from '../../../shared/contract/attachments.ts';
import type { Output } from '../../../shared/contract/commands.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import { runJob } from '../../client/call.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { formatBytes, formatCount, plural } from '../../ui/format.ts';
import { messageOf, showToast } from '../../ui/toaster.ts';

type Listed = Output<'attachment.list'>;
const keyOf = ({ message, part }: Pick<Attachment, 'message' | 'part'>): string => `${message}.${part}`;
const SHOWN = 400;

/** What came with the messages of a mail; what is checked becomes exhibits, each of which says from where it comes. */
export function AttachmentsDialog({ exhibit, onClose }: { exhibit: Exhibit; onClose: () => void }) {
  const [listed, setListed] = useState<Listed | null>(null);
  const [problem, setProblem] = useState('');
  const [checked, setChecked] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const stopped = new AbortController();
    runJob('attachment.list', { exhibitId: exhibit.id }, { signal: stopped.signal }).then(
      (all) => !stopped.signal.aborted && setListed(all),
      (error: unknown) => !stopped.signal.aborted && setProblem(messageOf(error)),
    );
    return () => stopped.abort();
  }, [exhibit.id]);
  const open = (listed?.attachments ?? []).filter(({ saved }) => saved === null);
  const chosen = open.filter((each) => checked.has(keyOf(each)));
  const set = (key: string, on: boolean): void =>
    setChecked((before) => (on ? new Set([...before, key]) : new Set([...before].filter((each) => each !== key))));
  return (
    <ConfirmDialog
      title={`Attachments of ${exhibit.label}`}
      confirm={chosen.length === 0 ? 'Save as exhibits' : `Save ${plural(chosen.length, 'attachment')} as exhibits`}
      disabled={chosen.length === 0}
      className="rt-evidence-attachments"
      onClose={onClose}
      onConfirm={async () => {
        const places = chosen.map(({ message, part }) => ({ message, part }));
        const { saved, problems } = await runJob('attachment.save', { exhibitId: exhibit.id, chosen: places });
        const again = saved.filter((each) => each.again).length;
        const labels = [...new Set(saved.map(({ label }) => label))];
        const named =
          labels.length > 6
            ? `${labels.slice(0, 6).join(', ')} and ${formatCount(labels.length - 6)} more`
            : labels.join(', ');
        showToast({
          message: [
            `${plural(saved.length, 'attachment')} saved${named === '' ? '' : ` as ${named}`}.`,
            ...(again > 0 ? [`${formatCount(again)} of them were in the case already; that is recorded.`] : []),
            ...problems,
          ].join(' '),
          intent: problems.length > 0 ? 'warning' : 'success',
          stays: problems.length > 0,
        });
      }}
    >
      {problem && (
        <p role="alert" className="rt-danger">
          {problem}
        </p>
      )}
      {!listed && !problem && <Spinner size={24} />}
      {listed && (
        <>
          <p className="rt-muted">
            {plural(listed.attachments.length, 'attachment')}
            {listed.leftOut > 0 && `; ${formatCount(listed.leftOut)} more are not listed`}
            {listed.unread > 0 && `; ${plural(listed.unread, 'message')} of the file cannot be parsed`}. Nothing in them
            is run or opened. An exhibit made of one names the message, and has the SHA-256 that is listed here.
          </p>
          {open.length > 0 && (
            <div className="rt-row">
              <Button
                text={`Check all (${formatCount(open.length)})`}
                onClick={() => setChecked(new Set(open.map(keyOf)))}
              />
              <Button text="Clear" onClick={() => setChecked(new Set())} />
            </div>
          )}
          <div className="rt-evidence-found">
            <HTMLTable compact>
              <thead>
                <tr>
                  <th aria-label="Save" />
                  <th>Message</th>
                  <th>Attachment</th>
                  <th>Size</th>
                  <th>SHA-256</th>
                </tr>
              </thead>
              <tbody>
                {listed.attachments.slice(0, SHOWN).map((each) => (
                  <Row key={keyOf(each)} of={each} checked={checked.has(keyOf(each))} onChange={set} />
                ))}
              </tbody>
            </HTMLTable>
          </div>
          {listed.attachments.length > SHOWN && (
            <p className="rt-muted">The first {SHOWN} are shown; “Check all” checks those that are not shown too.</p>
          )}
        </>
      )}
    </ConfirmDialog>
  );
}

function Row({
  of,
  checked,
  onChange,
}: {
  of: Attachment;
  checked: boolean;
  onChange: (key: string, on: boolean) => void;
}) {
  const { message, part, name, type, bytes, sha256, inline, from, subject, date, saved } = of;
  return (
    <tr>
      <td>
        <Checkbox
          checked={checked}
          disabled={saved !== null}
          aria-label={`Attachment ${part} of message ${message}: ${name}`}
          onChange={(event) => onChange(keyOf(of), event.currentTarget.checked)}
        />
      </td>
      <td className="rt-break" title={date}>
        {message}. {subject || '(no subject)'} <span className="rt-muted">{from}</span>
      </td>
      <td className="rt-break">
        {name}{' '}
        <span className="rt-muted">
          {type}
          {inline && ', within the body'}
          {saved && `, saved as ${saved.label}`}
        </span>
      </td>
      <td>{formatBytes(bytes)}</td>
      <td className="rt-mono" title={sha256}>
        {sha256.slice(0, 8)}…
      </td>
    </tr>
  );
}
