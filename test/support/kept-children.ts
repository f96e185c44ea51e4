import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { ChildChannel, ChildEntry, StartProcess } from '../../electron/core/host/channel.ts';
import { childChannel, forkChild, forkProcess } from '../../electron/core/host/fork.ts';
import type { Request, Response } from '../../electron/core/process/child.ts';

/** Those that hold nothing of one request that the next one does not replace, but see `atRest`. */
const KEPT: readonly ChildEntry[] = ['query', 'pdf', 'pictures', 'reader', 'proofreader', 'inspect', 'formats'];
const MOST_IDLE = 2;
const LIGHT_BYTES = 256 << 20;
const PAGE_BYTES = 4096;

/** The reader of formats holds a file in parts until it is opened, and what it read of the last one, which counts against its limit. */
function atRest(entry: ChildEntry, { pid }: ChildProcess, asked: string): boolean {
  if (entry !== 'formats') return true;
  if (asked === 'append' || process.platform !== 'linux') return false;
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * PAGE_BYTES < LIGHT_BYTES;
  } catch {
    return false; // it has just ended
  }
}

interface Kept {
  readonly child: ChildProcess;
  readonly channel: ChildChannel;
}
/** As one that is killed does, an idle query process lets go of the store: whoever closes it waits a second for that. */
const LEAVING = { id: 0, name: 'enter', payload: { file: '', key: new Uint8Array() } } satisfies Request;
const idle = new Map<ChildEntry, readonly Kept[]>();

/**
 * Children as the program starts them, but one that is ended while it is asked nothing serves the next core. Starting and
 * compiling took more than half of the processor time of the tests that print, query or look at pictures. One that is ended
 * while it works is killed, and that children end with their core is tested with the program's own hosts.
 */
export const startKept: StartProcess = (entry) => {
  if (!KEPT.includes(entry)) return forkProcess(entry);
  const kept = taken(entry) ?? started(entry);
  const { child, channel } = kept;
  child.ref();
  const hearing: ((message: unknown) => void)[] = [];
  const exiting: (() => void)[] = [];
  let unanswered = 0;
  let asked = '';
  let over = false;
  const onMessage = (message: unknown): void => {
    if ((message as Response).id === LEAVING.id) return;
    if ((message as Response).kind !== 'notice') unanswered--;
    for (const listener of hearing) listener(message);
  };
  const onExit = (): void => {
    over = true;
    for (const listener of exiting) listener();
  };
  child.on('message', onMessage).on('exit', onExit);
  return {
    send: (message) => {
      unanswered++;
      asked = (message as Request).name;
      channel.send(message);
    },
    onMessage: (listener) => void hearing.push(listener),
    onExit: (listener) => void exiting.push(listener),
    kill: () => {
      if (over) return;
      const others = idle.get(entry) ?? [];
      if (unanswered > 0 || !child.connected || others.length >= MOST_IDLE || !atRest(entry, child, asked))
        return channel.kill();
      over = true;
      if (entry === 'query') channel.send(LEAVING);
      child.off('message', onMessage).off('exit', onExit);
      child.unref(); // nothing of the tests waits for it
      child.channel?.unref();
      idle.set(entry, [...others, kept]);
      setImmediate(onExit);
    },
    pid: channel.pid,
    memory: channel.memory,
  };
};

function started(entry: ChildEntry): Kept {
  const child = forkChild(entry);
  child.once('exit', () => {
    const left = (idle.get(entry) ?? []).filter((each) => each.child !== child);
    idle.set(entry, left);
  });
  return { child, channel: childChannel(child) };
}

function taken(entry: ChildEntry): Kept | undefined {
  const [first, ...others] = idle.get(entry) ?? [];
  idle.set(entry, others);
  return first;
}
