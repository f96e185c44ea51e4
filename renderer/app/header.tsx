import { Button, Icon, Tooltip } from '@blueprintjs/core';
import type { Case } from '../../shared/contract/cases.ts';
import { caseLabel } from '../../shared/domain/labels.ts';
import { Keys } from '../state/keys.tsx';
import { lock } from '../state/session.ts';
import { useWorkspace } from '../state/workspace.tsx';
import { JobsIndicator } from './jobs-indicator.tsx';
import { Mark } from './mark.tsx';
import { ThemeButton } from './theme-button.tsx';

/** What is open, what runs, and the way to everything else. */
export function Header({ opened, vaultName }: { opened: Case | null; vaultName: string | null }) {
  const workspace = useWorkspace();
  return (
    <header className="rt-header">
      <Mark />
      {opened ? (
        <>
          <Button variant="minimal" size="small" icon="chevron-left" text="Cases" onClick={workspace.leaveCase} />
          <div className="rt-header-case rt-cut" title={opened.title}>
            <span className="rt-mono rt-muted">{caseLabel(opened.number)}</span> <strong>{opened.title}</strong>
            {opened.codename && <span className="rt-muted"> · {opened.codename}</span>}
            {opened.status !== 'open' && <span className="rt-warn"> · {opened.status}</span>}
          </div>
        </>
      ) : (
        <div className="rt-header-case rt-cut">
          <strong>Redthread</strong> {vaultName && <span className="rt-muted">· vault “{vaultName}”</span>}
        </div>
      )}
      <button type="button" className="rt-search-open" onClick={workspace.showPalette}>
        <Icon icon="search" size={14} />
        <span className="rt-grow">Search or run a command</span>
        <Keys shortcut="mod+k" />
      </button>
      <div className="rt-header-end">
        <JobsIndicator />
        <ThemeButton />
        <Tooltip content="Vault settings" placement="bottom">
          <Button variant="minimal" icon="cog" aria-label="Vault settings" onClick={workspace.showSettings} />
        </Tooltip>
        <Tooltip content={<Keys shortcut="mod+shift+l" />} placement="bottom">
          <Button variant="minimal" icon="lock" text="Lock" onClick={() => void lock()} />
        </Tooltip>
      </div>
    </header>
  );
}
