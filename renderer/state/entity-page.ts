import type { EntityType } from '../../shared/contract/entities.ts';
import { onLock } from './session.ts';
import { createStore, useStore } from './store.ts';

/** A value whose page is open, over whatever screen is shown. */
export interface OpenPage {
  readonly type: EntityType;
  readonly label: string;
}
const page = createStore<OpenPage | null>(null);
/** The label of what the open page is to be compared with; null where nobody asked, empty where it is still to be chosen. */
const compared = createStore<string | null>(null);
onLock(() => page.set(null));
onLock(() => compared.set(null));

export const openEntityPage = (value: OpenPage): void => {
  compared.set(null);
  page.set(value);
};
/** Opens a page where it is decided whether another value is the same. @param other its label; empty where it is to be chosen */
export const decideSameness = (value: OpenPage, other = ''): void => {
  openEntityPage(value);
  compared.set(other);
};
export const useComparedWith = (): string | null => useStore(compared);
export const closeEntityPage = (): void => page.set(null);
export const useEntityPage = (): OpenPage | null => useStore(page);
