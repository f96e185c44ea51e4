import { Callout } from '@blueprintjs/core';
import type { Merged } from '../../../shared/contract/bundle-report.ts';
import { plural } from '../../ui/format.ts';

/** What a merge did. */
export function MergeOutcome({ merged }: { merged: Merged }) {
  const { added, changed, kept, renumbered, restrictions, unread, problems } = merged;
  return (
    <div className="rt-column">
      <Callout intent="success" role="status">
        <strong>The bundle is merged.</strong> {added} added, {changed} changed, {kept} kept as they are here.
      </Callout>
      {renumbered.length > 0 && (
        <p>
          New numbers:{' '}
          <span className="rt-mono">{renumbered.map(({ was, becomes }) => `${was} → ${becomes}`).join(', ')}</span>
        </p>
      )}
      {restrictions.length > 0 && (
        <p>Of what withholds, the stricter stands: {restrictions.map(({ what }) => what).join(', ')}.</p>
      )}
      {(problems.length > 0 || unread > 0) && (
        <Callout compact intent="warning">
          {unread > 0 && (
            <p>{plural(unread, 'exhibit')} could not be read to the end. The overview of the case offers to go on.</p>
          )}
          <ul className="rt-bundle-list">
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </Callout>
      )}
    </div>
  );
}
