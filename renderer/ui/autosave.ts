import { useCallback, useEffect, useRef, useState } from 'react';
import { messageOf } from './toaster.ts';

const PAUSE = 500; // milliseconds after the last key before it is saved

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
}

/**
 * The one way in which fields save themselves: a moment after a change, when `flush` is called, and when the calling
 * part leaves the screen. One save runs at a time; `save` must resolve once `saved` tells the change.
 */
export function useAutosave<T extends object>(
  saved: T,
  save: (change: Partial<T>) => Promise<unknown>,
  { fits = (change) => change, pause = PAUSE }: Options<T> = {},
): Autosave<T> {
  const [pending, setPending] = useState<Partial<T>>({});
  const [state, setState] = useState<SaveState>('saved');
  const [problem, setProblem] = useState('');
  const latest = useRef({ pending, save, fits });
  latest.current.save = save;
  latest.current.fits = fits;
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const running = useRef<Promise<boolean> | null>(null);

  const flush = useCallback((): Promise<boolean> => {
    clearTimeout(timer.current);
    running.current ??= saveAll().finally(() => {
      running.current = null;
    });
    return running.current;

    async function saveAll(): Promise<boolean> {
      for (;;) {
        const sent = latest.current.fits(latest.current.pending);
        if (Object.keys(sent).length === 0) return true;
        setState('saving');
        try {
          await latest.current.save(sent);
        } catch (error) {
          setProblem(messageOf(error));
          setState('failed');
          return false;
        }
        const rest = Object.entries(latest.current.pending).filter(([key, value]) => sent[key as keyof T] !== value);
        latest.current.pending = Object.fromEntries(rest) as Partial<T>;
        setPending(latest.current.pending);
        setProblem('');
        setState(rest.length > 0 ? 'waiting' : 'saved');
      }
    }
  }, []);

  const set = useCallback(
    (change: Partial<T>): void => {
      latest.current.pending = { ...latest.current.pending, ...change };
      setPending(latest.current.pending);
      setState('waiting');
      clearTimeout(timer.current);
      if (pause !== null) timer.current = setTimeout(() => void flush(), pause);
    },
    [flush, pause],
  );
  const revert = useCallback((): void => {
    clearTimeout(timer.current);
    latest.current.pending = {};
    setPending({});
    setProblem('');
    setState('saved');
  }, []);
  useEffect(() => () => void flush(), [flush]);
  return { value: { ...saved, ...pending }, state, problem, set, flush, revert };
}
