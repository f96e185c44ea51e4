import { Button, Callout, Tag } from '@blueprintjs/core';
import { useMemo, useState } from 'react';
import type { ByRule, Certificate, Retention } from '../../../shared/contract/retention.ts';
import { standingHolds } from '../../../shared/domain/holds.ts';
import { host, runJob } from '../../client/call.ts';
import { useRead } from '../../client/hooks.ts';
import { STATUS } from '../../parts/case-form.tsx';
import { formatUtc, plural } from '../../ui/format.ts';
import { EmptyState } from '../../ui/panel.tsx';
import { Changes } from '../../ui/saved-field.tsx';
import { Table, type TableColumn } from '../../ui/table.tsx';
import { messageOf, showToast } from '../../ui/toaster.ts';
import { DestroyDialog } from './destroy-dialog.tsx';
import { HoldDialog, UntilDialog } from './retention-dialogs.tsx';
import { RulesDialog } from './rules-dialog.tsx';

type Asked = { readonly what: 'until' | 'hold' | 'destroy'; readonly of: Retention };
const NONE: never[] = [];

/** What a rule says of a case that has no day of its own. */
const ruleOf = ({ caseId, until }: Retention, byRule: readonly ByRule[]): ByRule | undefined =>
  until === null ? byRule.find((each) => each.caseId === caseId) : undefined;

const isPast = ({ until }: Retention, today: string): boolean => until !== null && until < today;

/** Until when each case is kept, what forbids that it goes, and what is left of those that went. */
export function RetentionPanel({ now }: { now: number }) {
  const { data: all = NONE } = useRead('retention.list', {});
  const { data: gone = NONE } = useRead('retention.certificates', {});
  const [asked, setAsked] = useState<Asked | null>(null);
  const today = new Date(now).toISOString().slice(0, 10);
  const { data: byRule = NONE } = useRead('retention.byRule', {});
  const [showsRules, setShowsRules] = useState(false);
  const columns = useMemo(() => columnsAt(today, byRule, setAsked), [today, byRule]);
  const due = all.filter((each) => isPast(each, today));
  const held = all.filter((each) => standingHolds(each).length > 0);
  // What the dialog is about as it is by now: a hold that was placed meanwhile counts.
  const of = asked && all.find(({ caseId }) => caseId === asked.of.caseId);
  const close = (): void => setAsked(null);
  return (
    <div className="rt-column rt-queue-retention">
      <div className="rt-row">
        <p className="rt-muted rt-grow" role="status">
          {plural(due.length, 'case')} past the day of retention, {plural(held.length, 'case')} on legal hold,{' '}
          {plural(all.filter(({ until }) => until === null).length, 'case')} without a day.
        </p>
        <Changes>
          <Button text="Rules…" onClick={() => setShowsRules(true)} />
        </Changes>
      </div>
      {all.length === 0 ? (
        <EmptyState icon="time" title="No case yet">
          Once there are cases, each has a day until which it is kept here, and legal holds that forbid that it goes.
        </EmptyState>
      ) : (
        <Table
          label="Retention"
          rows={all}
          columns={columns}
          keyOf={({ caseId }) => caseId}
          minWidth={1080}
          initialSort={{ column: 'until', descending: false }}
        />
      )}
      {gone.length > 0 && <Gone of={gone} />}
      {showsRules && <RulesDialog onClose={() => setShowsRules(false)} />}
      {of && asked.what === 'until' && <UntilDialog of={of} onClose={close} />}
      {of && asked.what === 'hold' && <HoldDialog of={of} onClose={close} />}
      {of && asked.what === 'destroy' && <DestroyDialog of={of} onClose={close} />}
    </div>
  );
}

const columnsAt = (today: string, byRule: readonly ByRule[], ask: (asked: Asked) => void): TableColumn<Retention>[] => [
  {
    id: 'number',
    header: 'Case',
    width: '64px',
    sortBy: (row) => row.label,
    render: (row) => <span className="rt-mono">{row.label}</span>,
  },
  {
    id: 'title',
    header: 'Title',
    width: 'minmax(180px, 2fr)',
    sortBy: (row) => row.title,
    render: (row) => <strong title={row.title}>{row.title}</strong>,
  },
  { id: 'status', header: 'Status', width: '72px', sortBy: (row) => row.status, render: (row) => STATUS[row.status] },
  {
    id: 'until',
    header: 'Keep until',
    width: '150px',
    sortBy: (row) => row.until ?? '9999',
    render: (row) =>
      row.until === null ? (
        <span className="rt-muted">
          {ruleOf(row, byRule)?.until ?? (ruleOf(row, byRule) ? 'once closed' : 'no day')}
        </span>
      ) : isPast(row, today) ? (
        <span className="rt-warn">{row.until}, past</span>
      ) : (
        row.until
      ),
  },
  {
    id: 'basis',
    header: 'Basis',
    width: 'minmax(120px, 1fr)',
    sortBy: (row) => row.basis,
    render: (row) => {
      const rule = ruleOf(row, byRule);
      const words = rule ? `${rule.rule}. ${rule.basis}` : row.basis;
      return (
        <span className={rule ? 'rt-muted' : ''} title={words}>
          {words}
        </span>
      );
    },
  },
  {
    id: 'hold',
    header: 'Legal hold',
    width: 'minmax(120px, 1fr)',
    sortBy: (row) => standingHolds(row).length,
    render: (row) =>
      standingHolds(row).map(({ id, matter, reason }) => (
        <Tag key={id} minimal intent="warning" icon="lock" title={reason}>
          {matter}
        </Tag>
      )),
  },
  {
    id: 'acts',
    header: 'Actions',
    width: '250px',
    render: (row) => (
      <Changes>
        <Button
          size="small"
          text="Set day…"
          aria-label={`Set day… of ${row.label}`}
          onClick={() => ask({ what: 'until', of: row })}
        />
        <Button
          size="small"
          text="Holds…"
          aria-label={`Holds… of ${row.label}`}
          onClick={() => ask({ what: 'hold', of: row })}
        />
        <Button
          size="small"
          intent="danger"
          variant="minimal"
          text="Destroy…"
          aria-label={`Destroy… ${row.label}`}
          onClick={() => ask({ what: 'destroy', of: row })}
        />
      </Changes>
    ),
  },
];

function Gone({ of }: { of: readonly Certificate[] }) {
  const [printing, setPrinting] = useState('');
  const print = async ({ caseId }: Certificate): Promise<void> => {
    setPrinting(caseId);
    try {
      const { ticket, name } = await runJob('retention.printCertificate', { caseId });
      if ((await host().save(ticket, name)) !== 'cancelled')
        showToast({ message: 'The certificate was saved.', intent: 'success' });
    } catch (error) {
      showToast({ message: messageOf(error), intent: 'danger' });
    }
    setPrinting('');
  };
  const [writing, setWriting] = useState(false);
  const writeAnew = async (): Promise<void> => {
    setWriting(true);
    try {
      await runJob('retention.writeAnew', {});
      showToast({ message: 'The store was written anew.', intent: 'success' });
    } catch (error) {
      showToast({ message: messageOf(error), intent: 'danger' });
    }
    setWriting(false);
  };
  return (
    <section aria-label="Destroyed cases">
      <h2 className="rt-panel-title">Destroyed cases</h2>
      <table className="bp6-html-table bp6-compact rt-queue-gone">
        <thead>
          <tr>
            {['Case', 'When (UTC)', 'By', 'Reason', 'Exhibits', 'Copies not reached'].map((each) => (
              <th key={each}>{each}</th>
            ))}
            <th>
              <span className="rt-visually-hidden">Certificate</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {of.map((each) => (
            <tr key={each.caseId}>
              <th scope="row" className="rt-mono">
                {each.label}
              </th>
              <td className="rt-nowrap">{formatUtc(each.at).slice(0, 16)}</td>
              <td>{each.by}</td>
              <td>{each.reason}</td>
              <td>{each.exhibits.length}</td>
              <td>{each.copies.length}</td>
              <td>
                <Button
                  size="small"
                  icon="document"
                  text="Save the certificate"
                  loading={printing === each.caseId}
                  onClick={() => void print(each)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {of.some(({ writtenAnew }) => writtenAnew === null) && (
        <Callout compact intent="warning">
          The store was not written anew since: earlier copies of single rows can remain in it, which whoever has the
          passphrase could read.{' '}
          <Button size="small" text="Write the store anew" loading={writing} onClick={() => void writeAnew()} />
        </Callout>
      )}
      <Callout compact>
        A destroyed case keeps its number, its custody entries without their words, and the hashes of its exhibits.
      </Callout>
    </section>
  );
}
