import { fork } from 'node:child_process';
import type { StartProcess } from './channel.ts';
import { entryFile } from './entries.ts';
import { childEnvironment, limited } from './environment.ts';

/** Starts a child under plain Node; used by the loopback host, the command line and tests. */
export const forkProcess: StartProcess = (entry) => {
  const child = fork(entryFile(entry), [], {
    ...limited(['--max-old-space-size=2048']),
    serialization: 'advanced',
    env: childEnvironment(),
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  child.on('error', () => child.kill('SIGKILL'));
  return {
    send: (message) => child.connected && child.send(message as object, () => {}),
    onMessage: (listener) => child.on('message', listener),
    onExit: (listener) => child.on('exit', listener),
    kill: () => child.kill('SIGKILL'),
    pid: Promise.resolve(child.pid),
  };
};
