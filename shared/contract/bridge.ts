import { z } from 'zod';
import type { Reply } from './errors.ts';
import type { Event } from './events.ts';
import type { Ticket } from './values.ts';

/** What the preload script puts before the window in Electron, and nothing else. */
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

/** Electron's message channels, from the preload script to the main process; events come back on `event`. */
export type Channels = 'call' | 'admit-path' | 'admit-bytes' | 'admit-chunk' | 'save' | 'pick-folder';

/** A file on its way in, announced before its bytes. */
export const FileAnnouncement = z.strictObject({ name: z.string().min(1).max(1000), size: z.int().min(0) });

declare global {
  interface Window {
    readonly redthread?: Bridge;
  }
}
