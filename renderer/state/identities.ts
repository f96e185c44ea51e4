import { onLock } from './session.ts';
import { createStore, useStore } from './store.ts';

/** Whether the review of identities is open, over whatever screen is shown. */
const open = createStore(false);
onLock(() => open.set(false));

export const openIdentities = (): void => open.set(true);
export const closeIdentities = (): void => open.set(false);
export const useIdentitiesOpen = (): boolean => useStore(open);
