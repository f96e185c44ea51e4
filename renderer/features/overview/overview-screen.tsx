import './overview.css';
import { Button, Spinner } from '@blueprintjs/core';
import { useState } from 'react';
import type { Case } from '../../../shared/contract/cases.ts';
import { caseLabel } from '../../../shared/domain/labels.ts';
import { useRead, useWrite } from '../../client/hooks.ts';
import { CaseForm } from '../../parts/case-form.tsx';
import { PRIORITY, STATUS } from '../../parts/case-words.ts';
import { DueText } from '../../parts/due-text.tsx';
import { useNavigation } from '../../state/navigation.tsx';
import { useWorkspace } from '../../state/workspace.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Screen } from '../../ui/screen.tsx';
import { Time } from '../../ui/time.tsx';
import { TlpChip } from '../../ui/tlp.tsx';
import { showError } from '../../ui/toaster.ts';
import { FindingsSummary } from './findings-summary.tsx';
import { RecentCustody } from './recent-custody.tsx';
import { Steps } from './steps.tsx';
import { Unfinished } from './unfinished-bundle.tsx';

/** Where the case stands and what is next. */
export function OverviewScreen() {
  const { caseId } = useNavigation();
  const { exportBundle } = useWorkspace();
  const { data } = useRead('case.get', { caseId });
  const update = useWrite('case.update');
  const [editing, setEditing] = useState(false);
  if (!data) return <Spinner className="rt-waiting" />;
  const closed = data.status === 'closed';
  const setStatus = (): void => update.mutate({ caseId, status: closed ? 'open' : 'closed' }, { onError: showError });
  return (
    <Screen
      title="Overview"
      actions={
        <>
          <Button icon="export" text="Export bundle" onClick={exportBundle} />
          <Button icon="edit" text="Edit the case" onClick={() => setEditing(true)} />
          <Button
            icon={closed ? 'unlock' : 'tick-circle'}
            text={closed ? 'Reopen' : 'Close the case'}
            loading={update.isPending}
            onClick={setStatus}
          />
        </>
      }
    >
      <Unfinished caseId={caseId} />
      <div className="rt-overview">
        <div className="rt-column">
          <Panel title="The case">
            <Facts of={data} />
          </Panel>
          <FindingsSummary />
        </div>
        <div className="rt-column">
          <Steps of={data} />
          <RecentCustody />
        </div>
      </div>
      {editing && <CaseForm of={data} onClose={() => setEditing(false)} />}
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
      <dt>Created</dt>
      <dd>
        <Time at={of.createdAt} />
      </dd>
      <dt>Background</dt>
      <dd className="rt-overview-text">{of.background || none}</dd>
    </dl>
  );
}
