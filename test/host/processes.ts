import { fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { fileURLToPath } from 'node:url';
import { closeAllOf, fromAway, type PortMain, type Remote } from './ports.ts';

/** Between this process and one that stands for a utility process. */
export interface ParentMessage {
  readonly data?: unknown;
  readonly ports?: readonly number[];
  readonly port?: number;
  readonly closed?: number;
}
interface Options {
  readonly execArgv?: readonly string[];
  readonly env?: Record<string, string>;
}

/** Every process that was started and runs, by its entry's name. */
export const running = new Map<string, Set<number>>();

/** Electron's `utilityProcess.fork` over Node's own. */
export const utilityProcess = {
  fork(path: string, args: readonly string[], { execArgv = [], env = {} }: Options) {
    const child = fork(path, args, {
      execArgv: [
        '--import',
        fileURLToPath(new URL('./parent-port.ts', import.meta.url)),
        ...execArgv.flatMap((arg) => arg.replace(/^--js-flags=/, '').split(' ')),
      ],
      env: { ...env, NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] },
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const say = (message: ParentMessage): void => void (child.connected && child.send(message, () => {}));
    const remote: Remote = { deliver: (port, data) => say({ port, data }), close: (closed) => say({ closed }) };
    const utility = Object.assign(new EventEmitter(), {
      pid: undefined as number | undefined,
      postMessage: (data: unknown, ports: PortMain[] = []) =>
        say({ data, ports: ports.map((port) => port.sendTo(remote)) }),
      kill: () => child.kill(),
    });
    const name = path.replace(/^.*[/\\]/, '').replace(/\.js$/, '');
    child.on('spawn', () => {
      utility.pid = child.pid;
      const all = running.get(name) ?? new Set();
      running.set(name, all.add(child.pid ?? 0));
      utility.emit('spawn');
    });
    child.on('message', (message: ParentMessage) => {
      if (message.port !== undefined) fromAway(message.port, message.data);
      else utility.emit('message', message.data);
    });
    child.on('exit', (code) => {
      running.get(name)?.delete(child.pid ?? 0);
      utility.pid = undefined;
      closeAllOf(remote);
      utility.emit('exit', code ?? 1);
    });
    return utility;
  },
};
