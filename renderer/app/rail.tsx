import { Icon } from '@blueprintjs/core';
import type { Case } from '../../shared/contract/cases.ts';
import { type Screen, useNavigation } from '../state/navigation.tsx';
import { formatCount } from '../ui/format.ts';
import { SCREENS } from './screens.tsx';

const COUNTS: Partial<Record<Screen, keyof Case['counts']>> = {
  evidence: 'exhibits',
  data: 'datasets',
  board: 'entities',
  findings: 'findings',
};

export function Rail({ counts }: { counts: Case['counts'] }) {
  const { place, go } = useNavigation();
  return (
    <nav className="rt-shell-rail" aria-label="Screens of the case">
      {SCREENS.map(({ screen, label, icon }) => {
        const counted = COUNTS[screen];
        const count = counted ? counts[counted] : 0;
        return (
          <button
            type="button"
            key={screen}
            className="rt-shell-rail-item"
            aria-current={place.screen === screen ? 'page' : undefined}
            onClick={() => go({ screen })}
          >
            <Icon icon={icon} size={18} />
            <span>{label}</span>
            {count > 0 && counted && (
              <span className="rt-shell-rail-count" title={`${formatCount(count)} ${counted}`}>
                {formatCount(count)}
              </span>
            )}
          </button>
        );
      })}
    </nav>
  );
}
