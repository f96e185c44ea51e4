import { Icon } from '@blueprintjs/core';
import type { Output } from '../../../shared/contract/commands.ts';
import type { Edition } from '../../../shared/contract/report-setup.ts';
import { leftOutWords } from '../../../shared/domain/left-out.ts';
import { redactedAsWords } from '../../../shared/domain/redactions.ts';
import { plural } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { Words } from '../../ui/words.tsx';
import { EDITIONS } from './editions.ts';

interface Props {
  readonly edition: Edition;
  /** undefined while it is not known yet. */
  readonly of: Pick<Output<'report.preview'>, 'leftOut' | 'redactedAs'> | undefined;
  readonly problem: string | null;
}

/** What the chosen edition will not show, and why, told before it is printed. The paper gives the counts without the names. */
export function LeftOutPanel({ edition, of, problem }: Props) {
  const { leftOut, redactedAs = [] } = of ?? {};
  const total = (leftOut?.reduce((sum, { count }) => sum + count, 0) ?? 0) + redactedAs.length;
  return (
    <Panel
      title={`Not shown in the ${EDITIONS[edition].name.toLowerCase()} edition`}
      actions={leftOut && <span className="rt-muted">{total === 0 ? 'Nothing' : plural(total, 'item')}</span>}
    >
      {problem && <p className="rt-report-empty rt-danger">{problem}</p>}
      {redactedAs.length > 0 && <p className="rt-report-empty">{redactedAsWords(redactedAs)}</p>}
      {leftOut && leftOut.length > 0 && (
        <ul className="rt-report-checks">
          {leftOut.map((group) => (
            <li key={`${group.what} ${group.shown} ${group.reason}`}>
              <Icon icon={group.shown === 'absent' ? 'remove' : 'eye-off'} size={14} className="rt-muted" />
              <span className="rt-grow">
                {leftOutWords(group)}
                {group.names.length > 0 && <Names names={group.names} count={group.count} />}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

const SHOWN_AT_ONCE = 3;

function Names({ names, count }: { readonly names: readonly string[]; readonly count: number }) {
  const rest = count - names.length;
  // Several links may bear the same words.
  const list = [...new Set(names), ...(rest > 0 ? [`and ${rest} more`] : [])].map((name) => (
    <li key={name}>
      <Words>{name}</Words>
    </li>
  ));
  if (list.length <= SHOWN_AT_ONCE) return <ul className="rt-report-names rt-muted">{list}</ul>;
  return (
    <details className="rt-muted">
      <summary>Which</summary>
      <ul className="rt-report-names">{list}</ul>
    </details>
  );
}
