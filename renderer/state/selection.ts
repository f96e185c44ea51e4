import { useEffect } from 'react';
import { z } from 'zod';
import { type Followed, Selection } from '../../shared/contract/selections.ts';
import type { CaseId } from '../../shared/contract/values.ts';
import { call, listen, runJob } from '../client/call.ts';
import { keep, kept } from './desk.ts';
import { onLock } from './session.ts';
import { createStore, useStore } from './store.ts';

const SCREENS = ['board', 'data', 'timeline', 'evidence', 'chart', 'money', 'here'] as const;
/** What somebody chose, where, and in which words that is told. */
export const Chosen = z.object({
  selection: Selection,
  /** `here`: narrowed, or taken from those that were saved. */
  source: z.enum(SCREENS),
  from: z.string(),
});
export type Chosen = z.infer<typeof Chosen>;
const Named = z.object({ name: z.string(), chosen: Chosen });
const Kept = z.object({ current: Chosen.nullable(), pinned: z.boolean(), saved: z.array(Named) });
type KeptState = z.infer<typeof Kept>;

interface Held extends KeptState {
  readonly caseId: CaseId | null;
  /** Those before the current one, the last at the end. */
  readonly before: readonly Chosen[];
  /** What the current one comes to; null until it is known. */
  readonly followed: Followed | null;
  readonly problem: string;
}
const NOTHING: Held = {
  caseId: null,
  current: null,
  pinned: false,
  saved: [],
  before: [],
  followed: null,
  problem: '',
};
const PAUSE_MS = 120; // a drag of a box selects anew with each move
const MOST_BEFORE = 20;
const MOST_ROWS_TEXT = 3_000_000; // characters; the desk of a case takes four million
const CHANGES = new Set(['entity', 'identity', 'dataset', 'evidence', 'page', 'board']);

const held = createStore<Held>(NOTHING);
let following: AbortController | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;

function stop(): void {
  clearTimeout(timer);
  following?.abort();
  following = null;
}
onLock(() => {
  stop();
  held.set(NOTHING);
});

export const useSelection = (): Held => useStore(held);
export const selectionNow = held.get;

export const isNothing = ({ entities, links, rows, exhibits }: Selection): boolean =>
  entities.length + links.length + rows.length + exhibits.length === 0;
export const EMPTY: Selection = { entities: [], links: [], rows: [], exhibits: [] };

function follow(): void {
  stop();
  const { current, caseId } = held.get();
  if (!current || !caseId) return;
  timer = setTimeout(() => {
    const abort = new AbortController();
    following = abort;
    runJob('selection.follow', { caseId, selection: current.selection }, { signal: abort.signal }).then(
      (followed) => !abort.signal.aborted && change({ followed, problem: '' }),
      (error: unknown) =>
        abort.signal.aborted || change({ problem: error instanceof Error ? error.message : String(error) }),
    );
  }, PAUSE_MS);
}

const change = (next: Partial<Held>): void => held.update((before) => ({ ...before, ...next }));

function keepIt(): void {
  const { caseId, current, pinned, saved } = held.get();
  if (!caseId) return;
  const state: KeptState = { current, pinned, saved: [...saved] };
  // What is too large to be kept is still selected; it is gone after a lock.
  const fits = JSON.stringify(state).length <= MOST_ROWS_TEXT;
  keep(caseId, 'selection', fits ? state : { ...state, current: null });
}

/** Selects anew, unless the selection is pinned. Nothing chosen on the screen that it came from clears it. */
export function choose(next: Chosen): void {
  const { current, pinned, caseId } = held.get();
  if (pinned || !caseId) return;
  if (isNothing(next.selection)) {
    if (current?.source === next.source) clearSelection();
    return;
  }
  if (current && JSON.stringify(current.selection) === JSON.stringify(next.selection)) return;
  // Of what is chosen bit by bit on one screen the last is remembered.
  replace(next, current && current.source !== next.source ? current : null);
}

function replace(next: Chosen, remembered: Chosen | null): void {
  const before = remembered ? [...held.get().before, remembered].slice(-MOST_BEFORE) : held.get().before;
  change({ current: next, before, followed: null, problem: '' });
  keepIt();
  follow();
}

/** Selects a part of it, or one that was saved: pinned or not, since it is asked for here. */
export const chooseHere = (selection: Selection, from: string): void =>
  replace({ selection, source: 'here', from }, held.get().current);

export function clearSelection(): void {
  stop();
  const { current, before } = held.get();
  if (!current) return;
  change({
    current: null,
    followed: null,
    problem: '',
    pinned: false,
    before: [...before, current].slice(-MOST_BEFORE),
  });
  keepIt();
}

/** Back to the one before. */
export function previousSelection(): void {
  const { before } = held.get();
  const last = before.at(-1);
  if (!last) return;
  change({ current: { ...last, source: 'here' }, before: before.slice(0, -1), followed: null, problem: '' });
  keepIt();
  follow();
}

export function pinSelection(): void {
  change({ pinned: !held.get().pinned && held.get().current !== null });
  keepIt();
}

/** Keeps the current one under a name; one of that name is replaced. */
export function saveSelection(name: string): void {
  const { current, saved } = held.get();
  if (!current) return;
  change({ saved: [...saved.filter((each) => each.name !== name), { name, chosen: current }] });
  keepIt();
}
export function forgetSelection(name: string): void {
  change({ saved: held.get().saved.filter((each) => each.name !== name) });
  keepIt();
}

/** Has the selection of a case as it was left, and follows it anew when the case changes. */
export function useSelectionOf(caseId: CaseId): void {
  useEffect(() => {
    let gone = false;
    void kept<KeptState>(caseId, 'selection', Kept, { current: null, pinned: false, saved: [] }).then(({ value }) => {
      if (gone) return;
      held.set({ ...NOTHING, ...value, caseId });
      follow();
    });
    const deaf = listen((event) => {
      if (event?.event === 'changed' && held.get().current && event.areas.some((area) => CHANGES.has(area))) follow();
    });
    return () => {
      gone = true;
      deaf();
      stop();
      held.set(NOTHING);
    };
  }, [caseId]);
}

/** The rows of a dataset that are selected, "1-3,7"; until what follows from the selection is known, those that were chosen. */
export const useSelectedRows = (): ReadonlyMap<string, string> => {
  const { current, followed } = useSelection();
  return followed ? rowsIn(followed) : current ? rowsIn(current.selection) : none;
};
const none: ReadonlyMap<string, string> = new Map();
const byHolder = new WeakMap<object, ReadonlyMap<string, string>>();
function rowsIn(holder: Pick<Selection, 'rows'>): ReadonlyMap<string, string> {
  let rows = byHolder.get(holder);
  if (!rows) byHolder.set(holder, (rows = new Map(holder.rows.map((each) => [each.datasetId, each.rows]))));
  return rows;
}

/** Saves all of it as an exhibit: the table that its statement gives. @throws CallError, and an Error where it has too many rows */
export async function freezeSelection(caseId: CaseId, sql: string, title: string, note: string) {
  const result = await runJob('query.run', { caseId, sql, derived: true, rowLimit: 1_000_000, timeoutSeconds: 600 });
  if (result.limitedBy !== null)
    throw new Error('The selection has more rows than one exhibit takes. Narrow it, and save its parts.');
  return call('query.freeze', { resultId: result.resultId, title, note });
}
