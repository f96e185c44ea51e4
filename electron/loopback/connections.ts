import type { Socket } from 'node:net';

/** Connections that have not shown the token yet; the oldest makes way, so that a flood keeps nobody out for long. */
const MOST_STRANGERS = 32;
const STRANGER_MS = 10_000;

/** Bounds what someone without the token can hold open. */
export class Connections {
  private readonly strangers = new Map<Socket, NodeJS.Timeout>();

  add(socket: Socket): void {
    this.strangers.set(
      socket,
      setTimeout(() => socket.destroy(), STRANGER_MS),
    );
    socket.on('close', () => this.forget(socket));
    const [oldest] = this.strangers.keys();
    if (oldest && this.strangers.size > MOST_STRANGERS) oldest.destroy();
  }
  /** A request over it showed the token, or a ticket. */
  known(socket: Socket): void {
    this.forget(socket);
  }

  private forget(socket: Socket): void {
    clearTimeout(this.strangers.get(socket));
    this.strangers.delete(socket);
  }
}
