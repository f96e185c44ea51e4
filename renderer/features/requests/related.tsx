import { Button } from '@blueprintjs/core';
import type { CaseId } from '../../../shared/contract/values.ts';
import { useWrite } from '../../client/hooks.ts';
import { useWorkspace } from '../../state/navigation.tsx';
import { plural } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { Changes } from '../../ui/saved-field.tsx';
import { showError } from '../../ui/toaster.ts';

/** Cases that share entities with this one, once somebody asks. */
export function Related({ caseId }: { caseId: CaseId }) {
  const { openCase } = useWorkspace();
  const look = useWrite('request.related');
  return (
    <Panel
      title="Seen in other cases"
      actions={
        <Changes>
          <Button
            size="small"
            icon="search"
            text="Look"
            loading={look.isPending}
            onClick={() => look.mutate({ caseId }, { onError: showError })}
          />
        </Changes>
      }
    >
      {!look.data && (
        <p className="rt-panel-note rt-muted">
          Compares the entities of this case with all others. Shows counts, merges nothing, and is recorded.
        </p>
      )}
      {look.data?.length === 0 && <p className="rt-panel-note rt-muted">No other case holds an entity of this one.</p>}
      <ul className="rt-list">
        {look.data?.map((each) => (
          <li key={each.caseId}>
            <button type="button" className="rt-line" onClick={() => openCase(each.caseId)}>
              <span className="rt-mono">{each.label}</span>
              <span className="rt-grow rt-muted">{each.types}</span>
              <span className="rt-warn">{plural(each.shared, 'shared entity', 'shared entities')}</span>
            </button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
