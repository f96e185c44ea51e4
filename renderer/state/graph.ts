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

/** The board that the board screen shows, which a dialog begins with. */
const shown = createStore<BoardId | null>(null);
onLock(() => shown.set(null));
export const showsBoard = (boardId: BoardId | null): void => shown.set(boardId);
export const boardShown = shown.get;

export const openGraphDialog = (dialog: GraphDialog): void => open.set(dialog);
export const closeGraphDialog = (): void => open.set(null);
export const useGraphDialog = (): GraphDialog | null => useStore(open);
