import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { BoardView } from '../../../shared/contract/board.ts';
import type { Case } from '../../../shared/contract/cases.ts';
import type { Entity, Subject } from '../../../shared/contract/entities.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { Sight } from '../../../shared/contract/snapshots.ts';
import type { BoardId } from '../../../shared/contract/values.ts';
import { boundsOf, entitySize, noteSize, type Point, type Size } from '../../../shared/domain/board-layout.ts';
import { LARGEST, styled } from '../../../shared/domain/board-style.ts';
import type { BoardTemplate } from '../../../shared/domain/board-templates.ts';
import { showsRows } from '../../../shared/domain/exhibit-kinds.ts';
import { call } from '../../client/call.ts';
import { showError, showToast } from '../../ui/toaster.ts';
import type { BoardHandlers, MenuOn } from './actions.tsx';
import type { PastedValue } from './add-panel.tsx';
import { type Pictured, type PictureKind, savePicture } from './export-picture.ts';
import type { Graph } from './graph.ts';
import type { LayoutName } from './layout/arrange.ts';
import { layoutTask, runLayout } from './layout/run-layout.ts';
import {
  everything,
  NOTHING,
  type Selection,
  sameSelection,
  selectedSubjects,
  selectionOf,
  stillThere,
} from './selection.ts';
import {
  addEntities,
  addNote,
  besideItem,
  DEFAULT_LINK_TYPE,
  freeSpot,
  link,
  linkPairs,
  moveTo,
  type Pair,
  pinExhibit,
  removeFromBoard,
  reversed,
  sizeOfExhibit,
} from './steps.ts';
import { templateStep } from './templates.tsx';
import { copied } from './tools.ts';
import { useArranging } from './use-arranging.ts';
import { useBoard } from './use-board.ts';

export type Panel = 'details' | 'add' | 'list' | 'filter' | 'snapshots';
const LAYOUTS: Record<LayoutName, string> = {
  force: 'Force layout',
  hierarchy: 'Hierarchical layout',
  circle: 'Circular layout',
  concentric: 'Concentric layout',
  time: 'Layout by time',
  group: 'Layout by group',
};

/** What the board screen knows and can do: the board, the selection, the side panel and every command. */
export function useDesk(ofCase: Case, boardId: BoardId, graph: RefObject<Graph | null>) {
  const board = useBoard(ofCase.id, boardId);
  const { view, apply } = board;
  const [selection, setSelection] = useState<Selection>(NOTHING);
  const [panel, setPanel] = useState<Panel>('add');
  const [fresh, setFresh] = useState<string | null>(null);
  const [busy, setBusy] = useState<'layout' | 'picture' | null>(null);
  const [linking, setLinking] = useState<readonly Subject[] | null>(null);
  const [removing, setRemoving] = useState<Entity | null>(null);
  const [menu, setMenu] = useState<{ on: MenuOn; at: { left: number; top: number } } | null>(null);
  const arranging = useRef<AbortController | null>(null);
  useEffect(() => () => arranging.current?.abort(), []);
  const [fitNext, setFitNext] = useState(0);
  const { arranging: hands, ...arranged } = useArranging({ view, selection, graph, apply });
  const [copying, setCopying] = useState(false);
  const [expanding, setExpanding] = useState<readonly Entity[] | null>(null);
  /** What a picture is made of, and how the board is looked at: given by the screen, which knows what it draws. */
  const pictured = useRef<Pictured | null>(null);
  const sighting = useRef<(() => Sight) | null>(null);

  useEffect(() => {
    if (view) setSelection((before) => stillThere(view, before));
  }, [view]);
  // A layout is drawn by the effects of the canvas; only then is there something new to fit.
  useEffect(() => {
    if (fitNext > 0) graph.current?.fit();
  }, [fitNext, graph]);

  const select = useCallback((next: Selection): void => {
    setSelection((before) => (sameSelection(before, next) ? before : next));
  }, []);
  const reveal = useCallback(
    (id: string | undefined): void => {
      // What was just added is drawn by the effects of the canvas, which come first.
      if (id) requestAnimationFrame(() => graph.current?.reveal(id));
    },
    [graph],
  );
  const show = useCallback(
    (ids: readonly string[], links: readonly string[] = []): void => {
      select({ subjects: ids, links });
      setPanel('details');
      reveal(ids[0]);
    },
    [select, reveal],
  );
  const fly = (id: string): void => {
    select({ subjects: [id], links: [] });
    graph.current?.fit(new Set([id]));
  };
  const spot = (size: Size): Point => {
    const wanted = graph.current?.centre() ?? { x: 0, y: 0 };
    return view ? freeSpot(view, wanted, size) : wanted;
  };
  const onBoard = useMemo(() => new Set<string>(view?.items.map(({ subject }) => subject.id)), [view]);

  const pin = async (exhibit: Exhibit): Promise<void> => {
    if (onBoard.has(exhibit.id)) return show([exhibit.id]);
    try {
      const size = sizeOfExhibit(exhibit, showsRows(exhibit) ? await shapeOf(exhibit) : null);
      apply(pinExhibit(exhibit, size, spot(size)));
      select({ subjects: [exhibit.id], links: [] });
      reveal(exhibit.id);
    } catch (problem) {
      showError(problem);
    }
  };
  const addValues = (values: readonly PastedValue[]): void => {
    const absent = values.filter(({ known }) => !(known && onBoard.has(known)));
    const there = values.flatMap(({ known }) => (known && onBoard.has(known) ? [known] : []));
    if (absent.length === 0) return show(there);
    const [only] = absent;
    const around = absent.length === 1 && only ? spot(entitySize(only.label)) : besides();
    const { subjects, ...step } = addEntities(absent, around);
    apply(step);
    select({ subjects: [...there, ...subjects], links: [] });
    if (absent.length > 1) setFitNext((count) => count + 1);
    else reveal(subjects[0]);
  };
  /** Room for many: right of everything. */
  const besides = (): Point => {
    const bounds = boundsOf(view?.items ?? []);
    return bounds ? { x: bounds.x + bounds.width / 2 + 600, y: bounds.y } : { x: 0, y: 0 };
  };
  const linkTo = (from: string, to: string): void => {
    if (!view) return;
    const [a, b] = selectedSubjects(view, { subjects: [from, to], links: [] });
    if (!a || !b) return;
    const step = link(a, b, lastTypeIn(view));
    apply(step);
    setFresh(step.link);
    show([], [step.link]);
  };
  const linkSelected = (): void => {
    if (!view) return;
    const subjects = selectedSubjects(view, selection);
    const [a, b = a] = subjects;
    if (!a || !b) return;
    if (subjects.length <= 2) linkAll([[a, b]]);
    else setLinking(subjects);
  };
  const linkAll = (pairs: readonly Pair[], type = lastTypeIn(view)): void => {
    const step = linkPairs(pairs, type);
    apply(step);
    setFresh(step.links.length === 1 ? (step.links[0] ?? null) : null);
    show([], step.links);
  };
  const newNote = (): void => {
    const size = noteSize('');
    const about = view?.items.find(({ subject }) => subject.id === selection.subjects[0]);
    const wanted = besideItem(about, graph.current?.centre() ?? { x: 0, y: 0 }, size);
    const step = addNote('', view ? freeSpot(view, wanted, size) : wanted);
    apply(step);
    setFresh(step.subject);
    show([step.subject]);
  };
  const putTemplate = (template: BoardTemplate): void => {
    if (!view) return;
    const { subjects, ...step } = templateStep(view, template);
    apply(step);
    select({ subjects, links: [] });
    setFitNext((count) => count + 1);
  };
  const remove = (): void => {
    const step = view && removeFromBoard(view, new Set(selection.subjects), new Set(selection.links));
    if (step) apply(step);
  };
  const reverse = (): void => {
    const link = view?.links.find(({ id }) => id === selection.links[0]);
    if (!link) return;
    const step = reversed(link);
    apply(step);
    show([], [step.link]);
  };
  const selectIds = (ids: ReadonlySet<string>): void => {
    if (!view) return;
    setSelection((before) => selectionOf(view, ids, before));
    if (ids.size > 0) setPanel((now) => (now === 'list' ? now : 'details'));
  };
  /** A menu acts on what is selected: what it is asked of comes to be, unless it was. @param id null for the ground @param of what that stands for */
  const openMenu = (id: string | null, { x, y }: Point, of: readonly string[]): void => {
    const chosen = new Set([...selection.subjects, ...selection.links]);
    if (!of.every((each) => chosen.has(each))) selectIds(new Set(of));
    const on = id === null ? 'ground' : onBoard.has(id) || id.startsWith('group:') ? 'item' : 'link';
    setMenu({ on, at: { left: x, top: y } });
  };
  const layout = async (name: LayoutName): Promise<void> => {
    if (!view) return;
    const part = selection.subjects.length >= 3 ? new Set(selection.subjects) : onBoard;
    const task = layoutTask(styled(view, LARGEST), part, name);
    const stop = new AbortController();
    arranging.current = stop;
    setBusy('layout');
    try {
      const places = await runLayout(task, stop.signal);
      const step = places && moveTo(view, places, LAYOUTS[name]);
      if (step) {
        apply(step);
        setFitNext((count) => count + 1);
      }
    } catch (problem) {
      showError(problem);
    }
    setBusy(null);
  };
  const exportBoard = async (kind: PictureKind): Promise<void> => {
    const of = pictured.current;
    if (!of) return;
    setBusy('picture');
    await savePicture(kind, of, (drawing) => call('board.export', { boardId, ...drawing }) as never);
    setBusy(null);
  };
  const snapshot = async (): Promise<void> => {
    const sight = sighting.current;
    if (!view || !sight) return;
    try {
      const taken = await call('snapshot.list', { caseId: ofCase.id });
      const titles = new Set(taken.map(({ title }) => title));
      let number = taken.length + 1;
      while (titles.has(`Snapshot ${number}`)) number++;
      await call('snapshot.take', { boardId, title: `Snapshot ${number}`, sight: sight() });
      setPanel('snapshots');
    } catch (problem) {
      showError(problem);
    }
  };

  /** What is selected with all that it is linked to. */
  const neighbours = (): void => {
    if (!view) return;
    const from = new Set(selection.subjects);
    const reached = view.links.flatMap(({ from: a, to: b }) => [
      ...(from.has(a.id) ? [b.id as string] : []),
      ...(from.has(b.id) ? [a.id as string] : []),
    ]);
    select({ subjects: [...new Set([...selection.subjects, ...reached])], links: [] });
  };
  const copyTo = async (other: BoardId): Promise<void> => {
    if (!view) return;
    const { items } = await call('board.get', { boardId: other });
    const step = copied(view, selection.subjects, items);
    if (step) await call('board.apply', { boardId: other, step: step.step, ops: [...step.ops] });
    showToast({ message: step ? `${step.step}.` : 'All of it is on that board already.', intent: 'success' });
  };

  const handlers: Omit<BoardHandlers, 'strip' | 'same' | 'template' | 'saveTemplate'> = {
    ...hands,
    neighbours,
    expand: () => setExpanding(view?.entities.filter(({ id }) => selection.subjects.includes(id)) ?? null),
    find: () => setPanel('filter'),
    copyTo: () => setCopying(true),
    undo: board.undo,
    redo: board.redo,
    selectAll: () => view && select(everything(view)),
    clear: () => select(NOTHING),
    add: () => setPanel('add'),
    note: newNote,
    link: linkSelected,
    details: () => setPanel('details'),
    reverse,
    remove,
    removeEntity: () => setRemoving(view?.entities.find(({ id }) => id === selection.subjects[0]) ?? null),
    force: () => void layout('force'),
    hierarchy: () => void layout('hierarchy'),
    circle: () => void layout('circle'),
    concentric: () => void layout('concentric'),
    byTime: () => void layout('time'),
    byGroup: () => void layout('group'),
    fit: () => graph.current?.fit(),
    zoomIn: () => graph.current?.zoomBy(1.25),
    zoomOut: () => graph.current?.zoomBy(0.8),
    snapshot: () => void snapshot(),
    export: () => void exportBoard('png2'),
    exportLarge: () => void exportBoard('png4'),
    exportSvg: () => void exportBoard('svg'),
  };
  return {
    board,
    ...arranged,
    pictured,
    sighting,
    copying,
    setCopying,
    expanding,
    setExpanding,
    copyTo,
    selection,
    select,
    show,
    fly,
    selectIds,
    menu,
    openMenu,
    closeMenu: () => setMenu(null),
    removing,
    setRemoving,
    panel,
    setPanel,
    fresh,
    busy,
    stopLayout: () => arranging.current?.abort(),
    onBoard,
    pin,
    addValues,
    putTemplate,
    linkTo,
    linking,
    setLinking,
    linkAll,
    handlers,
  };
}

/** The type of the link that was drawn last: the next is most often of the same. */
const lastTypeIn = (view: BoardView | null): string => view?.links.at(-1)?.type ?? DEFAULT_LINK_TYPE;

async function shapeOf(exhibit: Exhibit): Promise<{ columns: number; rows: number }> {
  const { columns, rowCount } = await call('query.frozen', { exhibitId: exhibit.id, limit: 0 });
  return { columns: columns.length, rows: rowCount };
}
