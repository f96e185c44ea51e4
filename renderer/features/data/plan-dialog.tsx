import { Button, Dialog, DialogBody, DialogFooter, Spinner } from '@blueprintjs/core';
import { useEffect, useState } from 'react';
import type { Output } from '../../../shared/contract/commands.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import type { Parameter } from '../../../shared/domain/sql-parameters.ts';
import { runJob } from '../../client/call.ts';
import { CodeBox } from '../../ui/hash.tsx';
import { messageOf } from '../../ui/toaster.ts';

interface Props {
  readonly caseId: CaseId;
  readonly sql: string;
  readonly parameters: readonly Parameter[];
  readonly onClose: () => void;
}

/** How SQLite would run a statement, in plain words beside it. Nothing is run. */
export function PlanDialog({ caseId, sql, parameters, onClose }: Props) {
  const [steps, setSteps] = useState<(Output<'query.explain'>[number] & { readonly place: number })[] | null>(null);
  const [problem, setProblem] = useState('');
  useEffect(() => {
    const abort = new AbortController();
    runJob('query.explain', { caseId, sql, parameters: [...parameters] }, { signal: abort.signal }).then(
      (made) => setSteps(made.map((step, place) => ({ ...step, place }))),
      (error: unknown) => {
        if (!abort.signal.aborted) setProblem(messageOf(error));
      },
    );
    return () => abort.abort();
  }, [caseId, sql, parameters]);
  return (
    <Dialog isOpen title="How the query runs" onClose={onClose} className="rt-data-plan">
      <DialogBody>
        <div className="rt-data-plan-body">
          <CodeBox label="SQL" text={sql} />
          <div>
            {!steps && !problem && <Spinner size={24} />}
            {problem && (
              <p className="rt-danger" role="alert">
                {problem}
              </p>
            )}
            <ol className="rt-data-plan-steps" aria-label="Steps of the plan">
              {steps?.map(({ place, depth, text, hint }) => (
                <li key={place} style={{ marginInlineStart: `${depth * 18}px` }}>
                  {text}
                  {hint && <p className="rt-muted">{hint}</p>}
                </li>
              ))}
            </ol>
            {steps && (
              <p className="rt-muted">
                SQLite chooses these steps. An automatic index is made anew for each run. Nothing was run.
              </p>
            )}
          </div>
        </div>
      </DialogBody>
      <DialogFooter actions={<Button text="Close" onClick={onClose} />} />
    </Dialog>
  );
}
