import { EventEmitter } from 'node:events';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import type { ParentMessage } from './processes.ts';

// Loaded first in each process that stands for an Electron utility process: `process.parentPort` over Node's own channel.
const send = process.send?.bind(process);
delete process.send;

// As in Electron 42 and later on Linux: asking for a report ends the process. Native loaders must not get there, also where
// the file is missing that they look into first.
Object.assign(process.versions, { electron: '45' });
if (process.report) process.report.getReport = () => process.exit(134);
const { readFileSync } = fs;
fs.readFileSync = ((path: string, ...rest: never[]) => {
  if (path === '/usr/bin/ldd') throw new Error('ENOENT');
  return readFileSync(path, ...rest);
}) as typeof readFileSync;
syncBuiltinESMExports();

class FarPort extends EventEmitter {
  private waiting: unknown[] | null = [];
  private readonly id: number;
  constructor(id: number) {
    super();
    this.id = id;
  }
  postMessage(data: unknown): void {
    send?.({ port: this.id, data } satisfies ParentMessage, undefined, undefined, () => {});
  }
  start(): void {
    const { waiting } = this;
    this.waiting = null;
    for (const data of waiting ?? []) this.emit('message', { data, ports: [] });
  }
  take(data: unknown): void {
    if (this.waiting) this.waiting.push(data);
    else this.emit('message', { data, ports: [] });
  }
}
const ports = new Map<number, FarPort>();
const parentPort = Object.assign(new EventEmitter(), {
  postMessage: (data: unknown) => send?.({ data } satisfies ParentMessage, undefined, undefined, () => {}),
});
process.on('message', (message: ParentMessage) => {
  if (message.closed !== undefined) ports.get(message.closed)?.emit('close');
  else if (message.port !== undefined) ports.get(message.port)?.take(message.data);
  else {
    const given = (message.ports ?? []).map((id) => {
      const port = new FarPort(id);
      ports.set(id, port);
      return port;
    });
    parentPort.emit('message', { data: message.data, ports: given });
  }
});
process.on('disconnect', () => process.exit(0)); // a utility process ends with its main process
Object.assign(process, { parentPort });
