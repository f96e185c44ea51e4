type Step = () => Promise<unknown> | unknown;

/** Signals that mean "end": Ctrl+C, a polite kill, a closed terminal, Ctrl+Break. */
const SIGNALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'];
const PATIENCE_MS = 10_000;
const LOOK_EVERY_MS = 1000;

/** What was started and must not outlive the program; undone in reverse order. */
export interface Ending {
  add(step: Step): void;
  /** Undoes everything and exits. Further calls change nothing. */
  end(code?: number): void;
}

/** Ends the program on a signal, and when whoever started it is gone. */
export function watchForEnd(): Ending {
  const steps: Step[] = [];
  let ending = false;
  const end = (code = 0): void => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(code || 1), PATIENCE_MS).unref();
    void undo(steps).finally(() => process.exit(code));
  };
  for (const signal of SIGNALS) process.on(signal, () => end());
  // npm passes a kill on to its shell only; the shell then leaves this process to the system.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && end(), LOOK_EVERY_MS).unref();
  return { add: (step) => steps.push(step), end };
}

async function undo(steps: readonly Step[]): Promise<void> {
  for (const step of steps.toReversed())
    await Promise.resolve()
      .then(step)
      .catch(() => {});
}
