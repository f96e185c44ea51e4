import { type ReactNode, useState } from 'react';
import type { Output } from '../../../shared/contract/commands.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { withoutStep } from '../../../shared/domain/shaping-steps.ts';
import { useActions } from '../../state/actions.ts';
import { SHAPING } from './actions.ts';
import type { QueryTab } from './data-desk.ts';
import { FacetsPanel } from './facets-panel.tsx';
import { JoinDialog } from './join-dialog.tsx';
import { MixedCurrencies } from './mixed-currencies.tsx';
import { RepeatedRows } from './repeated-rows.tsx';
import { ShapingBar } from './shaping-bar.tsx';
import { addStep, shape, showFacets } from './shaping-desk.ts';
import { GroupDialog, PivotDialog } from './shaping-dialogs.tsx';
import { facetsShown } from './shaping-start.ts';

interface Props {
  readonly caseId: CaseId;
  readonly tab: QueryTab;
  readonly tables: Output<'query.schema'>;
  readonly timeoutSeconds: number;
  readonly onOpenSql: (sql: string) => void;
  readonly children: ReactNode;
}

/** A result with what clicks make of it: steps above, facets beside. Both stay while the next rows are awaited. */
export function Shaped({ caseId, tab, tables, timeoutSeconds, onOpenSql, children }: Props) {
  const { shaping, facets, result } = tab;
  const [asked, setAsked] = useState<'group' | 'pivot' | 'join' | null>(null);
  const when = shaping !== null;
  const actions = useActions(SHAPING, {
    facets: {
      when,
      perform: () => showFacets(caseId, tab, facets ? null : result ? facetsShown(result.columns) : []),
    },
    group: { when, perform: () => setAsked('group') },
    pivot: { when, perform: () => setAsked('pivot') },
    join: { when, perform: () => setAsked('join') },
    back: {
      when: shaping !== null && shaping.steps.length > 0,
      perform: () => shaping && shape(caseId, tab, withoutStep(shaping, shaping.steps.length - 1)),
    },
  });
  if (!shaping) return <div className="rt-data-shaped-result">{children}</div>;
  const dialog = {
    caseId,
    shaping,
    result,
    timeoutSeconds,
    onStep: (step: Parameters<typeof addStep>[2]) => addStep(caseId, tab, step),
    onClose: () => setAsked(null),
  };
  return (
    <>
      <ShapingBar
        shaping={shaping}
        actions={actions}
        facets={facets !== null}
        onShape={(next) => shape(caseId, tab, next)}
        onOpenSql={onOpenSql}
      />
      <RepeatedRows caseId={caseId} shaping={shaping} timeoutSeconds={timeoutSeconds} />
      <MixedCurrencies
        caseId={caseId}
        shaping={shaping}
        timeoutSeconds={timeoutSeconds}
        onShape={(next) => shape(caseId, tab, next)}
      />
      <div className="rt-data-shaped">
        {facets && (
          <FacetsPanel caseId={caseId} tab={tab} shaping={shaping} columns={facets} timeoutSeconds={timeoutSeconds} />
        )}
        <div className="rt-data-shaped-result">{children}</div>
      </div>
      {asked === 'group' && <GroupDialog {...dialog} />}
      {asked === 'pivot' && <PivotDialog {...dialog} />}
      {asked === 'join' && <JoinDialog {...dialog} tables={tables} />}
    </>
  );
}
