import type { Watched } from '../../../shared/contract/trends.ts';
import { useRead } from '../../client/hooks.ts';
import { plural } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';

/** Indicators to watch of all cases, checked against what was imported in the period. */
export function Watch({ from, to }: { from: string; to: string }) {
  const { data } = useRead('trend.watch', { from, to });
  if (!data) return null;
  const seen = data.filter((each) => each.seen.length > 0);
  return (
    <Panel title={`Indicators to watch: ${seen.length} of ${data.length} seen in imports of the period`}>
      {data.length === 0 && (
        <p className="rt-panel-note rt-muted">
          None yet. A case names what to watch, and what it would point to, under Findings, Judgement; the values in its
          words are looked for in every import.
        </p>
      )}
      <ul className="rt-list">
        {[...seen, ...data.filter((each) => each.seen.length === 0)].map((each) => (
          <li key={`${each.case} ${each.text}`} className="rt-line">
            <span className="rt-mono">{each.case}</span>
            <span className="rt-grow rt-break">
              {each.text}
              {each.means && <span className="rt-muted"> · would point to: {each.means}</span>}
            </span>
            <Seen of={each} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Seen({ of: { values, seen, seenLeft } }: { of: Watched }) {
  if (values.length === 0) return <span className="rt-muted">no value to look for: a person watches</span>;
  if (seen.length === 0) return <span className="rt-muted">not seen</span>;
  return (
    <span className="rt-warn" title={seen.map((each) => `${each.exhibit} ${each.title}: ${each.value}`).join('\n')}>
      {seen
        .slice(0, 3)
        .map((each) => `${each.case} ${each.exhibit}, ${each.at.slice(0, 10)}`)
        .join(' · ')}
      {seen.length + seenLeft > 3 && ` and ${plural(seen.length + seenLeft - 3, 'more exhibit')}`}
    </span>
  );
}
