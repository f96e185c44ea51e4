import { Icon } from '@blueprintjs/core';
import type { ExhibitId } from '../../../shared/contract/values.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { plural } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import type { Check } from './checks.ts';

interface Props {
  readonly checks: readonly Check[];
  readonly onLeaveOut: (exhibit: ExhibitId) => void;
}

/** What to look at before the report leaves; each entry leads to where it is put right. */
export function CheckPanel({ checks, onLeaveOut }: Props) {
  const { go } = useNavigation();
  const gaps = checks.filter((check) => check.level === 'gap').length;
  const sorted = checks.toSorted((one, other) => one.level.localeCompare(other.level));
  return (
    <Panel
      title="Before printing"
      actions={
        <span className={gaps > 0 ? 'rt-warn' : 'rt-ok'}>{gaps > 0 ? plural(gaps, 'gap') : 'No gap found'}</span>
      }
    >
      {checks.length > 0 && (
        <ul className="rt-report-checks">
          {sorted.map(({ level, text, place, leaveOut }) => (
            <li key={text}>
              <Icon
                icon={level === 'gap' ? 'warning-sign' : 'info-sign'}
                size={14}
                className={level === 'gap' ? 'rt-warn' : 'rt-muted'}
              />
              <span className="rt-grow">
                {text}{' '}
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
