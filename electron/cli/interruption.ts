const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
type Signal = keyof typeof SIGNALS;

export interface Interruption {
  readonly signal: AbortSignal;
  /** Exit code when a signal came; null otherwise. */
  readonly code: number | null;
  /** As if that signal had come. */
  interrupt(name: Signal): void;
  /** Stops the work without a signal: nobody reads its output any more. */
  stop(): void;
}

/**
 * The first Ctrl+C asks the work to stop and undo; the second ends the program at once.
 * @param end ends the program with an exit code
 */
export function interruptible(end: (code: number) => void): Interruption {
  const controller = new AbortController();
  let code: number | null = null;
  return {
    signal: controller.signal,
    get code() {
      return code;
    },
    interrupt: (name) => {
      if (code !== null) end(SIGNALS[name]);
      code = SIGNALS[name];
      controller.abort();
    },
    stop: () => controller.abort(),
  };
}

/** The same, for the signals of this process. */
export function watchSignals(): Interruption {
  const interruption = interruptible((code) => process.exit(code));
  for (const name of Object.keys(SIGNALS) as Signal[]) process.on(name, () => interruption.interrupt(name));
  return interruption;
}
