/** What closing takes; each part is bounded here, whatever it does. */
export interface Parts {
  /** How many jobs run. */
  readonly runningJobs: () => Promise<number>;
  /** Asks the user whether those jobs may end. */
  readonly mayEndJobs: (jobs: number) => Promise<boolean>;
  /** Has the page save what was typed last. */
  readonly flush: () => Promise<unknown>;
  /** Locks the vault and ends the core. */
  readonly close: () => Promise<unknown>;
  readonly exit: () => void;
}
export interface Closing {
  /** Past the point of asking. */
  readonly leaving: boolean;
  /** @param forced nobody is there to be asked: the terminal was closed, the user logs off */
  leave(forced: boolean): Promise<void>;
}

const ASKING_MS = 2000;
const FLUSH_MS = 3000;
/** The core is killed after five seconds by its client; this is for one whose end is never told. */
const CLOSE_MS = 8000;

/**
 * Ends the program in order: asks if jobs run, lets the page save, locks the vault, exits. Every way out comes here (the
 * window's cross, Ctrl+W, Ctrl+Q, the terminal, the system), and none of the steps can hold it up for good.
 */
export function makeClosing({ runningJobs, mayEndJobs, flush, close, exit }: Parts): Closing {
  let state: 'open' | 'asking' | 'leaving' = 'open';
  const end = async (): Promise<void> => {
    if (state === 'leaving') return;
    state = 'leaving';
    await within(FLUSH_MS, flush());
    await within(CLOSE_MS, close());
    exit();
  };
  return {
    get leaving() {
      return state === 'leaving';
    },
    leave: async (forced) => {
      if (forced) return end();
      if (state !== 'open') return;
      state = 'asking';
      const jobs = (await within(ASKING_MS, runningJobs())) ?? 0;
      if (jobs === 0 || (await mayEndJobs(jobs))) return end();
      state = 'open';
    },
  };
}

/** What a promise resolves to; undefined when it fails or takes longer. */
async function within<T>(ms: number, work: Promise<T>): Promise<T | undefined> {
  let late: NodeJS.Timeout | undefined;
  const gaveUp = new Promise<undefined>((resolve) => {
    late = setTimeout(() => resolve(undefined), ms);
  });
  return Promise.race([work.catch(() => undefined), gaveUp]).finally(() => clearTimeout(late));
}
