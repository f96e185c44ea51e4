import './overview.css';
import { Button, Callout, Spinner } from '@blueprintjs/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Case } from '../../../shared/contract/cases.ts';
import { changesOf } from '../../../shared/contract/commands.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { actionWords } from '../../../shared/domain/custody-actions.ts';
import { standingHolds } from '../../../shared/domain/holds.ts';
import { caseLabel, findingLabel } from '../../../shared/domain/labels.ts';
import { confidenceText, likelihoodText } from '../../../shared/domain/likelihood.ts';
import { runJob } from '../../client/call.ts';
import { refresherOf, useRead, useWrite } from '../../client/hooks.ts';
import { CaseForm, PRIORITY, STATUS } from '../../parts/case-form.tsx';
import { useHeld } from '../../parts/despite-hold.tsx';
import { DueText } from '../../parts/due-text.tsx';
import { useRunningJobs } from '../../state/jobs.ts';
import { type Place, useNavigation, useWorkspace } from '../../state/navigation.tsx';
import { plural } from '../../ui/format.ts';
import { Time, TlpChip } from '../../ui/hash.tsx';
import { Panel, Screen } from '../../ui/panel.tsx';
import { Changes } from '../../ui/saved-field.tsx';
import { showError, showToast } from '../../ui/toaster.ts';
import { Words } from '../../ui/words.tsx';
import { Checklist } from './checklist.tsx';
import { Questions } from './questions.tsx';
import { Steps } from './steps.tsx';

/** Says that the reading of a bundle was interrupted while its tables were read, and offers to go on. */
export function Unfinished({ caseId }: { caseId: CaseId }) {
  const { data } = useRead('bundle.unfinished', { caseId });
  const client = useQueryClient();
  const busy = useRunningJobs().some(({ command }) => command === 'bundle.import' || command === 'bundle.finish');
  if (!data || data.exhibits === 0 || busy) return null;
  const finish = async (): Promise<void> => {
    try {
      const { problems } = await runJob('bundle.finish', { caseId });
      if (problems.length > 0) showToast({ message: problems.join(' '), intent: 'danger' });
    } catch (error) {
      showError(error);
    }
    await refresherOf(client).now(changesOf('bundle.finish'));
  };
  return (
    <Callout intent="warning" icon="import" className="rt-overview-unfinished">
      <div className="rt-row">
        <span className="rt-grow">
          {data.tables > 0
            ? `The import of this case was interrupted: ${plural(data.tables, 'table')} to be read, ${plural(data.exhibits, 'exhibit')} to be indexed.`
            : `The text of ${plural(data.exhibits, 'exhibit')} is not searched yet: it is still to be indexed.`}{' '}
          All originals are stored.
        </span>
        <Changes>
          <Button text={data.tables > 0 ? 'Finish the import' : 'Index now'} onClick={() => void finish()} />
        </Changes>
      </div>
    </Callout>
  );
}

/** Leads from a summary to the screen that has all of it. */
function All({ screen }: Pick<Place, 'screen'>) {
  const { go } = useNavigation();
  return <Button size="small" variant="minimal" endIcon="chevron-right" text="All" onClick={() => go({ screen })} />;
}

const SHOWN = 10;

export function RecentCustody() {
  const { caseId } = useNavigation();
  const { data } = useRead('custody.list', { caseId, limit: SHOWN });
  return (
    <Panel title="Last in the custody log" actions={<All screen="custody" />}>
      <ul className="rt-list">
        {data?.entries.map((entry) => (
          <li key={entry.seq} className="rt-line">
            <span className="rt-muted">
              <Time at={entry.at} zone={entry.zone} short />
            </span>
            <span className="rt-grow rt-cut">
              {actionWords(entry.action)} <span className="rt-mono">{entry.subject}</span>
            </span>
            <span className="rt-muted rt-cut">{entry.actor}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

export function FindingsSummary() {
  const { caseId, go } = useNavigation();
  const { data } = useRead('finding.list', { caseId });
  return (
    <Panel title="Findings" actions={<All screen="findings" />}>
      {data?.length === 0 && <p className="rt-panel-note rt-muted">None stated yet.</p>}
      <ul className="rt-list">
        {data?.map((finding) => (
          <li key={finding.id}>
            <button type="button" className="rt-line" onClick={() => go({ screen: 'findings', focus: finding.id })}>
              <span className="rt-mono">{findingLabel(finding.number)}</span>
              <span className="rt-grow">
                {finding.claim}
                <span className="rt-line-detail">
                  {likelihoodText(finding.likelihood)}, {confidenceText(finding.confidence)} ·{' '}
                  {finding.basis === 'assessment' ? (
                    'assessment, no exhibit'
                  ) : (
                    <Words>{finding.exhibitLabels.join(', ')}</Words>
                  )}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** Where the case stands and what is next. */
export function OverviewScreen() {
  const { caseId } = useNavigation();
  const { exportBundle } = useWorkspace();
  const { data } = useRead('case.get', { caseId });
  const update = useWrite('case.update');
  const [editing, setEditing] = useState<'as it is' | 'to close it' | null>(null);
  const held = useHeld(caseId);
  if (!data) return <Spinner className="rt-waiting" />;
  const closed = data.status === 'closed';
  const setStatus = (): void => {
    if (held && !closed) setEditing('to close it');
    else update.mutate({ caseId, status: closed ? 'open' : 'closed' }, { onError: showError });
  };
  return (
    <Screen
      title="Overview"
      actions={
        <Changes>
          <Button icon="export" text="Export bundle" onClick={exportBundle} />
          <Button icon="edit" text="Edit the case" onClick={() => setEditing('as it is')} />
          <Button
            icon={closed ? 'unlock' : 'tick-circle'}
            text={closed ? 'Reopen' : 'Close the case'}
            loading={update.isPending}
            onClick={setStatus}
          />
        </Changes>
      }
    >
      <Unfinished caseId={caseId} />
      <div className="rt-overview">
        <div className="rt-column">
          <Questions />
          <Panel title="The case">
            <Facts of={data} />
          </Panel>
          <FindingsSummary />
        </div>
        <div className="rt-column">
          <Steps of={data} />
          <Checklist />
          <RecentCustody />
        </div>
      </div>
      {editing && <CaseForm of={data} closes={editing === 'to close it'} onClose={() => setEditing(null)} />}
    </Screen>
  );
}

function Facts({ of }: { of: Case }) {
  const none = <span className="rt-muted">not stated</span>;
  return (
    <dl className="rt-facts rt-overview-facts">
      <dt>Case</dt>
      <dd>
        <span className="rt-mono">{caseLabel(of.number)}</span> {of.title}
      </dd>
      <dt>Codename</dt>
      <dd>{of.codename || none}</dd>
      <dt>Classification</dt>
      <dd>
        <TlpChip tlp={of.tlp} />
      </dd>
      <dt>Requester</dt>
      <dd>{of.requester || none}</dd>
      <dt>Team</dt>
      <dd>{of.team || none}</dd>
      <dt>Priority</dt>
      <dd>{PRIORITY[of.priority].words}</dd>
      <dt>Status</dt>
      <dd>{STATUS[of.status]}</dd>
      <dt>Due</dt>
      <dd>
        <DueText of={of} />
      </dd>
      <Kept of={of} />
      <dt>Created</dt>
      <dd>
        <Time at={of.createdAt} />
      </dd>
      <dt>Background</dt>
      <dd className="rt-overview-text">{of.background || none}</dd>
    </dl>
  );
}

/** Until when the case is kept, by what, and the legal holds that stand. */
function Kept({ of }: { of: Case }) {
  const { data: all = [] } = useRead('retention.list', {});
  const { data: rules = [] } = useRead('retention.byRule', {});
  const own = all.find(({ caseId }) => caseId === of.id);
  const rule = own?.until === null ? rules.find(({ caseId }) => caseId === of.id) : undefined;
  const holds = own ? standingHolds(own) : [];
  if (!own || (own.until === null && !rule && holds.length === 0)) return null;
  return (
    <>
      <dt>Kept until</dt>
      <dd>
        {own.until ?? rule?.until ?? (rule ? 'a day that is set on closing' : 'no day is set')}
        <span className="rt-muted"> · {rule ? `${rule.rule}. ${rule.basis}` : own.basis}</span>
        {holds.length > 0 && (
          <span className="rt-warn"> · legal hold: {holds.map(({ matter }) => matter).join('; ')}</span>
        )}
      </dd>
    </>
  );
}
