import './cases.css';
import { Button, HTMLSelect, InputGroup, Spinner } from '@blueprintjs/core';
import { type DragEvent, useMemo, useState } from 'react';
import type { Case } from '../../../shared/contract/cases.ts';
import { caseLabel } from '../../../shared/domain/labels.ts';
import { runJob } from '../../client/call.ts';
import { useRead } from '../../client/hooks.ts';
import { CaseForm, PRIORITY, STATUS } from '../../parts/case-form.tsx';
import { DueText } from '../../parts/due-text.tsx';
import { ActionButton } from '../../state/action-button.tsx';
import { useActions } from '../../state/actions.ts';
import type { KeptPlace } from '../../state/desk.ts';
import { useWorkspace } from '../../state/navigation.tsx';
import { formatCount, formatUtc } from '../../ui/format.ts';
import { TlpChip } from '../../ui/hash.tsx';
import { EmptyState, Screen } from '../../ui/panel.tsx';
import { Changes } from '../../ui/saved-field.tsx';
import { Table, type TableColumn } from '../../ui/table.tsx';
import { showError } from '../../ui/toaster.ts';
import { CASES } from './actions.ts';
import { InterruptedJobs, RolledBack, VaultNotices } from './notices.tsx';

/** Builds the labelled synthetic sample case in this vault and opens it. */
export function SampleButton() {
  const { openCase } = useWorkspace();
  const [busy, setBusy] = useState(false);
  const build = async (): Promise<void> => {
    setBusy(true);
    try {
      openCase((await runJob('sample.build', {})).caseId);
    } catch (error) {
      showError(error);
    }
    setBusy(false);
  };
  return (
    <Changes>
      <Button icon="lab-test" text="Open the sample case" loading={busy} onClick={build} />
    </Changes>
  );
}

const COLUMNS: readonly TableColumn<Case>[] = [
  {
    id: 'number',
    header: 'Case',
    width: '64px',
    sortBy: (row) => row.number,
    render: (row) => <span className="rt-mono">{caseLabel(row.number)}</span>,
  },
  {
    id: 'title',
    header: 'Title',
    width: 'minmax(160px, 3fr)',
    sortBy: (row) => row.title,
    render: (row) => <strong title={row.title}>{row.title}</strong>,
  },
  {
    id: 'codename',
    header: 'Codename',
    width: 'minmax(80px, 1fr)',
    sortBy: (row) => row.codename || null,
    render: (row) => row.codename,
  },
  {
    id: 'tlp',
    header: 'Classification',
    width: '152px',
    sortBy: (row) => row.tlp,
    render: (row) => <TlpChip tlp={row.tlp} />,
  },
  {
    id: 'priority',
    header: 'Priority',
    width: '72px',
    sortBy: (row) => PRIORITY[row.priority].rank,
    render: (row) => (
      <span className={PRIORITY[row.priority].rank < 2 ? 'rt-danger' : ''}>{PRIORITY[row.priority].words}</span>
    ),
  },
  { id: 'status', header: 'Status', width: '64px', sortBy: (row) => row.status, render: (row) => STATUS[row.status] },
  {
    id: 'due',
    header: 'Due',
    width: 'minmax(284px, 1.4fr)',
    sortBy: (row) => row.dueAt,
    render: (row) => <DueText of={row} />,
  },
  {
    id: 'exhibits',
    header: 'Exhibits',
    width: '64px',
    align: 'end',
    sortBy: (row) => row.counts.exhibits,
    render: (row) => formatCount(row.counts.exhibits),
  },
  {
    id: 'findings',
    header: 'Findings',
    width: '64px',
    align: 'end',
    sortBy: (row) => row.counts.findings,
    render: (row) => formatCount(row.counts.findings),
  },
  {
    id: 'updated',
    header: 'Last change (UTC)',
    width: '128px',
    sortBy: (row) => row.updatedAt,
    render: (row) => formatUtc(row.updatedAt).slice(0, 16),
  },
];
const keyOf = (row: Case): string => row.id;

/** Every case of the vault. */
export function CasesScreen({ left }: { left: (KeptPlace & { readonly title: string }) | null }) {
  const { openCase, importBundle, newRequest, showQueue } = useWorkspace();
  const [over, setOver] = useState(false);
  const { data: cases, error } = useRead('case.list', {});
  const [selected, setSelected] = useState<string | null>(null);
  const [form, setForm] = useState<'new' | Case | null>(null);
  const [text, setText] = useState('');
  const [status, setStatus] = useState<'all' | Case['status']>('all');
  const chosen = cases?.find(({ id }) => id === selected) ?? null;

  const actions = useActions(CASES, {
    new: () => setForm('new'),
    edit: { when: chosen !== null, perform: () => setForm(chosen) },
  });
  const shown = useMemo(() => {
    const words = text.trim().toLowerCase();
    return (cases ?? []).filter(
      (each) =>
        (status === 'all' || each.status === status) &&
        `${caseLabel(each.number)} ${each.title} ${each.codename} ${each.requester} ${each.team}`
          .toLowerCase()
          .includes(words),
    );
  }, [cases, text, status]);
  const drop = {
    onDragOver: (event: DragEvent) => {
      if (!event.dataTransfer.types.includes('Files')) return;
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: (event: DragEvent) => {
      if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
    },
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      const file = event.dataTransfer.files[0];
      if (file) importBundle(file);
    },
  };
  const bundle = (
    <Changes>
      <Button icon="import" text="Import bundle" onClick={() => importBundle(null)} />
    </Changes>
  );
  const request = (
    <Changes>
      <Button icon="inbox" text="New request" onClick={newRequest} />
    </Changes>
  );
  const newCase = <ActionButton action={actions.new} intent="primary" text="New case" />;

  return (
    <div className="rt-cases-drop" data-over={over} {...drop}>
      <Screen
        title="Cases"
        actions={
          cases &&
          cases.length > 0 && (
            <>
              <InputGroup
                leftIcon="filter"
                placeholder="Filter"
                aria-label="Filter the cases"
                value={text}
                onChange={(event) => setText(event.target.value)}
              />
              <HTMLSelect
                aria-label="Status"
                value={status}
                onChange={(event) => setStatus(event.target.value as typeof status)}
                options={[
                  { value: 'all', label: 'All statuses' },
                  ...Object.entries(STATUS).map(([value, label]) => ({ value, label })),
                ]}
              />
              <Button icon="th-list" text="Queue" onClick={showQueue} />
              {bundle}
              <SampleButton />
              {request}
              {newCase}
            </>
          )
        }
      >
        <RolledBack />
        <InterruptedJobs />
        <VaultNotices />
        {left && (
          <div className="rt-cases-left">
            <Button
              icon="arrow-right"
              text={`Continue with ${left.title}`}
              onClick={() => openCase(left.caseId, { screen: left.screen })}
            />
          </div>
        )}
        {error && (
          <EmptyState icon="issue" title="The cases cannot be read">
            {error.message}
          </EmptyState>
        )}
        {!cases && !error && <Spinner className="rt-waiting" />}
        {cases && cases.length === 0 && (
          <EmptyState
            icon="folder-open"
            title="No case yet"
            action={
              <div className="rt-row">
                {newCase}
                {request}
                {bundle}
                <SampleButton />
              </div>
            }
          >
            Make a case for the investigation at hand. The sample case shows a finished one, made of invented data.
          </EmptyState>
        )}
        {cases && cases.length > 0 && shown.length === 0 && (
          <EmptyState icon="filter-remove" title="No case fits the filter" />
        )}
        {shown.length > 0 && (
          <Table
            label="Cases"
            rows={shown}
            columns={COLUMNS}
            keyOf={keyOf}
            minWidth={1228}
            selected={selected}
            onSelect={({ id }) => setSelected(id)}
            onOpen={({ id }) => openCase(id)}
            openOnClick
          />
        )}
        {form && (
          <CaseForm
            of={form === 'new' ? null : form}
            onClose={() => setForm(null)}
            onSaved={(saved) => (form === 'new' ? openCase(saved.id) : setSelected(saved.id))}
          />
        )}
      </Screen>
    </div>
  );
}
