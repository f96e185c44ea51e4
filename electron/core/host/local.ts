import { Fault, type Reply } from '../../../shared/contract/errors.ts';
import type { Event } from '../../../shared/contract/events.ts';
import { Ticket } from '../../../shared/contract/values.ts';
import { type CoreOptions, makeCore } from '../core.ts';
import { dispatch } from '../dispatch.ts';
import { incomingFile } from '../files/disk.ts';
import { type Outgoing, TICKET_LIFETIME_MS } from '../files/tickets.ts';
import { toReply } from '../reply.ts';
import { lockVault, watchIdle } from '../vault/lock.ts';
import type { StartProcess } from './channel.ts';
import type { KeyStore } from './key-store.ts';
import { saveTo } from './save.ts';

export type { CoreOptions };
export type Why = Extract<Event, { event: 'locked' }>['why'];

/** The core within this process. The process is to end once a vault was locked (`left`). */
export interface LocalCore {
  /** Relays a call as it came; the core judges name and input. */
  call(name: unknown, input: unknown): Promise<Reply<unknown>>;
  listen(listener: (event: Event) => void): () => void;
  /** A file or folder that the user picked, dropped or named. @throws Fault when it cannot be read */
  admitPath(path: string | Uint8Array, as: 'file' | 'folder'): Promise<Ticket>;
  /** Bytes that arrive over the host's transport; they are pulled when the core wants them, never stored on the way. */
  admitBytes(name: string, size: number | null, bytes: AsyncIterable<Uint8Array>): Ticket;
  /** Redeems a ticket for a finished file. @throws Fault */
  collect(ticket: unknown): Outgoing;
  /** Writes the finished file behind a ticket to a place that the user named. @throws Fault */
  save(ticket: unknown, path: string): Promise<void>;
  /** Puts a vault that the user named among the recent ones. @throws Fault */
  showVault(path: string): void;
  /** Locks the vault that is open, if one is. */
  lock(why: Why): Promise<void>;
  /** Resolves when a vault was locked and every call that was under way is answered, or 0.3 s later. */
  readonly left: Promise<void>;
}

/** What was announced and not sent by then never comes. */
export const FORGET_AFTER_MS = TICKET_LIFETIME_MS;
const ANSWERING_MS = 300;

export function openLocalCore(
  options: CoreOptions,
  startProcess: StartProcess,
  keyStore: KeyStore | null = null,
): LocalCore {
  const listeners = new Set<(event: Event) => void>();
  const left = Promise.withResolvers<void>();
  const asked = new Set<Promise<unknown>>();
  const tell = (event: Event): void => {
    for (const listener of listeners) listener(event);
  };
  const leave = async (): Promise<void> => {
    await Promise.race([Promise.all(asked), new Promise((resolve) => setTimeout(resolve, ANSWERING_MS))]);
    left.resolve();
  };
  const core = makeCore(options, startProcess, tell, keyStore, () => void leave());
  watchIdle(core);
  return {
    call: (name, input) => {
      const answer = dispatch(core, name, input);
      asked.add(answer);
      return answer.finally(() => asked.delete(answer));
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    admitPath: async (path, as) =>
      core.tickets.issue(
        as === 'folder' && typeof path === 'string' ? { kind: 'folder', path } : await incomingFile(path),
      ),
    admitBytes: (name, size, bytes) => core.tickets.issue({ kind: 'file', name, size, open: () => bytes }),
    collect: (ticket) => core.tickets.takeOutgoing(ticketIn(ticket)),
    save: (ticket, path) => saveTo(path, core.tickets.takeOutgoing(ticketIn(ticket)).open()),
    showVault: (path) => core.settings.show(path),
    lock: (why) => lockVault(core, why),
    left: left.promise,
  };
}

function ticketIn(value: unknown): Ticket {
  const parsed = Ticket.safeParse(value);
  if (!parsed.success) throw new Fault('bad-request', 'That is not a ticket.');
  return parsed.data;
}

export const failureReply = (where: string, error: unknown): Reply<never> => toReply(error, where);

/** A host's own request as a reply. */
export async function replying(where: string, work: () => unknown): Promise<Reply<unknown>> {
  try {
    return { ok: true, value: (await work()) ?? null };
  } catch (error) {
    return failureReply(where, error);
  }
}

/** Ends this process at once: a system call that never returns (a disk that went away) would hold up an orderly exit. */
export const endProcess = (): void => void process.kill(process.pid, 'SIGKILL');
