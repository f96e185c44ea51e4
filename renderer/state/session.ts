import type { QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { VaultStatus } from '../../shared/contract/vault.ts';
import { call, listen } from '../client/call.ts';
import { clearToasts, showError } from '../ui/toaster.ts';
import { refreshOnChange } from './refresh.ts';

export interface Session {
  /** null until the core has said. */
  readonly vault: VaultStatus | null;
  readonly lockedWhy: 'asked' | 'idle' | 'closing' | null;
  /** The vault is open, but something must be read first: a recovery code that is shown once. */
  readonly held: boolean;
  /** The core has ended; nothing works any more in this window. */
  readonly gone: boolean;
}

let session: Session = { vault: null, lockedWhy: null, held: false, gone: false };
const listeners = new Set<() => void>();
function change(next: Partial<Session>): void {
  session = { ...session, ...next };
  for (const listener of listeners) listener();
}

export const useSession = (): Session =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => session,
  );

/** Keeps the vault's screens up while the vault is open already, until `release`. */
export const hold = (): void => change({ held: true });
export const release = (): void => change({ held: false });

export async function readStatus(): Promise<void> {
  try {
    change({ vault: await call('vault.status', {}) });
  } catch (error) {
    showError(error);
  }
}

/** Follows the core from now on: what changed is read again, and after a lock nothing of a case is kept. */
export function followCore(client: QueryClient): () => void {
  const refresh = refreshOnChange(client);
  void readStatus();
  return listen((event) => {
    if (event === null) return change({ gone: true });
    if (event.event === 'changed') refresh();
    if (event.event === 'opened') void readStatus();
    if (event.event === 'locked') {
      change({
        vault: { state: 'closed', name: null, investigator: null, idleMinutes: null, cutOff: [] },
        lockedWhy: event.why,
        held: false,
      });
      clearToasts();
      client.clear();
    }
  });
}

export async function lock(): Promise<void> {
  try {
    await call('vault.lock', {});
  } catch (error) {
    showError(error);
  }
}
