import { Spinner } from '@blueprintjs/core';
import { useEffect, useMemo, useState } from 'react';
import type { OpenedFile } from '../../shared/contract/bridge.ts';
import type { CaseId } from '../../shared/contract/values.ts';
import { call } from '../client/call.ts';
import { bundleToOpen, onBundleToOpen } from '../client/desktop.ts';
import { ExportBundleDialog } from '../features/bundles/export-dialog.tsx';
import { ImportBundleDialog } from '../features/bundles/import-dialog.tsx';
import { CasesScreen } from '../features/cases/cases-screen.tsx';
import { CountryDrawer } from '../features/countries/country-drawer.tsx';
import { HelpDialog } from '../features/help/help-dialog.tsx';
import { QueueScreen } from '../features/queue/queue-screen.tsx';
import { RequestDialog } from '../features/requests/request-dialog.tsx';
import { Palette } from '../features/search/palette.tsx';
import { VaultSettings } from '../features/vault/vault-settings.tsx';
import { useActions } from '../state/actions.ts';
import { KeptPlace, keep, kept } from '../state/desk.ts';
import { useShortcuts } from '../state/keyboard.ts';
import { type Place, type Workspace, WorkspaceContext } from '../state/navigation.tsx';
import { lock, sessionNow, useActivity, useSession } from '../state/session.ts';
import { useSystemMenu } from '../state/system-menu.ts';
import { nextTheme } from '../state/theme.ts';
import { Writable } from '../ui/saved-field.tsx';
import { showError } from '../ui/toaster.ts';
import { WINDOW } from './actions.ts';
import { Header } from './header.tsx';
import { ReadOnlyBanner } from './read-only-banner.tsx';
import { Shell } from './shell.tsx';
import { ShortcutSheet } from './shortcut-sheet.tsx';

type Sheet =
  | 'palette'
  | 'shortcuts'
  | 'help'
  | 'settings'
  | 'export-bundle'
  | 'request'
  | { readonly bundle: File | OpenedFile | null }
  | null;

type Left = 'unread' | (KeptPlace & { readonly title: string; readonly back: boolean }) | null;

/**
 * The screen that was left, and whether to go back to it by ourselves: after a reload, and after an unlock unless the list of
 * cases has something to say first.
 */
async function leftAt(): Promise<Exclude<Left, 'unread'>> {
  const { value, current } = await kept('vault', 'place', KeptPlace.nullable(), null);
  if (!value) return null;
  try {
    const { title } = await call('case.get', { caseId: value.caseId });
    const { vault } = sessionNow();
    const quiet = vault?.rolledBack === null && vault.interrupted.length === 0 && vault.notices.length === 0;
    const back = current || quiet;
    if (back && !current && vault?.readOnly === null) await call('case.open', { caseId: value.caseId });
    return { ...value, title, back };
  } catch {
    return null;
  }
}

/** Everything behind the vault's door. Unmounted by a lock, and its state with it. */
export function OpenVault() {
  const { vault } = useSession();
  const [opened, setOpened] = useState<{ caseId: CaseId; place: Place } | null>(null);
  const [sheet, setSheet] = useState<Sheet>(null);
  const [isQueue, setQueue] = useState(false);
  const [left, setLeft] = useState<Left>('unread');
  useActivity();
  useShortcuts();
  useSystemMenu();

  const caseId = opened?.caseId ?? null;
  const workspace = useMemo<Workspace>(
    () => ({
      caseId,
      openCase: (next, place = { screen: 'overview' }) => {
        // What is opened read-only is not recorded.
        if (next !== caseId && sessionNow().vault?.readOnly === null)
          call('case.open', { caseId: next }).catch(showError);
        setOpened({ caseId: next, place });
      },
      leaveCase: () => {
        keep('vault', 'place', null);
        setOpened(null);
      },
      exportBundle: () => setSheet('export-bundle'),
      importBundle: (file) => setSheet({ bundle: file }),
      newRequest: () => setSheet('request'),
      showQueue: () => {
        setOpened(null);
        setQueue(true);
      },
      showSettings: () => setSheet('settings'),
      showPalette: () => setSheet('palette'),
      showShortcuts: () => setSheet('shortcuts'),
    }),
    [caseId],
  );
  useEffect(() => {
    void leftAt().then((at) => {
      setLeft(at);
      if (at?.back) setOpened({ caseId: at.caseId, place: { screen: at.screen } });
    });
  }, []);
  useEffect(() => {
    const take = (): void =>
      void bundleToOpen().then(
        (bundle) => bundle && sessionNow().vault?.readOnly === null && setSheet({ bundle }),
        showError,
      );
    take();
    return onBundleToOpen(take);
  }, []);
  const inCase = caseId !== null;
  const actions = useActions(WINDOW, {
    palette: workspace.showPalette,
    shortcuts: workspace.showShortcuts,
    help: () => setSheet('help'),
    lock: () => void lock(),
    settings: workspace.showSettings,
    theme: nextTheme,
    cases: { when: inCase, perform: workspace.leaveCase },
    exportBundle: { when: inCase, perform: workspace.exportBundle },
    importBundle: () => workspace.importBundle(null),
    newRequest: workspace.newRequest,
    queue: workspace.showQueue,
  });

  return (
    <WorkspaceContext value={workspace}>
      {opened ? (
        <Shell key={opened.caseId} caseId={opened.caseId} start={opened.place} actions={actions} />
      ) : (
        <div className="rt-shell rt-shell-plain">
          <ReadOnlyBanner />
          <Header actions={actions} opened={null} vaultName={vault?.name ?? null} />
          <div className="rt-shell-stage">
            {left === 'unread' ? (
              <Spinner className="rt-waiting" />
            ) : (
              <Writable value={vault?.readOnly === null}>
                {isQueue ? <QueueScreen onLeave={() => setQueue(false)} /> : <CasesScreen left={left} />}
                {isQueue && <CountryDrawer caseId={null} />}
              </Writable>
            )}
          </div>
        </div>
      )}
      {sheet === 'palette' && <Palette onClose={() => setSheet(null)} />}
      {sheet === 'shortcuts' && <ShortcutSheet onClose={() => setSheet(null)} />}
      {sheet === 'help' && <HelpDialog onClose={() => setSheet(null)} onShortcuts={workspace.showShortcuts} />}
      {sheet === 'export-bundle' && caseId && <ExportBundleDialog caseId={caseId} onClose={() => setSheet(null)} />}
      {typeof sheet === 'object' && sheet && <ImportBundleDialog file={sheet.bundle} onClose={() => setSheet(null)} />}
      {sheet === 'request' && (
        <RequestDialog
          caseId={caseId}
          onClose={() => setSheet(null)}
          onMade={({ id, caseId: of }) => workspace.openCase(of, { screen: 'requests', focus: id })}
        />
      )}
      {sheet === 'settings' && <VaultSettings onClose={() => setSheet(null)} />}
    </WorkspaceContext>
  );
}
