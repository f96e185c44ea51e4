import type { EntityType } from '../../shared/contract/entities.ts';
import { onLock } from './session.ts';
import { createStore, useStore } from './store.ts';

/** A value whose page is open, over whatever screen is shown. */
export interface OpenPage {
  readonly type: EntityType;
  readonly label: string;
}
const page = createStore<OpenPage | null>(null);
onLock(() => page.set(null));

export const openEntityPage = (value: OpenPage): void => page.set(value);
export const closeEntityPage = (): void => page.set(null);
export const useEntityPage = (): OpenPage | null => useStore(page);
