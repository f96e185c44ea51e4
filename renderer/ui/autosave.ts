import { useCallback, useEffect, useRef, useState } from 'react';
import { messageOf } from './toaster.ts';

const PAUSE = 500; // milliseconds after the last key before it is saved
/** Milliseconds that an edit may last: somebody who types without leaving the field all day makes an entry this often. */
const LONGEST_EDIT = 10 * 60_000;

export type SaveState = 'saved' | 'waiting' | 'saving' | 'failed';
export interface Autosave<T> {
  /** What is saved, under what was typed since. */
  readonly value: T;
  readonly state: SaveState;
  /** Why the last try failed; it is tried again with the next change, or when the field is left. */
  readonly problem: string;
  readonly set: (change: Partial<T>) => void;
  /** Saves at once, as when a field is left; tells whether everything that can be saved now is. */
  readonly flush: () => Promise<boolean>;
  /** Drops what is not saved. */
  readonly revert: () => void;
}

interface Options<T> {
  /** What may be saved as it stands; the rest waits, shown but not saved. */
  readonly fits?: (change: Partial<T>) => Partial<T>;
  /** Milliseconds after the last change before it is saved; null waits for `flush`. */
  readonly pause?: number | null;
  /**
   * Where it is given, a pause has the vault hold all that was typed, and only `flush` saves it: one change for the whole
   * edit. Gets nothing when there is nothing left to hold. `save` must end what is held.
   */
  readonly hold?: ((change: Partial<T>) => Promise<unknown>) | undefined;
}

/**
 * The one way in which fields save themselves: a moment after a change, when `flush` is called, and when the calling
 * part leaves the screen. One save runs at a time; `save` must resolve once `saved` tells the change.
 */
export function useAutosave<T extends object>(
  saved: T,
  save: (change: Partial<T>) => Promise<unknown>,
  { fits = (change) => change, pause = PAUSE, hold }: Options<T> = {},
): Autosave<T> {
  const [pending, setPending] = useState<Partial<T>>({});
  const [state, setState] = useState<SaveState>('saved');
  const [problem, setProblem] = useState('');
  const latest = useRef({ pending, saved, save, fits, hold });
  Object.assign(latest.current, { saved, save, fits, hold });
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const running = useRef<Promise<unknown>>(Promise.resolve());
  const edit = useRef<{ since: number; held: boolean }>({ since: 0, held: false });

  /** One after the other. */
  const inTurn = useCallback((work: () => Promise<boolean>): Promise<boolean> => {
    const turn = running.current.then(work).catch((error: unknown) => {
      setProblem(messageOf(error));
      setState('failed');
      return false;
    });
    running.current = turn;
    return turn;
  }, []);

  const letGo = useCallback(async (): Promise<void> => {
    if (!edit.current.held) return;
    edit.current.held = false;
    await latest.current.hold?.({});
  }, []);

  const flush = useCallback((): Promise<boolean> => {
    clearTimeout(timer.current);
    return inTurn(async () => {
      for (;;) {
        const { pending: typed, saved: before } = latest.current;
        // With one change for a whole edit, what was typed and taken back is none.
        const sent = latest.current.hold ? changedIn(latest.current.fits(typed), before) : latest.current.fits(typed);
        if (Object.keys(sent).length > 0) {
          setState('saving');
          await latest.current.save(sent);
          edit.current.held = false;
        } else await letGo();
        const waits = latest.current.fits(latest.current.pending);
        const rest = Object.entries(latest.current.pending).filter(
          ([key, value]) => typed[key as keyof T] !== value || !(key in waits),
        );
        latest.current.pending = Object.fromEntries(rest) as Partial<T>;
        setPending(latest.current.pending);
        setProblem('');
        setState(rest.length > 0 ? 'waiting' : 'saved');
        if (Object.keys(latest.current.fits(latest.current.pending)).length === 0) return true;
      }
    });
  }, [inTurn, letGo]);

  const holdAll = useCallback((): void => {
    if (performance.now() - edit.current.since > LONGEST_EDIT) return void flush();
    void inTurn(async () => {
      const sent = latest.current.fits(latest.current.pending);
      if (Object.keys(sent).length === 0) return letGo().then(() => true);
      const typed = latest.current.pending;
      setState('saving');
      edit.current.held = true;
      await latest.current.hold?.(sent);
      setProblem('');
      setState(latest.current.pending === typed ? 'saved' : 'waiting');
      return true;
    });
  }, [flush, inTurn, letGo]);

  const holds = hold !== undefined;
  const set = useCallback(
    (change: Partial<T>): void => {
      if (Object.keys(latest.current.pending).length === 0) edit.current.since = performance.now();
      latest.current.pending = { ...latest.current.pending, ...change };
      setPending(latest.current.pending);
      setState('waiting');
      clearTimeout(timer.current);
      if (holds) timer.current = setTimeout(holdAll, PAUSE);
      else if (pause !== null) timer.current = setTimeout(() => void flush(), pause);
    },
    [flush, holdAll, holds, pause],
  );
  const revert = useCallback((): void => {
    clearTimeout(timer.current);
    latest.current.pending = {};
    setPending({});
    setProblem('');
    setState('saved');
    if (edit.current.held) void inTurn(() => letGo().then(() => true));
  }, [inTurn, letGo]);
  useEffect(() => () => void flush(), [flush]);
  return { value: { ...saved, ...pending }, state, problem, set, flush, revert };
}

const changedIn = <T extends object>(change: Partial<T>, saved: T): Partial<T> =>
  Object.fromEntries(
    Object.entries(change).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(saved[key as keyof T])),
  ) as Partial<T>;
