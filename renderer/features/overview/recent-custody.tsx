import { Button } from '@blueprintjs/core';
import { actionWords } from '../../../shared/domain/custody-actions.ts';
import { useRead } from '../../client/hooks.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Time } from '../../ui/time.tsx';

const SHOWN = 10;

export function RecentCustody() {
  const { caseId, go } = useNavigation();
  const { data } = useRead('custody.list', { caseId, limit: SHOWN });
  return (
    <Panel
      title="Last in the custody log"
      actions={
        <Button
          size="small"
          variant="minimal"
          endIcon="chevron-right"
          text="All"
          onClick={() => go({ screen: 'custody' })}
        />
      }
    >
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
