import { useEffect, useSyncExternalStore } from 'react';

/** A user's command: one object, run alike by menu, button, keyboard and palette. */
export interface Action {
  readonly id: string;
  readonly label: string;
  /** Group in the palette and the shortcut sheet: "Board", "Evidence". */
  readonly group: string;
  /** Blueprint's notation: "mod+k", "shift+a"; mod is Ctrl, or Cmd on a Mac. */
  readonly shortcut?: string;
  readonly enabled?: boolean;
  perform(): void;
}

let registered: readonly (readonly Action[])[] = [];
const listeners = new Set<() => void>();
function set(next: typeof registered): void {
  registered = next;
  for (const listener of listeners) listener();
}

/** Offers actions while the calling part is on screen. Pass a memoised array. */
export function useActions(actions: readonly Action[]): void {
  useEffect(() => {
    set([...registered, actions]);
    return () => set(registered.filter((group) => group !== actions));
  }, [actions]);
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
/** Every action that can be taken now, for those who ask at the moment of need rather than draw them. */
export const allActions = (): readonly (readonly Action[])[] => registered;
/** Every action that can be taken now. */
export const useAllActions = (): readonly (readonly Action[])[] => useSyncExternalStore(subscribe, () => registered);
