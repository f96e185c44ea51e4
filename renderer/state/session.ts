import type { QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { flushSync } from 'react-dom';
import type { Event } from '../../shared/contract/events.ts';
import type { VaultStatus } from '../../shared/contract/vault.ts';
import { call, listen, onConnection, written } from '../client/call.ts';
import { refresherOf } from '../client/hooks.ts';
import { Listeners } from '../client/listeners.ts';
import { clearToasts, showError } from '../ui/toaster.ts';
import { createStore, useStore } from './store.ts';

const EVERY_MS = 20_000;

/** Tells the core that someone is here, so that the vault is not locked for idleness; at most three times a minute. */
export function useActivity(): void {
  useEffect(() => {
    let told = 0;
    const touch = (): void => {
      const now = Date.now();
      if (now - told < EVERY_MS) return;
      told = now;
      call('vault.touch', {}).catch(() => {}); // a vault that is locked already needs no touch
    };
    const heard = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const;
    for (const name of heard) document.addEventListener(name, touch, { passive: true });
    return () => {
      for (const name of heard) document.removeEventListener(name, touch);
    };
  }, []);
}

/** What was typed last is on its way to the vault when it is locked; a core that does not answer is not waited for longer. */
const WRITTEN_WITHIN_MS = 1000;

export interface Session {
  /** null until the core has said, and while it locks. */
  readonly vault: VaultStatus | null;
  readonly lockedWhy: Extract<Event, { event: 'locked' }>['why'] | null;
  /** The vault that was open last in this window; it is offered first after a lock, whatever else was opened meanwhile. */
  readonly lastVault: string | null;
  /** The vault is open, but something must be read first: a recovery code that is shown once. */
  readonly held: boolean;
  /** The core has ended; nothing works any more in this window. */
  readonly gone: boolean;
}

const session = createStore<Session>({ vault: null, lockedWhy: null, lastVault: null, held: false, gone: false });
const change = (next: Partial<Session>): void =>
  session.update((before) => ({ ...before, ...next, lastVault: next.vault?.ref ?? before.lastVault }));

/** For those who ask at the moment of need rather than draw it. */
export const sessionNow = session.get;
export const useSession = (): Session => useStore(session);

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

const locks = new Listeners();
/** For what a part keeps of a case beside the screens: it must go with the lock. */
export const onLock = locks.add;

const CLOSED: VaultStatus = {
  state: 'closed',
  ref: null,
  name: null,
  investigator: null,
  idleMinutes: null,
  notices: [],
  interrupted: [],
  readOnly: null,
  rolledBack: null,
};

/**
 * Takes everything of a case off the screen and out of the window's memory, before this returns: a lock must not wait
 * for a drawing, nor for whatever a part does when it hears of it.
 */
function clear(client: QueryClient | null, next: Partial<Session>): void {
  flushSync(() => change({ held: false, ...next }));
  clearToasts();
  locks.tell();
  if (client) forget(client);
}

/**
 * Nobody knows whether the vault is still open while the core is not heard: it may have died, and the next take a while.
 * What is kept stays until it says so, as imports that are under way go on when only the connection broke.
 */
function hide(): void {
  flushSync(() => change({ vault: null }));
  clearToasts();
}

/** All answers but those that what is on screen now, the vault's door, waits for: it would wait for ever. */
function forget(client: QueryClient): void {
  const answers = client.getQueryCache();
  for (const query of answers.getAll()) if (query.getObserversCount() === 0) answers.remove(query);
  client.getMutationCache().clear();
}

let following: QueryClient | null = null;

/** Follows the core from now on: what changed is read again, and after a lock nothing of a case is kept. */
export function followCore(client: QueryClient): () => void {
  following = client;
  // What this window, or one before it, had typed when its page was left is shown as it was left, and not typed over.
  void call('desk.settle', {})
    .catch(() => {}) // there is nothing to record where no vault is open
    .then(readStatus);
  const stop = onConnection((up) => {
    if (up) void readStatus();
    else if (session.get().vault?.state === 'open') hide();
  });
  const deaf = listen((event) => {
    if (event === null) return clear(client, { gone: true });
    if (event.event === 'changed') refresherOf(client).soon(event.areas);
    if (event.event === 'opened') void readStatus();
    if (event.event === 'locked') clear(client, { vault: CLOSED, lockedWhy: event.why });
  });
  return () => {
    stop();
    deaf();
  };
}

/** The program ends: the window is cleared, which saves what was typed last, and that is waited for. */
export async function leave(): Promise<void> {
  clear(following, { vault: null, lockedWhy: 'closing' });
  await written(WRITTEN_WITHIN_MS);
}

/** Clears the window first, and then asks the core: what it still waits for must not be looked at meanwhile. */
export async function lock(): Promise<void> {
  clear(following, { vault: null, lockedWhy: 'asked' });
  try {
    await written(WRITTEN_WITHIN_MS);
    await call('vault.lock', {});
  } catch (error) {
    showError(error);
    await readStatus(); // the vault may be open still; then that must be seen
  }
}
