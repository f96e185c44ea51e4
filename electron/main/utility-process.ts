import { app, MessageChannelMain, type MessagePortMain, type UtilityProcess, utilityProcess } from 'electron';
import type { Channel, StartCore } from '../core/host/channel.ts';
import { entryFile } from '../core/host/entries.ts';
import { childEnvironment, childOptions } from '../core/host/environment.ts';
import type { FromCore, ToCore } from '../core/host/protocol.ts';

/** Starts a process under Electron, where plain Node processes are switched off by a fuse. */
export function startUtility(entry: string, execArgv: string[] = []): { child: UtilityProcess; channel: Channel } {
  const child = utilityProcess.fork(entryFile(entry), [], {
    serviceName: `Redthread ${entry}`,
    execArgv,
    env: childEnvironment(entry),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const pid = new Promise<number | undefined>((resolve) => {
    child.once('spawn', () => resolve(child.pid));
    child.once('exit', () => resolve(undefined));
  });
  const channel: Channel = {
    send: (message) => child.postMessage(message),
    onMessage: (listener) => child.on('message', listener),
    onExit: (listener) => child.once('exit', () => listener()),
    kill: () => {
      // Electron's own `kill` asks politely, and a process deep in a query does not listen.
      if (child.pid === undefined) return void pid.then(() => child.kill());
      try {
        process.kill(child.pid, 'SIGKILL');
      } catch {
        // it has just ended (ESRCH)
      }
    },
    pid,
  };
  return { child, channel };
}

/** Physical memory of a process in bytes, of which Electron keeps account (in KiB); null when it has ended. */
async function memoryOf(channel: Channel | undefined): Promise<number | null> {
  const pid = await channel?.pid;
  const metric = pid === undefined ? undefined : app.getAppMetrics().find((each) => each.pid === pid);
  if (!metric) return null;
  // Windows moves what is not used for a while out of the working set; it is held all the same.
  const { workingSetSize, privateBytes = 0 } = metric.memory;
  return Math.max(workingSetSize, privateBytes) * 1024;
}

/** Gives a window's port to the core's process. */
export type GiveWindow = (port: MessagePortMain) => void;
/** The core's process, and a way to give it a window's port. */
export interface UtilityCore {
  readonly start: StartCore;
  /** Hears of the process there is, of each new one, and of each end (null). */
  onProcess(listener: (give: GiveWindow | null) => void): void;
}

/**
 * Only the main process starts others: it does so for the core, gives each a port to the core, and reads nothing of what
 * goes over it. Children end with the core.
 */
export function utilityCore(): UtilityCore {
  let present: GiveWindow | null = null;
  let listener: (give: GiveWindow | null) => void = () => {};
  const change = (give: GiveWindow | null): void => {
    present = give;
    listener(give);
  };
  return {
    onProcess: (hear) => {
      listener = hear;
      hear(present);
    },
    start: () => {
      const { child: core, channel } = startUtility('core');
      const children = new Map<number, Channel>();
      const tell = (message: ToCore, ports: MessagePortMain[] = []) => core.postMessage(message, ports);
      channel.onMessage((message) => {
        const asked = message as FromCore;
        if (asked.kind === 'child-kill') children.get(asked.child)?.kill();
        if (asked.kind === 'child-memory')
          void memoryOf(children.get(asked.child)).then((bytes) =>
            tell({ kind: 'child-memory', child: asked.child, bytes }),
          );
        if (asked.kind !== 'child-start') return;
        const { port1, port2 } = new MessageChannelMain();
        const started = startUtility(asked.entry, [`--js-flags=${childOptions(asked.entry).join(' ')}`]);
        children.set(asked.child, started.channel);
        started.child.postMessage(null, [port1]);
        void started.channel.pid.then((pid) => tell({ kind: 'child', child: asked.child, pid }, [port2]));
        started.channel.onExit(() => {
          children.delete(asked.child);
          tell({ kind: 'child-exit', child: asked.child });
        });
      });
      channel.onExit(() => {
        for (const child of children.values()) child.kill();
        change(null);
      });
      // Not before it was told to start, which the caller does next.
      queueMicrotask(() => change((port) => tell({ kind: 'window' }, [port])));
      return channel;
    },
  };
}
