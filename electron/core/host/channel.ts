/** Child processes the core may start; each is an entry of `electron/build.ts`. */
export type ChildEntry = 'inspect' | 'query' | 'pdf' | 'pictures' | 'reader' | 'proofreader' | 'formats';

/** A started process, whoever started it: `fork` under Node, `utilityProcess` under Electron. */
export interface Channel {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  onExit(listener: () => void): void;
  /** Ends it at once, whatever it is doing; the core's own process with its children. */
  kill(): void;
  /** Resolves to the process id once it runs. */
  readonly pid: Promise<number | undefined>;
}
/** A child of the core, whose memory is watched where a limit is set. */
export interface ChildChannel extends Channel {
  /** Bytes of physical memory that it holds; null when that is not known, as when it has ended. */
  memory(): Promise<number | null>;
}
export type StartProcess = (entry: ChildEntry) => ChildChannel;
/** Starts the process that the core lives in. */
export type StartCore = () => Channel;

/** One end of a message port: Electron's, the browser's and Node's differ in names only. */
export interface Port {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  onClose(listener: () => void): void;
}

/** Electron's `MessagePortMain`, as far as it is used; its types must not be needed here. */
export interface PortMain {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start(): void;
}
/** Electron's `process.parentPort` in a utility process; absent under plain Node. */
export interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown; ports: PortMain[] }) => void): void;
  postMessage(message: unknown): void;
}
export const electronParent = (): ParentPort | undefined =>
  (process as unknown as { parentPort?: ParentPort }).parentPort;

export function portOf(main: PortMain): Port {
  return {
    send: (message) => main.postMessage(message),
    onMessage: (listener) => {
      main.on('message', ({ data }) => listener(data));
      main.start();
    },
    onClose: (listener) => void main.on('close', listener),
  };
}
