import { Button, Callout } from '@blueprintjs/core';
import { useQueryClient } from '@tanstack/react-query';
import { changesOf } from '../../../shared/contract/commands.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { runJob } from '../../client/call.ts';
import { useRead } from '../../client/hooks.ts';
import { refresherOf } from '../../client/refresh.ts';
import { useRunningJobs } from '../../state/jobs.ts';
import { plural } from '../../ui/format.ts';
import { showError, showToast } from '../../ui/toaster.ts';

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
          The import of this case was interrupted: {plural(data.tables, 'table')} to be read,{' '}
          {plural(data.exhibits, 'exhibit')} to be indexed. All originals are stored.
        </span>
        <Button text="Finish the import" onClick={() => void finish()} />
      </div>
    </Callout>
  );
}
