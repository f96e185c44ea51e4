const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

export interface Interruption {
  readonly signal: AbortSignal;
  /** Exit code when a signal came; null otherwise. */
  readonly code: number | null;
  /** Stops the work without a signal: nobody reads its output any more. */
  stop(): void;
}

/** The first Ctrl+C asks the work to stop and undo; the second ends the program at once. */
export function watchInterruption(): Interruption {
  const controller = new AbortController();
  let code: number | null = null;
  for (const [name, value] of Object.entries(SIGNALS)) {
    process.on(name, () => {
      if (code !== null) process.exit(value);
      code = value;
      controller.abort();
    });
  }
  return {
    signal: controller.signal,
    get code() {
      return code;
    },
    stop: () => controller.abort(),
  };
}
