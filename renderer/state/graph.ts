import type { BoardId, DatasetId } from '../../shared/contract/values.ts';
import { onLock } from './session.ts';
import { createStore, useStore } from './store.ts';

/** Which of the dialogs about graphs is open, over whatever screen. */
export type GraphDialog =
  | { readonly kind: 'import'; readonly boardId?: BoardId; readonly datasetId?: DatasetId }
  | { readonly kind: 'export'; readonly boardId?: BoardId }
  | { readonly kind: 'analyse'; readonly boardId?: BoardId };

const open = createStore<GraphDialog | null>(null);
onLock(() => open.set(null));

export const openGraphDialog = (dialog: GraphDialog): void => open.set(dialog);
export const closeGraphDialog = (): void => open.set(null);
export const useGraphDialog = (): GraphDialog | null => useStore(open);
