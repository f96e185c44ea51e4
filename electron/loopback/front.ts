import { createServer, type Socket } from 'node:net';

/** Connections that wait for the process that serves them, which is replaced on each lock. */
const MOST_WAITING = 64;
/** One that takes longer to start does not answer. */
const WAITING_MS = 20_000;

/** The listening socket. It outlives the process that serves, so that nobody else can take the port in between. */
export interface Front {
  readonly port: number;
  /** Who gets the connections from now on; while it is null they wait. Nothing of them is read here. */
  serveBy(back: ((socket: Socket) => void) | null): void;
  close(): Promise<void>;
}

export async function openFront(waitingMs = WAITING_MS): Promise<Front> {
  let back: ((socket: Socket) => void) | null = null;
  let waiting: Socket[] = [];
  const server = createServer({ pauseOnConnect: true }, (socket) => {
    if (back) return back(socket);
    socket.on('error', () => {});
    waiting.push(socket);
    const late = setTimeout(() => waiting.includes(socket) && socket.destroy(), waitingMs).unref();
    socket.on('close', () => clearTimeout(late));
    if (waiting.length > MOST_WAITING) waiting.shift()?.destroy();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port: 0, exclusive: true }, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    serveBy: (next) => {
      back = next;
      const come = next ? waiting : [];
      if (next) waiting = [];
      for (const socket of come) if (!socket.destroyed) next?.(socket);
    },
    close: () =>
      new Promise<void>((resolve) => {
        for (const socket of waiting) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
