import { Icon } from '@blueprintjs/core';
import type { Case } from '../../shared/contract/cases.ts';
import { caseLabel } from '../../shared/domain/labels.ts';
import { ActionButton } from '../state/action-button.tsx';
import { Keys } from '../state/keys.tsx';
import type { WindowActions } from './actions.ts';
import { JobsIndicator } from './jobs-indicator.tsx';
import { Mark } from './mark.tsx';
import { ThemeButton } from './theme-button.tsx';

interface Props {
  readonly actions: WindowActions;
  readonly opened: Case | null;
  readonly vaultName: string | null;
}

/** What is open, what runs, and the way to everything else. */
export function Header({ actions, opened, vaultName }: Props) {
  return (
    <header className="rt-shell-header">
      <Mark />
      {opened ? (
        <>
          <ActionButton action={actions.cases} variant="minimal" size="small" text="Cases" />
          <div className="rt-shell-header-case rt-cut" title={opened.title}>
            <span className="rt-mono rt-muted">{caseLabel(opened.number)}</span> <strong>{opened.title}</strong>
            {opened.codename && <span className="rt-muted"> · {opened.codename}</span>}
            {opened.status !== 'open' && <span className="rt-warn"> · {opened.status}</span>}
          </div>
        </>
      ) : (
        <div className="rt-shell-header-case rt-cut">
          <strong>Redthread</strong> {vaultName && <span className="rt-muted">· vault “{vaultName}”</span>}
        </div>
      )}
      <button type="button" className="rt-shell-search-open" onClick={actions.palette.perform}>
        <Icon icon="search" size={14} />
        <span className="rt-grow">Search or run a command</span>
        <Keys shortcut={actions.palette.shortcut ?? ''} />
      </button>
      <div className="rt-shell-header-end">
        <JobsIndicator />
        <ThemeButton />
        <ActionButton action={actions.settings} variant="minimal" />
        <ActionButton action={actions.lock} variant="minimal" text="Lock" />
      </div>
    </header>
  );
}
