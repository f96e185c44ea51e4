import { Dialog, DialogBody, InputGroup, Spinner } from '@blueprintjs/core';
import { useState } from 'react';
import type { CaseId } from '../../../shared/contract/values.ts';
import { useRead } from '../../client/hooks.ts';
import { plural } from '../../ui/format.ts';
import { Time } from '../../ui/time.tsx';

interface Props {
  readonly caseId: CaseId;
  readonly onRecall: (sql: string) => void;
  readonly onClose: () => void;
}

/** Every statement that ran in the case, the newest first. */
export function HistoryDialog({ caseId, onRecall, onClose }: Props) {
  const { data, error } = useRead('query.history', { caseId });
  const [query, setQuery] = useState('');
  const shown = data?.filter((run) => run.sql.toLowerCase().includes(query.trim().toLowerCase()));
  return (
    <Dialog isOpen title="Statements that ran in this case" onClose={onClose} className="history-dialog">
      <DialogBody>
        <div className="rt-column">
          <InputGroup
            leftIcon="search"
            autoFocus
            placeholder="Find in the statements"
            aria-label="Find in the statements"
            value={query}
            onValueChange={setQuery}
          />
          {error && (
            <p role="alert" className="rt-danger">
              {error.message}
            </p>
          )}
          {!data && !error && <Spinner size={24} />}
          {shown?.length === 0 && (
            <p className="rt-muted">{data?.length === 0 ? 'No statement has run yet.' : 'No statement fits.'}</p>
          )}
          <ul className="history-list">
            {shown?.map((run, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: runs have no id, and the same statement runs twice
              <li key={`${run.ranAt} ${index}`}>
                <button type="button" onClick={() => onRecall(run.sql)}>
                  <code>{run.sql}</code>
                  <span className="rt-muted">
                    <Time at={run.ranAt} />{' '}
                    {run.error !== null ? (
                      <span className="rt-danger">{run.error}</span>
                    ) : (
                      `${run.rowCount === null ? '' : `${plural(run.rowCount, 'row')} in `}${(run.elapsedMs / 1000).toFixed(2)} s`
                    )}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </div>
      </DialogBody>
    </Dialog>
  );
}
