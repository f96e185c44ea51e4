import type { Reply } from './errors.ts';
import type { Event } from './events.ts';
import type { Ticket } from './values.ts';

/** What the preload script puts before the window in Electron, and nothing else. Every answer is a `Reply`. */
export interface Bridge {
  call(name: string, input: unknown): Promise<Reply<unknown>>;
  /** One listener a window; `null` says that the core has ended. */
  listen(listener: (event: Event | null) => void): void;
  /** A ticket for a file the user chose or dropped; null when it does not lie on disk (a paste). */
  admitFile(file: File): Promise<Reply<{ ticket: Ticket }> | null>;
  /** Announces bytes that `admitChunk` then brings, each answered when the core wants more. */
  admitBytes(name: string, size: number): Promise<Reply<{ ticket: Ticket }>>;
  /** `null` says that all bytes came. The answer is false when the core wants no more. */
  admitChunk(ticket: Ticket, chunk: Uint8Array | null): Promise<boolean>;
  /** Asks where to, and writes the finished file there. */
  save(ticket: Ticket, name: string): Promise<Reply<'saved' | 'cancelled'>>;
  pickFolder(): Promise<Reply<{ ticket: Ticket } | null>>;
}

declare global {
  interface Window {
    readonly redthread?: Bridge;
  }
}
