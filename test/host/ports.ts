import { EventEmitter } from 'node:events';

/** Where a port went to: another process, or the page. */
export interface Remote {
  deliver(port: number, data: unknown): void;
  close(port: number): void;
}

let next = 1;
/** The ends of all channels that were sent away, by number. */
const away = new Map<number, { readonly port: PortMain; readonly remote: Remote }>();

/** Electron's `MessagePortMain`. Here every message passes the main process, which Electron's own do not. */
export class PortMain extends EventEmitter {
  peer: PortMain | null = null;
  private remote: { readonly id: number; readonly to: Remote } | null = null;
  private waiting: unknown[] | null = [];

  postMessage(data: unknown): void {
    this.peer?.take(data);
  }
  start(): void {
    const { waiting } = this;
    this.waiting = null;
    for (const data of waiting ?? []) this.emit('message', { data, ports: [] });
  }
  close(): void {
    const { peer } = this;
    this.peer = null;
    if (!peer) return;
    peer.peer = null;
    peer.ended();
    this.emit('close');
  }
  /** It belongs to `to` from now on. @returns its number there */
  sendTo(to: Remote): number {
    const id = next++;
    this.remote = { id, to };
    away.set(id, { port: this, remote: to });
    const { waiting } = this;
    this.waiting = null;
    for (const data of waiting ?? []) setImmediate(() => to.deliver(id, data));
    return id;
  }
  private take(data: unknown): void {
    if (this.remote) this.remote.to.deliver(this.remote.id, data);
    else if (this.waiting) this.waiting.push(data);
    else this.emit('message', { data, ports: [] });
  }
  private ended(): void {
    if (this.remote) this.remote.to.close(this.remote.id);
    this.emit('close');
  }
}
export class MessageChannelMain {
  readonly port1 = new PortMain();
  readonly port2 = new PortMain();
  constructor() {
    this.port1.peer = this.port2;
    this.port2.peer = this.port1;
  }
}

/** Something came over a port that was sent away. */
export const fromAway = (id: number, data: unknown): void => away.get(id)?.port.postMessage(data);
/** Whoever held these ports is gone. */
export function closeAllOf(remote: Remote): void {
  for (const [id, held] of away) {
    if (held.remote !== remote) continue;
    away.delete(id);
    held.port.close();
  }
}
