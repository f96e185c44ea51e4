import './custody.css';
import { Button, HTMLSelect, InputGroup, Menu, PopoverNext, SegmentedControl, Spinner } from '@blueprintjs/core';
import { Fragment, useEffect, useMemo, useState } from 'react';
import type { CustodyEntry } from '../../../shared/contract/custody.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { actionWords } from '../../../shared/domain/custody-actions.ts';
import { host, runJob } from '../../client/call.ts';
import { useRead } from '../../client/hooks.ts';
import { ActionButton, ActionMenuItem } from '../../state/action-button.tsx';
import { useActions } from '../../state/actions.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { plural } from '../../ui/format.ts';
import { Hash, Time } from '../../ui/hash.tsx';
import { Pager } from '../../ui/pager.tsx';
import { EmptyState, Screen } from '../../ui/panel.tsx';
import { Table, type TableColumn } from '../../ui/table.tsx';
import { showError, showToast } from '../../ui/toaster.ts';
import { CUSTODY } from './actions.ts';
import { detailWords, type NameOf } from './detail-words.ts';
import { VerifyDialog } from './verify-dialog.tsx';

/** One entry, whole. */
export function EntryDetail({ entry, nameOf, onClose }: { entry: CustodyEntry; nameOf: NameOf; onClose: () => void }) {
  return (
    <aside className="rt-custody-detail" aria-label={`Entry ${entry.seq}`}>
      <div className="rt-panel-head">
        <h2 className="rt-panel-title">
          {entry.seq} · {actionWords(entry.action)}
        </h2>
        <Button variant="minimal" size="small" icon="cross" aria-label="Close the entry" onClick={onClose} />
      </div>
      <dl className="rt-facts rt-panel-note">
        <dt>When</dt>
        <dd>
          <Time at={entry.at} /> <br />
          <span className="rt-muted">{entry.zone}</span>
        </dd>
        <dt>Who</dt>
        <dd>{entry.actor}</dd>
        <dt>With</dt>
        <dd>{entry.program}</dd>
        <dt>Action</dt>
        <dd className="rt-mono">{entry.action}</dd>
        <dt>On what</dt>
        <dd>{entry.subject}</dd>
        {detailWords(entry.detail, nameOf).map(({ name, words }) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd className="rt-custody-value rt-break">{words}</dd>
          </Fragment>
        ))}
        <dt>Previous</dt>
        <dd>
          <Hash value={entry.previous} name="The previous hash" />
        </dd>
        <dt>Hash</dt>
        <dd>
          <Hash value={entry.hash} name="The hash" />
        </dd>
      </dl>
    </aside>
  );
}

/** The areas a log can be narrowed to: what entries' actions begin with. */
const AREAS: readonly { readonly value: string; readonly label: string }[] = [
  { value: '', label: 'All actions' },
  { value: 'vault.', label: 'Vault' },
  { value: 'case.', label: 'Case' },
  { value: 'evidence.', label: 'Evidence' },
  { value: 'copy.', label: 'Working copies' },
  { value: 'attachment.', label: 'Attachments' },
  { value: 'dataset.', label: 'Datasets' },
  { value: 'query.', label: 'Queries' },
  { value: 'entity.', label: 'Entities' },
  { value: 'link.', label: 'Links' },
  { value: 'board.', label: 'Board' },
  { value: 'finding.', label: 'Findings' },
  { value: 'report.', label: 'Report' },
  { value: 'custody.', label: 'Custody log' },
  { value: 'bundle.', label: 'Bundles' },
];
const PAGE = 200;
const columns = (nameOf: NameOf): readonly TableColumn<CustodyEntry>[] => [
  { id: 'seq', header: 'No.', width: '56px', align: 'end', render: (row) => row.seq },
  { id: 'at', header: 'When', width: '172px', render: (row) => <Time at={row.at} zone={row.zone} short /> },
  { id: 'actor', header: 'Who', width: 'minmax(80px, 1fr)', render: (row) => row.actor },
  { id: 'action', header: 'What', width: 'minmax(150px, 1.2fr)', render: (row) => actionWords(row.action) },
  { id: 'subject', header: 'On what', width: 'minmax(80px, 1fr)', render: (row) => row.subject },
  {
    id: 'detail',
    header: 'Detail',
    width: 'minmax(120px, 2.4fr)',
    render: (row) => <span className="rt-muted">{detailText(row, nameOf)}</span>,
  },
  {
    id: 'hash',
    header: 'Hash',
    width: '84px',
    render: (row) => (
      <span className="rt-mono" title={row.hash}>
        {row.hash.slice(0, 10)}
      </span>
    ),
  },
];
const keyOf = (row: CustodyEntry): string => String(row.seq);

const detailText = ({ detail }: CustodyEntry, nameOf: NameOf): string =>
  detailWords(detail, nameOf)
    .map(({ name, words }) => `${name}: ${words}`)
    .join(' · ');

/** What ids in entries of the case stand for: entities by their label, exhibits by their number. */
function useNames(caseId: CaseId | null, needed: boolean): NameOf {
  const enabled = needed && caseId !== null;
  const input = { caseId: caseId as CaseId };
  const { data: entities } = useRead('entity.list', input, { enabled });
  const { data: exhibits } = useRead('evidence.list', input, { enabled });
  return useMemo(() => {
    const names = new Map<string, string>([
      ...(entities ?? []).map(({ id, label }) => [id, label] as const),
      ...(exhibits ?? []).map(({ id, label }) => [id, label] as const),
    ]);
    return (id) => names.get(id);
  }, [entities, exhibits]);
}
const TELLS_OF_IDS = /^(?:board|entity|link)\./;

async function exportLog(format: 'json' | 'csv', caseId: CustodyEntry['caseId']): Promise<void> {
  try {
    const { ticket, name, entries } = await runJob('custody.export', { format, ...(caseId ? { caseId } : {}) });
    if ((await host().save(ticket, name)) === 'saved')
      showToast({ message: `${plural(entries, 'entry', 'entries')} exported.` });
  } catch (error) {
    showError(error);
  }
}

/** Everything that was done, in order, each entry bound to the one before by its hash. */
export function CustodyScreen() {
  const { caseId } = useNavigation();
  const [scope, setScope] = useState<'case' | 'vault'>('case');
  const [action, setAction] = useState('');
  const [typed, setTyped] = useState('');
  const [text, setText] = useState('');
  const [offset, setOffset] = useState(0);
  const [selected, setSelected] = useState<string | null>(null);
  const [verifying, setVerifying] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setText(typed.trim()), 200);
    return () => clearTimeout(timer);
  }, [typed]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question begins at its first page
  useEffect(() => setOffset(0), [scope, action, text]);

  const { data, error } = useRead('custody.list', {
    ...(scope === 'case' ? { caseId } : {}),
    ...(action ? { action } : {}),
    ...(text ? { text } : {}),
    offset,
    limit: PAGE,
  });
  const nameOf = useNames(caseId, data?.entries.some((entry) => TELLS_OF_IDS.test(entry.action)) ?? false);
  const shown = useMemo(() => columns(nameOf), [nameOf]);
  const chosen = data?.entries.find((entry) => keyOf(entry) === selected);
  const exported = scope === 'case' ? caseId : null;
  const actions = useActions(CUSTODY, {
    verify: () => setVerifying(true),
    csv: () => void exportLog('csv', exported),
    json: () => void exportLog('json', exported),
  });

  return (
    <Screen
      title="Custody"
      actions={
        <>
          <SegmentedControl
            size="small"
            options={[
              { value: 'case', label: 'This case' },
              { value: 'vault', label: 'Whole vault' },
            ]}
            value={scope}
            onValueChange={(value) => setScope(value as typeof scope)}
          />
          <HTMLSelect aria-label="Kind of action" value={action} onChange={(event) => setAction(event.target.value)}>
            {AREAS.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </HTMLSelect>
          <InputGroup
            leftIcon="filter"
            placeholder="Filter"
            aria-label="Filter the entries"
            value={typed}
            maxLength={200}
            onChange={(event) => setTyped(event.target.value)}
          />
          <PopoverNext
            placement="bottom-end"
            content={
              <Menu>
                <ActionMenuItem action={actions.csv} />
                <ActionMenuItem action={actions.json} />
              </Menu>
            }
          >
            <Button icon="export" text="Export" endIcon="caret-down" />
          </PopoverNext>
          <ActionButton action={actions.verify} intent="primary" text="Verify now" />
        </>
      }
    >
      <div className="rt-custody">
        {error && (
          <EmptyState icon="issue" title="The log cannot be read">
            {error.message}
          </EmptyState>
        )}
        {!data && !error && <Spinner className="rt-waiting" />}
        {data?.total === 0 && <EmptyState icon="filter-remove" title="No entry fits the filter" />}
        {data && data.total > 0 && (
          <div className="rt-custody-split">
            <Table
              label="Custody log"
              rows={data.entries}
              columns={shown}
              keyOf={keyOf}
              rowHeight={28}
              minWidth={880}
              selected={selected}
              onSelect={(row) => setSelected(keyOf(row))}
            />
            {chosen && <EntryDetail entry={chosen} nameOf={nameOf} onClose={() => setSelected(null)} />}
          </div>
        )}
        {data && (
          <div className="rt-custody-foot">
            <Pager offset={offset} limit={PAGE} total={data.total} noun="entry" nouns="entries" onChange={setOffset} />
            <span
              className="rt-row rt-muted"
              title="The hash of the last entry. Each entry holds the hash of the one before, so that it stands for the whole log."
            >
              Head of the chain <Hash value={data.head} name="The head" short />
            </span>
          </div>
        )}
      </div>
      {verifying && <VerifyDialog onClose={() => setVerifying(false)} />}
    </Screen>
  );
}
