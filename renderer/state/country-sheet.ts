import { onLock } from './session.ts';
import { createStore, useStore } from './store.ts';

/** The code of the country whose sheet is open, over whatever screen is shown. */
const open = createStore<string | null>(null);
onLock(() => open.set(null));

export const openCountrySheet = (code: string): void => open.set(code);
export const closeCountrySheet = (): void => open.set(null);
export const useCountrySheet = (): string | null => useStore(open);
