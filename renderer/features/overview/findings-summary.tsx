import { Button } from '@blueprintjs/core';
import { findingLabel } from '../../../shared/domain/labels.ts';
import { likelihoodText } from '../../../shared/domain/likelihood.ts';
import { useRead } from '../../client/hooks.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { Panel } from '../../ui/panel.tsx';

export function FindingsSummary() {
  const { caseId, go } = useNavigation();
  const { data } = useRead('finding.list', { caseId });
  return (
    <Panel
      title="Findings"
      actions={
        <Button
          size="small"
          variant="minimal"
          endIcon="chevron-right"
          text="All"
          onClick={() => go({ screen: 'findings' })}
        />
      }
    >
      {data?.length === 0 && <p className="rt-panel-note rt-muted">None stated yet.</p>}
      <ul className="rt-list">
        {data?.map((finding) => (
          <li key={finding.id}>
            <button type="button" className="rt-line" onClick={() => go({ screen: 'findings', focus: finding.id })}>
              <span className="rt-mono">{findingLabel(finding.number)}</span>
              <span className="rt-grow">
                {finding.claim}
                <span className="rt-line-detail">
                  {likelihoodText(finding.likelihood)}, {finding.confidence} confidence ·{' '}
                  {finding.basis === 'assessment' ? 'assessment, no exhibit' : finding.exhibitLabels.join(', ')}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
