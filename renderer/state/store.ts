import { useSyncExternalStore } from 'react';
import { Listeners } from '../client/listeners.ts';

/** One value that lives beside the screens, and those who show it. */
export interface Store<T> {
  readonly get: () => T;
  /** Everyone is told before this returns. A value that is the same as the one before tells nobody. */
  readonly set: (next: T) => void;
  readonly update: (change: (before: T) => T) => void;
  /** @returns a function that ends the subscription */
  readonly subscribe: (listener: () => void) => () => void;
}

export function createStore<T>(initial: T): Store<T> {
  let value = initial;
  const listeners = new Listeners();
  const set = (next: T): void => {
    if (Object.is(next, value)) return;
    value = next;
    listeners.tell();
  };
  return { get: () => value, set, update: (change) => set(change(value)), subscribe: listeners.add };
}

/** The value as it is now; the calling part is drawn again when it changes. */
export const useStore = <T>(store: Store<T>): T => useSyncExternalStore(store.subscribe, store.get);
