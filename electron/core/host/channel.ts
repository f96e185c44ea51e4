/** Child processes the core may start; each is an entry of `electron/build.ts`. */
export type ChildEntry = 'inspect' | 'query' | 'pdf' | 'pictures' | 'reader';

/** A started process, whoever started it: `fork` under Node, `utilityProcess` under Electron. */
export interface Channel {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  onExit(listener: () => void): void;
  /** Ends it at once, whatever it is doing. */
  kill(): void;
  /** Resolves to the process id once it runs. */
  readonly pid: Promise<number | undefined>;
}
export type StartProcess = (entry: ChildEntry) => Channel;
