import { Spinner } from '@blueprintjs/core';
import { useEffect } from 'react';
import { VaultScreen } from '../features/vault/vault-screen.tsx';
import { useSession } from '../state/session.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { OpenVault } from './open-vault.tsx';

/** The vault's door, or what lies behind it. */
export function App() {
  const { vault, held, gone } = useSession();
  const open = vault?.state === 'open' && !held;
  useEffect(() => {
    if (!open) document.title = 'Redthread';
  }, [open]);
  if (gone)
    return (
      <main className="rt-screen">
        <EmptyState icon="offline" title="The program has ended">
          This window has no connection to it any more. What was saved is in the vault. Start the program again and use
          its new window.
        </EmptyState>
      </main>
    );
  if (!vault) return <Spinner className="rt-waiting" />;
  return open ? <OpenVault /> : <VaultScreen />;
}
