import type { PrintOutcome } from '../../shared/contract/bridge.ts';
import type { Reply } from '../../shared/contract/errors.ts';
import type { Event } from '../../shared/contract/events.ts';
import type { HostFolders } from '../../shared/contract/folders.ts';
import type { Ticket } from '../../shared/contract/values.ts';

/** How the window reaches the core: HTTP on loopback, or Electron's message ports. One is chosen at start. */
export interface Transport {
  readonly host: 'browser' | 'electron';
  call(name: string, input: unknown): Promise<Reply<unknown>>;
  /** Hears every event of the core until the returned function is called. `null` says that the core is gone for good. */
  listen(listener: (event: Event | null) => void): () => void;
  /** Tells that the core cannot be heard, and that it can be again; not given where it is heard as long as it lives. */
  readonly connection?: (listener: (up: boolean) => void) => () => void;
  /**
   * Hands a file the user chose, dropped or pasted to the host. Redeem the ticket with a command at once;
   * the bytes are sent when `send` is called, and only as fast as the core takes them.
   */
  admit(file: File): Promise<{ ticket: Ticket; send(): Promise<void> }>;
  /** Lets the user have the finished file behind a ticket; where it goes is the host's matter (dialog, downloads). */
  save(ticket: Ticket, name: string): Promise<'saved' | 'cancelled'>;
  /** Hands the finished PDF to the system's printing. @throws CallError `unsupported` where that cannot be done, with what can */
  print(ticket: Ticket, name: string): Promise<PrintOutcome>;
  /** Lets the user pick a folder: by the system's dialog, null when that was dismissed, or from the host's own list. */
  readonly folders: (() => Promise<Ticket | null>) | HostFolders;
}
