import { Button } from '@blueprintjs/core';
import type { CustodyEntry } from '../../../shared/contract/custody.ts';
import { actionWords } from '../../../shared/domain/custody-actions.ts';
import { Hash } from '../../ui/hash.tsx';
import { Time } from '../../ui/time.tsx';

/** One entry, whole. */
export function EntryDetail({ entry, onClose }: { entry: CustodyEntry; onClose: () => void }) {
  return (
    <aside className="rt-custody-detail" aria-label={`Entry ${entry.seq}`}>
      <div className="rt-panel-head">
        <h2 className="rt-panel-title">
          {entry.seq} · {actionWords(entry.action)}
        </h2>
        <Button variant="minimal" size="small" icon="cross" aria-label="Close the entry" onClick={onClose} />
      </div>
      <dl className="rt-facts rt-panel-note">
        <dt>When</dt>
        <dd>
          <Time at={entry.at} /> <br />
          <span className="rt-muted">{entry.zone}</span>
        </dd>
        <dt>Who</dt>
        <dd>{entry.actor}</dd>
        <dt>With</dt>
        <dd>{entry.program}</dd>
        <dt>Action</dt>
        <dd className="rt-mono">{entry.action}</dd>
        <dt>On what</dt>
        <dd>{entry.subject}</dd>
        {Object.entries(entry.detail).map(([name, value]) => (
          <Detail key={name} name={name} value={value} />
        ))}
        <dt>Previous</dt>
        <dd>
          <Hash value={entry.previous} name="The previous hash" />
        </dd>
        <dt>Hash</dt>
        <dd>
          <Hash value={entry.hash} name="The hash" />
        </dd>
      </dl>
    </aside>
  );
}

function Detail({ name, value }: { name: string; value: unknown }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className="rt-custody-value">{typeof value === 'string' ? value : JSON.stringify(value, null, 1)}</dd>
    </>
  );
}
