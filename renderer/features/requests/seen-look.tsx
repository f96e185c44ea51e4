import { Button } from '@blueprintjs/core';
import { useState } from 'react';
import type { ListLook } from '../../../shared/contract/desk.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { useWrite } from '../../client/hooks.ts';
import { useJob } from '../../client/use-job.ts';
import { Changes } from '../../ui/saved-field.tsx';
import { showError } from '../../ui/toaster.ts';
import { SeenList } from './seen-list.tsx';

interface Props {
  /** The case that it is asked for, which is not counted. */
  readonly caseId: CaseId | null;
  readonly text: string;
}

/** Looks for the indicators of a text in all cases and on all lists, once somebody asks. */
export function SeenLook({ caseId, text }: Props) {
  const look = useWrite('request.look');
  const job = useJob();
  const [lists, setLists] = useState<ListLook | null>(null);
  const ask = async (): Promise<void> => {
    setLists(null);
    look.mutate({ caseId, text }, { onError: showError });
    setLists(await job.run('desk.lookInLists', { caseId, text }));
  };
  return (
    <div className="rt-column">
      <div className="rt-row">
        <Changes>
          <Button
            icon="search"
            text="Look up its indicators in all cases and lists"
            loading={look.isPending || job.running}
            onClick={() => void ask()}
          />
        </Changes>
        <span className="rt-muted">
          {job.running ? job.doing : 'Of cases it shows counts only. The look is recorded.'}
        </span>
      </div>
      {job.problem !== '' && (
        <p className="rt-danger" role="alert">
          The lists were not compared. {job.problem}
        </p>
      )}
      {look.data && <SeenList of={look.data} lists={lists} />}
    </div>
  );
}
