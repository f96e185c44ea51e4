import { Button, Callout, Checkbox, HTMLSelect, InputGroup, ProgressBar } from '@blueprintjs/core';
import { useState } from 'react';
import type { Output } from '../../../shared/contract/commands.ts';
import { DeliveryPart, MOST_COPIES } from '../../../shared/contract/deliveries.ts';
import type { Finding } from '../../../shared/contract/findings.ts';
import { Edition } from '../../../shared/contract/report-setup.ts';
import type { CaseId, FindingId } from '../../../shared/contract/values.ts';
import { findingLabel } from '../../../shared/domain/labels.ts';
import { draftWords, openIn } from '../../../shared/domain/report-points.ts';
import { host } from '../../client/call.ts';
import { useRead } from '../../client/hooks.ts';
import { useJob } from '../../client/use-job.ts';
import { isUsable, type NewPassphrase, NewPassphraseFields, NO_PASSPHRASE } from '../../parts/new-passphrase.tsx';
import { useActions } from '../../state/actions.ts';
import { formatBytes, plural } from '../../ui/format.ts';
import { Hash } from '../../ui/hash.tsx';
import { Panel } from '../../ui/panel.tsx';
import { showError } from '../../ui/toaster.ts';
import { DELIVERY } from './actions.ts';
import { EDITIONS } from './editions.ts';

type Delivered = Output<'report.deliver'>;
/** A copy of the queue; `all` prints each finding by itself. */
interface Row {
  readonly key: number;
  readonly edition: Edition;
  readonly recipient: string;
  readonly finding: FindingId | 'all' | '';
}

const PARTS: Readonly<Record<DeliveryPart, string>> = {
  companions: 'Companions: signed manifest, indicators (CSV, STIX 2.1), boards (GraphML), full rows, custody log',
  docx: 'Working copy for Word (DOCX)',
  markdown: 'Working copy in Markdown',
  summary: 'Plain-text summary for a ticket',
};

interface Props {
  readonly caseId: CaseId;
  readonly edition: Edition;
  readonly findings: readonly Finding[];
  /** Saves what was typed and tells whether that worked. */
  readonly settle: () => Promise<boolean>;
}

/** Several copies in a row, all of one state of the case, each with what goes beside it. */
export function DeliverPanel({ caseId, edition, findings, settle }: Props) {
  const [rows, setRows] = useState<readonly Row[]>([]);
  const [parts, setParts] = useState<readonly DeliveryPart[]>(['companions']);
  const [marked, setMarked] = useState(true);
  const [locked, setLocked] = useState(false);
  const [password, setPassword] = useState<NewPassphrase>(NO_PASSPHRASE);
  const [delivered, setDelivered] = useState<Delivered | null>(null);
  const [saved, setSaved] = useState(false);
  const [unsaved, setUnsaved] = useState('');
  const job = useJob();
  const queue: readonly Row[] = rows.length > 0 ? rows : [{ key: 0, edition, recipient: '', finding: '' }];
  const copies = queue.flatMap(({ edition: of, recipient, finding }) => {
    const copy = { edition: of, ...(recipient.trim() !== '' && { recipient: recipient.trim() }) };
    if (finding === '') return [copy];
    return (finding === 'all' ? findings.map(({ id }) => id) : [finding]).map((findingId) => ({ ...copy, findingId }));
  });
  const ready = !job.running && copies.length > 0 && copies.length <= MOST_COPIES && (!locked || isUsable(password));

  const deliver = async (): Promise<void> => {
    setDelivered(null);
    setUnsaved('');
    if (!(await settle())) {
      setUnsaved('What was typed could not be saved, so nothing was printed. See the top right.');
      return;
    }
    const done = await job.run('report.deliver', {
      ...{ caseId, copies, parts: [...parts], marked },
      ...(locked && { password: password.first }),
    });
    if (!done) return;
    setPassword(NO_PASSPHRASE);
    setDelivered(done);
    try {
      setSaved((await host().save(done.ticket, done.name)) === 'saved');
    } catch (error) {
      showError(error);
    }
  };
  useActions(DELIVERY, { deliver: { when: ready, perform: () => void deliver() } });
  const change = (key: number, next: Partial<Row>): void =>
    setRows(queue.map((row) => (row.key === key ? { ...row, ...next } : row)));

  return (
    <Panel
      title="Deliver"
      actions={
        <Button
          size="small"
          icon="add"
          text="Add a copy"
          disabled={job.running || copies.length >= MOST_COPIES}
          onClick={() =>
            setRows([
              ...queue,
              { key: Math.max(...queue.map(({ key }) => key)) + 1, edition, recipient: '', finding: '' },
            ])
          }
        />
      }
    >
      <div className="rt-column rt-report-print">
        <ol className="rt-report-copies" aria-label="Copies in a row">
          {queue.map((row, at) => (
            <CopyRow
              key={row.key}
              row={row}
              number={at + 1}
              findings={findings}
              onChange={(next) => change(row.key, next)}
              {...(queue.length > 1 && { onRemove: () => setRows(queue.filter(({ key }) => key !== row.key)) })}
            />
          ))}
        </ol>
        {DeliveryPart.options.map((part) => (
          <Checkbox
            key={part}
            className="rt-report-encrypt"
            checked={parts.includes(part)}
            onChange={() => setParts(parts.includes(part) ? parts.filter((each) => each !== part) : [...parts, part])}
            label={PARTS[part]}
          />
        ))}
        <Checkbox
          className="rt-report-encrypt"
          checked={marked}
          onChange={(event) => setMarked(event.currentTarget.checked)}
          label="Mark each page with recipient and copy number"
        />
        <Checkbox
          className="rt-report-encrypt"
          checked={locked}
          onChange={(event) => setLocked(event.currentTarget.checked)}
          label="Encrypt all copies with one password"
        />
        {locked && <NewPassphraseFields label="Password of the copies" value={password} onChange={setPassword} />}
        <p className="rt-field-help">
          All copies show one state of the case; each bears only what its edition shows.{' '}
          {locked
            ? 'Each PDF is encrypted (AES-256). What goes beside it lies in one archive, encrypted with the same password, with a text that says how to open it. The password is stored nowhere: send it by a different channel, and keep a note of it.'
            : 'The files are not encrypted.'}
        </p>
        <Drafts caseId={caseId} editions={queue.filter(({ finding }) => finding === '').map((row) => row.edition)} />
        {job.running ? (
          <div className="rt-row">
            <span role="status" className="rt-muted">
              {job.doing}
            </span>
            <ProgressBar className="rt-grow" {...(job.share !== null && { value: job.share })} aria-label="Delivery" />
            <Button size="small" text="Cancel" onClick={job.cancel} />
          </div>
        ) : (
          <Button
            icon="archive"
            text={copies.length === 1 ? 'Deliver' : `Deliver ${plural(copies.length, 'copy', 'copies')}`}
            disabled={!ready}
            onClick={() => void deliver()}
          />
        )}
        <div role="status" className="rt-column">
          {(job.problem || unsaved) !== '' && (
            <Callout compact intent="danger">
              {job.problem || unsaved}
            </Callout>
          )}
          {delivered && <Outcome delivered={delivered} saved={saved} />}
        </div>
      </div>
    </Panel>
  );
}

/** Which editions of the queue would be drafts now. */
const Drafts = ({ caseId, editions }: { readonly caseId: CaseId; readonly editions: readonly Edition[] }) =>
  Edition.options
    .filter((each) => editions.includes(each))
    .map((edition) => <Draft key={edition} caseId={caseId} edition={edition} />);

function Draft({ caseId, edition }: { readonly caseId: CaseId; readonly edition: Edition }) {
  const { data } = useRead('report.preview', { caseId, edition });
  const open = openIn(data?.points ?? []);
  return open === 0 ? null : (
    <p className="rt-field-help rt-warn">
      {EDITIONS[edition].name}, {draftWords(open)}
    </p>
  );
}

interface CopyRowProps {
  readonly row: Row;
  readonly number: number;
  readonly findings: readonly Finding[];
  readonly onChange: (next: Partial<Row>) => void;
  readonly onRemove?: () => void;
}

const CopyRow = ({ row, number, findings, onChange, onRemove }: CopyRowProps) => (
  <li>
    <HTMLSelect
      aria-label={`Edition of copy ${number}`}
      value={row.edition}
      onChange={(event) => onChange({ edition: Edition.parse(event.target.value) })}
      options={Edition.options.map((value) => ({ label: EDITIONS[value].name, value }))}
    />
    <HTMLSelect
      aria-label={`Content of copy ${number}`}
      value={row.finding}
      onChange={({ target: { value } }) =>
        onChange({ finding: value === 'all' ? 'all' : (findings.find(({ id }) => id === value)?.id ?? '') })
      }
      options={[
        { label: 'Whole report', value: '' },
        ...(findings.length > 0 ? [{ label: 'Each finding by itself', value: 'all' }] : []),
        ...findings.map((each) => ({ label: `${findingLabel(each.number)} ${each.claim}`, value: each.id })),
      ]}
    />
    <InputGroup
      aria-label={`Recipient of copy ${number}`}
      placeholder="Recipient; empty: as in the setup"
      maxLength={500}
      value={row.recipient}
      onValueChange={(recipient) => onChange({ recipient })}
    />
    {onRemove && (
      <Button size="small" variant="minimal" icon="cross" aria-label={`Remove copy ${number}`} onClick={onRemove} />
    )}
  </li>
);

function Outcome({ delivered, saved }: { readonly delivered: Delivered; readonly saved: boolean }) {
  const { name, copies, bytes } = delivered;
  const warnings = copies.flatMap((copy) =>
    copy.warnings.map((words) => (copies.length === 1 ? words : `Copy ${copy.copyNumber ?? ''}: ${words}`)),
  );
  return (
    <>
      <Callout compact intent={saved ? 'success' : 'none'}>
        {saved ? `${name}: ` : 'Printed and recorded, then not saved: '}
        {plural(copies.length, 'copy', 'copies')}, {plural(copies.flatMap(({ files }) => files).length, 'file')},{' '}
        {formatBytes(bytes)}.
        <ul className="rt-report-delivered">
          {copies.map(({ edition, finding, recipient, copyNumber, pages, files, points }) => (
            <li key={files[0]?.sha256}>
              {[
                copyNumber === null ? EDITIONS[edition].name : `Copy ${copyNumber}: ${EDITIONS[edition].name}`,
                finding ?? '',
                recipient,
                plural(pages, 'page'),
                draftWords(openIn(points)),
              ]
                .filter((each) => each !== '')
                .join(', ')}{' '}
              {files[0] && <Hash value={files[0].sha256} short />}
            </li>
          ))}
        </ul>
      </Callout>
      {warnings.length > 0 && (
        <Callout compact intent="warning">
          <strong>To know before it leaves</strong>
          <ul className="rt-report-warnings">
            {[...new Set(warnings)].map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </Callout>
      )}
    </>
  );
}
