import { Button, Checkbox, HTMLSelect, InputGroup } from '@blueprintjs/core';
import { DeliveryPart, MOST_COPIES } from '../../../shared/contract/deliveries.ts';
import type { Finding } from '../../../shared/contract/findings.ts';
import { Edition } from '../../../shared/contract/report-setup.ts';
import type { Permissions } from '../../../shared/contract/reports.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { findingLabel } from '../../../shared/domain/labels.ts';
import { draftWords, openIn } from '../../../shared/domain/report-points.ts';
import { useRead } from '../../client/hooks.ts';
import { isUsable, type NewPassphrase, NewPassphraseFields, NO_PASSPHRASE } from '../../parts/new-passphrase.tsx';
import { EDITIONS } from './editions.ts';
import { changeOrder, changeRow, type Order, type Row } from './order.ts';

/** How the copies are encrypted, and what their reader may do; held while the screen is open, and no longer. */
export interface Lock {
  readonly locked: boolean;
  readonly password: NewPassphrase;
  readonly limited: boolean;
  readonly owner: NewPassphrase;
  readonly allowed: Permissions;
}
export const NO_LOCK: Lock = {
  locked: false,
  password: NO_PASSPHRASE,
  limited: false,
  owner: NO_PASSPHRASE,
  allowed: { print: true, copy: false },
};
export const canLock = ({ locked, password, limited, owner }: Lock): boolean =>
  !locked || (isUsable(password) && (!limited || isUsable(owner)));

export const lockInput = ({ locked, password, limited, owner, allowed }: Lock) =>
  locked ? { password: password.first, ...(limited && { ownerPassword: owner.first, permissions: allowed }) } : {};

const PARTS: Readonly<Record<DeliveryPart, string>> = {
  companions: 'Companions: signed manifest, indicators (CSV, STIX 2.1), boards (GraphML), full rows, custody log',
  docx: 'Working copy for Word (DOCX)',
  markdown: 'Working copy in Markdown',
  summary: 'Plain-text summary for a ticket',
};

interface Props {
  readonly caseId: CaseId;
  readonly order: Order;
  readonly copies: number;
  readonly findings: readonly Finding[];
  readonly lock: Lock;
  readonly onLock: (lock: Lock) => void;
}

/** Further copies, what goes beside them, marks and passwords. All copies show one state of the case. */
export function PrintOptions({ caseId, order, copies, findings, lock, onLock }: Props) {
  const { rows, parts, marked } = order;
  const [first, ...rest] = rows;
  const add = (): void =>
    changeOrder(caseId, {
      rows: [
        ...rows,
        { key: Math.max(...rows.map(({ key }) => key)) + 1, edition: first.edition, recipient: '', finding: '' },
      ],
    });
  const remove = (gone: number): void =>
    changeOrder(caseId, { rows: [first, ...rest.filter(({ key }) => key !== gone)] });
  return (
    <div className="rt-report-options">
      <div className="rt-column">
        <ol className="rt-report-copies" aria-label="Copies in a row">
          {rows.map((row, at) => (
            <CopyRow
              key={row.key}
              row={row}
              number={at + 1}
              findings={findings}
              onChange={(next) => changeRow(caseId, row.key, next)}
              {...(at > 0 && { onRemove: () => remove(row.key) })}
            />
          ))}
        </ol>
        <div className="rt-row">
          <Button size="small" icon="add" text="Add a copy" disabled={copies >= MOST_COPIES} onClick={add} />
          <span className="rt-muted">All copies show one state of the case.</span>
        </div>
        <Drafts caseId={caseId} editions={rest.filter(({ finding }) => finding === '').map((row) => row.edition)} />
      </div>
      <div className="rt-report-beside">
        {DeliveryPart.options.map((part) => (
          <Checkbox
            key={part}
            className="rt-report-encrypt"
            checked={parts.includes(part)}
            onChange={() =>
              changeOrder(caseId, {
                parts: parts.includes(part) ? parts.filter((each) => each !== part) : [...parts, part],
              })
            }
            label={PARTS[part]}
          />
        ))}
        <Checkbox
          className="rt-report-encrypt"
          checked={marked}
          onChange={(event) => changeOrder(caseId, { marked: event.currentTarget.checked })}
          label="Mark each page with recipient and copy number"
        />
        <Checkbox
          className="rt-report-encrypt"
          checked={lock.locked}
          onChange={(event) => onLock({ ...lock, locked: event.currentTarget.checked })}
          label={copies === 1 ? 'Encrypt with a password (AES-256)' : 'Encrypt all copies with one password (AES-256)'}
        />
        {lock.locked && <Passwords lock={lock} onLock={onLock} beside={parts.length > 0} />}
      </div>
    </div>
  );
}

interface PasswordProps {
  readonly lock: Lock;
  readonly onLock: (lock: Lock) => void;
  /** Whether anything goes beside the PDF. */
  readonly beside: boolean;
}

function Passwords({ lock, onLock, beside }: PasswordProps) {
  const { password, limited, owner, allowed } = lock;
  return (
    <>
      <NewPassphraseFields
        label="Password of the PDF"
        value={password}
        onChange={(next) => onLock({ ...lock, password: next })}
      />
      <p className="rt-field-help">
        {beside &&
          'What goes beside a PDF lies in one archive, encrypted with the same password, with a text that says how to open it. '}
        The password is stored nowhere: send it by a different channel from the file, and keep a note of it.
      </p>
      <Checkbox
        className="rt-report-encrypt"
        checked={limited}
        onChange={(event) => onLock({ ...lock, limited: event.currentTarget.checked })}
        label="Limit what its reader may do, with an owner password of its own"
      />
      {limited && (
        <>
          <NewPassphraseFields
            label="Owner password"
            value={owner}
            onChange={(next) => onLock({ ...lock, owner: next })}
          />
          <div className="rt-row">
            {(['print', 'copy'] as const).map((each) => (
              <Checkbox
                key={each}
                className="rt-report-encrypt"
                checked={allowed[each]}
                onChange={(event) => onLock({ ...lock, allowed: { ...allowed, [each]: event.currentTarget.checked } })}
                label={each === 'print' ? 'May print' : 'May copy text'}
              />
            ))}
          </div>
        </>
      )}
    </>
  );
}

/** Which editions of the further copies would be drafts now; that of the first is told beside it. */
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
    {onRemove && <Button variant="minimal" icon="cross" aria-label={`Remove copy ${number}`} onClick={onRemove} />}
  </li>
);
