import { useEffect } from 'react';
import { onLock } from './session.ts';
import { createStore, useStore } from './store.ts';

/** What is selected on the board that is shown, by the ids of subjects and links. */
export interface BoardSelection {
  readonly subjects: readonly string[];
  readonly links: readonly string[];
}
const selected = createStore<BoardSelection>({ subjects: [], links: [] });
const wanted = createStore<BoardSelection | null>(null);
onLock(() => {
  selected.set({ subjects: [], links: [] });
  wanted.set(null);
});

/** Selects on the board what another part of the window speaks of. */
export const selectOnBoard = (selection: BoardSelection): void => wanted.set(selection);
/** What is selected on the board. */
export const useBoardSelection = (): BoardSelection => useStore(selected);

/** The board's side: it tells its selection, and takes one that is wanted. @param show stays the same between drawings */
export function useSharedSelection(
  selection: BoardSelection,
  show: (subjects: readonly string[], links: readonly string[]) => void,
): void {
  const asked = useStore(wanted);
  useEffect(() => selected.set(selection), [selection]);
  useEffect(() => {
    if (!asked) return;
    show(asked.subjects, asked.links);
    wanted.set(null);
  }, [asked, show]);
}
