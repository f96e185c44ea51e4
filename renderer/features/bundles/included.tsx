import { Callout } from '@blueprintjs/core';
import type { CaseId, ExhibitId } from '../../../shared/contract/values.ts';
import { useRead } from '../../client/hooks.ts';
import { formatBytes, plural } from '../../ui/format.ts';

/** What a bundle would hold, and what it holds although nobody chose it. */
export function GoingAlong({ caseId, exhibits }: { caseId: CaseId; exhibits: ExhibitId[] | undefined }) {
  const { data, error } = useRead('bundle.preview', { caseId, exhibits });
  if (error)
    return (
      <Callout compact intent="danger">
        {error.message}
      </Callout>
    );
  if (!data) return <p className="rt-muted">Checking what the bundle will contain…</p>;
  const { brought } = data;
  return (
    <div className="rt-column" role="status">
      <p className="rt-muted">
        {plural(data.exhibits, 'exhibit')} ({formatBytes(data.bytes)}), {plural(data.findings, 'finding')},{' '}
        {plural(data.entities, 'entity', 'entities')}, {plural(data.links, 'link')},{' '}
        {exhibits
          ? 'and the custody entries of these exhibits. Findings, entities and links are included where they rest on these exhibits alone; notes and the text of the report are left out.'
          : 'boards, notes, the text of the report, and the custody entries of the case.'}
      </p>
      {brought.length > 0 && (
        <Callout compact intent="primary">
          Also included, because a chosen exhibit was made from it:
          <ul className="rt-bundle-list">
            {brought.map(({ label, title, because }) => (
              <li key={label}>
                <span className="rt-mono">{label}</span> {title} <span className="rt-muted">({because})</span>
              </li>
            ))}
          </ul>
        </Callout>
      )}
    </div>
  );
}
