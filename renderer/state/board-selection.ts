import { useEffect, useRef } from 'react';
import type { BoardView } from '../../shared/contract/board.ts';
import type { LinkId } from '../../shared/contract/values.ts';
import { choose, EMPTY, useSelection } from './selection.ts';
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

/**
 * The board's side: it tells its selection, takes one that is wanted, and shows what is selected in the case as far as it is
 * on the board.
 * @param onBoard ids of what is on it; empty until it is read
 * @param show stays the same between drawings
 */
export function useSharedSelection(
  title: string,
  onBoard: ReadonlySet<string>,
  view: Pick<BoardView, 'entities' | 'exhibits'> | null,
  selection: BoardSelection,
  show: (subjects: readonly string[], links: readonly string[]) => void,
): void {
  const asked = useStore(wanted);
  const { current, followed } = useSelection();
  const known = useRef(''); // the selection of the board that is that of the case already
  useEffect(() => {
    if (!asked) return;
    show(asked.subjects, asked.links);
    wanted.set(null);
  }, [asked, show]);
  useEffect(() => {
    if (!followed || !current || onBoard.size === 0) return;
    const subjects = [
      ...followed.entities.filter(({ chosen }) => current.source !== 'board' || chosen),
      ...followed.exhibits.filter(({ chosen }) => chosen),
    ].flatMap(({ id }) => (onBoard.has(id) ? [id as string] : []));
    const links = current.source === 'board' ? current.selection.links : [];
    if (subjects.length + links.length === 0 || known.current === nameOf({ subjects, links })) return;
    known.current = nameOf({ subjects, links });
    show(subjects, links);
  }, [followed, current, onBoard, show]);
  useEffect(() => {
    selected.set(selection);
    if (!view || known.current === nameOf(selection)) return;
    if (known.current === '' && selection.subjects.length + selection.links.length === 0) return;
    known.current = nameOf(selection);
    const chosen = new Set(selection.subjects);
    choose({
      source: 'board',
      from: `the board "${title}"`,
      selection: {
        ...EMPTY,
        entities: view.entities.flatMap(({ id }) => (chosen.has(id) ? [id] : [])),
        exhibits: view.exhibits.flatMap(({ id }) => (chosen.has(id) ? [id] : [])),
        links: selection.links as LinkId[],
      },
    });
  }, [selection, view, title]);
}

const nameOf = ({ subjects, links }: BoardSelection): string =>
  subjects.length + links.length === 0 ? '-' : JSON.stringify([subjects.toSorted(), links.toSorted()]);
