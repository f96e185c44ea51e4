import { Icon } from '@blueprintjs/core';
import type { ExhibitId } from '../../../shared/contract/values.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Words } from '../../ui/words.tsx';
import type { Check } from './checks.ts';

interface Props {
  readonly checks: readonly Check[];
  readonly onLeaveOut: (exhibit: ExhibitId) => void;
}

/** What else to look at before the report leaves; each entry leads to where it is put right. What makes it a draft is counted by the report check alone. */
export function CheckPanel({ checks, onLeaveOut }: Props) {
  const { go } = useNavigation();
  const sorted = checks.toSorted((one, other) => one.level.localeCompare(other.level));
  return (
    <Panel title="Before printing">
      {checks.length === 0 ? (
        <p className="rt-report-empty rt-muted">Nothing else to look at. Open points are under Report check.</p>
      ) : (
        <ul className="rt-report-checks">
          {sorted.map(({ level, text, place, leaveOut }) => (
            <li key={text}>
              <Icon
                icon={level === 'gap' ? 'warning-sign' : 'info-sign'}
                size={14}
                className={level === 'gap' ? 'rt-warn' : 'rt-muted'}
              />
              <span className="rt-grow">
                <Words>{text}</Words>{' '}
                {place && (
                  <button type="button" className="rt-report-check-link" onClick={() => go(place)}>
                    Show
                  </button>
                )}
                {leaveOut && (
                  <button type="button" className="rt-report-check-link" onClick={() => onLeaveOut(leaveOut.id)}>
                    Leave {leaveOut.label} out too
                  </button>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
