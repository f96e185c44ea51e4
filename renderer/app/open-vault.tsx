import { useMemo, useState } from 'react';
import type { CaseId } from '../../shared/contract/values.ts';
import { call } from '../client/call.ts';
import { HandOverDialog } from '../features/bundles/export-dialog.tsx';
import { TakeInDialog } from '../features/bundles/import-dialog.tsx';
import { CasesScreen } from '../features/cases/cases-screen.tsx';
import { Palette } from '../features/search/palette.tsx';
import { VaultSettings } from '../features/vault/vault-settings.tsx';
import { useActions } from '../state/actions.ts';
import { useActivity } from '../state/activity.ts';
import { useShortcuts } from '../state/keyboard.ts';
import type { Place } from '../state/navigation.tsx';
import { lock, useSession } from '../state/session.ts';
import { nextTheme } from '../state/theme.ts';
import { type Workspace, WorkspaceContext } from '../state/workspace.tsx';
import { showError } from '../ui/toaster.ts';
import { Header } from './header.tsx';
import { Shell } from './shell.tsx';
import { ShortcutSheet } from './shortcut-sheet.tsx';

type Sheet = 'palette' | 'shortcuts' | 'settings' | 'hand-over' | { readonly takeIn: File | null } | null;

/** Everything behind the vault's door. Unmounted by a lock, and its state with it. */
export function OpenVault() {
  const { vault } = useSession();
  const [opened, setOpened] = useState<{ caseId: CaseId; place: Place } | null>(null);
  const [sheet, setSheet] = useState<Sheet>(null);
  useActivity();
  useShortcuts();

  const caseId = opened?.caseId ?? null;
  const workspace = useMemo<Workspace>(
    () => ({
      caseId,
      openCase: (next, place = { screen: 'overview' }) => {
        if (next !== caseId) call('case.open', { caseId: next }).catch(showError);
        setOpened({ caseId: next, place });
      },
      leaveCase: () => setOpened(null),
      handOver: () => setSheet('hand-over'),
      takeIn: (file) => setSheet({ takeIn: file }),
      showSettings: () => setSheet('settings'),
      showPalette: () => setSheet('palette'),
      showShortcuts: () => setSheet('shortcuts'),
    }),
    [caseId],
  );
  useActions(
    useMemo(() => {
      const group = 'Everywhere';
      return [
        { id: 'palette', label: 'Search or run a command', group, shortcut: 'mod+k', perform: workspace.showPalette },
        { id: 'shortcuts', label: 'Keyboard shortcuts', group, shortcut: '?', perform: workspace.showShortcuts },
        { id: 'lock', label: 'Lock the vault', group, shortcut: 'mod+shift+l', perform: () => void lock() },
        { id: 'settings', label: 'Vault settings', group, shortcut: 'mod+comma', perform: workspace.showSettings },
        { id: 'theme', label: 'Change colours: light, dark, system', group, perform: nextTheme },
        {
          id: 'cases',
          label: 'Leave the case for the list of cases',
          group,
          enabled: caseId !== null,
          perform: workspace.leaveCase,
        },
        {
          id: 'bundle.export',
          label: 'Hand over the case, or exhibits of it',
          group,
          enabled: caseId !== null,
          perform: workspace.handOver,
        },
        { id: 'bundle.import', label: 'Take in a bundle', group, perform: () => workspace.takeIn(null) },
      ];
    }, [workspace, caseId]),
  );

  return (
    <WorkspaceContext value={workspace}>
      {opened ? (
        <Shell key={opened.caseId} caseId={opened.caseId} start={opened.place} />
      ) : (
        <div className="rt-shell rt-shell-plain">
          <Header opened={null} vaultName={vault?.name ?? null} />
          <div className="rt-stage">
            <CasesScreen />
          </div>
        </div>
      )}
      {sheet === 'palette' && <Palette onClose={() => setSheet(null)} />}
      {sheet === 'shortcuts' && <ShortcutSheet onClose={() => setSheet(null)} />}
      {sheet === 'hand-over' && caseId && <HandOverDialog caseId={caseId} onClose={() => setSheet(null)} />}
      {typeof sheet === 'object' && sheet && <TakeInDialog file={sheet.takeIn} onClose={() => setSheet(null)} />}
      {sheet === 'settings' && <VaultSettings onClose={() => setSheet(null)} />}
    </WorkspaceContext>
  );
}
