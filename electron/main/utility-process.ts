import { utilityProcess } from 'electron';
import type { StartProcess } from '../core/host/channel.ts';
import { entryFile } from '../core/host/entries.ts';
import { childEnvironment } from '../core/host/environment.ts';

/** Starts a child under Electron, where plain Node processes are switched off by a fuse. */
export const startUtility: StartProcess = (entry) => {
  const child = utilityProcess.fork(entryFile(entry), [], {
    serviceName: `Redthread ${entry}`,
    execArgv: ['--max-old-space-size=2048'],
    env: childEnvironment(),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const pid = new Promise<number | undefined>((resolve) => {
    child.once('spawn', () => resolve(child.pid));
    child.once('exit', () => resolve(undefined));
  });
  return {
    send: (message) => child.postMessage(message),
    onMessage: (listener) => child.on('message', listener),
    onExit: (listener) => child.once('exit', () => listener()),
    kill: () => {
      // Electron's own `kill` asks politely, and a process deep in a query does not listen.
      if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
      else void pid.then(() => child.kill());
    },
    pid,
  };
};
