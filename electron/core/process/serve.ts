import { flushCompileCache } from 'node:module';
import { Fault } from '../../../shared/contract/errors.ts';
import { electronParent, type Port, portOf } from '../host/channel.ts';
import { leaveMemoryOutOfDumps } from '../host/environment.ts';
import { logFault } from '../log.ts';
import type { Request, Response } from './child.ts';

export type ChildHandler = (payload: never, notice: (value: unknown) => void) => unknown;

/** The child's side: answers requests one by one until the parent goes away. */
export function serve(handlers: Record<string, ChildHandler>): void {
  leaveMemoryOutOfDumps();
  setImmediate(flushCompileCache); // by itself Node writes it at the end, and these processes are killed
  const port = parentPort();
  port.receive(async (message) => {
    const { id, name, payload } = message as Request;
    const answer = (response: Response) => port.send(response);
    try {
      const handler = Object.hasOwn(handlers, name) ? handlers[name] : undefined;
      if (!handler) throw new Error(`no such request`);
      const value = await handler(payload as never, (notice) => answer({ id, kind: 'notice', value: notice }));
      answer({ id, kind: 'value', value });
    } catch (error) {
      if (error instanceof Fault) return answer({ id, kind: 'fault', code: error.code, message: error.message });
      logFault(`child ${name}`, error);
      answer({ id, kind: 'broken', where: `${name} failed in a child process` });
    }
  });
}

function parentPort(): { receive(listener: (message: unknown) => void): void; send(message: unknown): void } {
  const electron = electronParent();
  if (electron) {
    // Its first message brings the port to the core; what goes over it passes nobody else.
    const port = Promise.withResolvers<Port>();
    electron.on('message', ({ ports: [given] }) => given && port.resolve(portOf(given)));
    return {
      receive: (listener) => void port.promise.then(({ onMessage }) => onMessage(listener)),
      send: (message) => void port.promise.then(({ send }) => send(message)),
    };
  }
  process.on('disconnect', () => process.exit(0));
  return {
    receive: (listener) => process.on('message', listener),
    // A parent that was killed cannot be told anything any more; `disconnect` ends this process too.
    send: (message) => process.send?.(message, undefined, undefined, () => {}),
  };
}
