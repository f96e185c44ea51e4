import { type ChildProcess, fork } from 'node:child_process';
import pidusage from 'pidusage';
import type { Channel, ChildChannel, ChildEntry, StartCore, StartProcess } from './channel.ts';
import { compiledFolder, entryFile } from './entries.ts';
import { childEnvironment, childOptions, limited } from './environment.ts';

interface Options {
  readonly options?: readonly string[];
  /** In a group of its own, which ends as a whole: an orphan deep in a query would keep the key and hear of nothing. */
  readonly group?: boolean;
}

/** A process of ours under plain Node: no core dumps, no secrets in its environment. */
export function forkEntry(entry: string, { options = [], group = false }: Options = {}): ChildProcess {
  return fork(entryFile(entry), [], {
    ...limited(options),
    serialization: 'advanced',
    env: { ...childEnvironment(entry), NODE_COMPILE_CACHE: compiledFolder() },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    detached: group && process.platform !== 'win32', // Windows ends a process's children with it
  });
}

/** Ends a process that was started as a group, and whatever it started. */
export function killGroup(child: ChildProcess): void {
  try {
    if (child.pid !== undefined && process.platform !== 'win32') process.kill(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  } catch {
    // it has ended, and so have its children
  }
}

const channelOf = (child: ChildProcess, kill: () => void): Channel => {
  child.on('error', kill);
  return {
    send: (message) => child.connected && child.send(message as object, () => {}),
    onMessage: (listener) => child.on('message', listener),
    onExit: (listener) => child.on('exit', listener),
    kill,
    pid: Promise.resolve(child.pid),
  };
};

/** A child of the core under plain Node. */
export const forkChild = (entry: ChildEntry): ChildProcess => forkEntry(entry, { options: childOptions(entry) });

/** Starts a child of the core under plain Node. */
export const forkProcess: StartProcess = (entry) => childChannel(forkChild(entry));
export function childChannel(child: ChildProcess): ChildChannel {
  const { pid } = child;
  return {
    ...channelOf(child, () => child.kill('SIGKILL')),
    // It may have ended meanwhile (ESRCH, ENOENT).
    memory: async () => (pid === undefined ? null : pidusage(pid, { maxage: REMEMBERED_MS }).then(held, () => null)),
  };
}
/** On Linux, pidusage keeps a file of each process open until it has not been asked for so long; its `clear` would leak it. */
const REMEMBERED_MS = 5000;
const held = ({ memory }: { readonly memory: number }): number => memory;

/** Starts the core's process under plain Node; used by the command line and tests. */
export const forkCore: StartCore = () => {
  const child = forkEntry('core', { group: true });
  child.on('exit', () => killGroup(child));
  return channelOf(child, () => killGroup(child));
};
