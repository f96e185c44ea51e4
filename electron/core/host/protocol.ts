import type { Reply } from '../../../shared/contract/errors.ts';
import type { Event } from '../../../shared/contract/events.ts';
import type { Ticket } from '../../../shared/contract/values.ts';
import type { CoreOptions } from '../core.ts';
import type { ChildEntry } from './channel.ts';
import type { KeyStoreAnswer, KeyStoreRequest } from './key-store.ts';
import type { Why } from './local.ts';

/** Between a host's process and the core's. Only `call` is open to the renderer; the rest is the host's own. */
export type ToCore =
  | { kind: 'start'; options: CoreOptions }
  | { kind: 'call'; id: number; name: unknown; input: unknown }
  | { kind: 'admit-path'; id: number; path: string | Uint8Array; as: 'file' | 'folder' }
  | { kind: 'collect'; id: number; ticket: unknown }
  /** The next piece of a collected file; null when it is whole. */
  | { kind: 'pull'; id: number; stream: number }
  | { kind: 'drop'; stream: number }
  | { kind: 'save'; id: number; ticket: unknown; path: string }
  | { kind: 'show-vault'; id: number; path: string }
  | { kind: 'lock'; id: number; why: Why }
  | { kind: 'key-store-answer'; request: number; answer: KeyStoreAnswer }
  /** Electron only, each with a port: a window's, and a child's that the core asked for. */
  | { kind: 'window' }
  | { kind: 'child'; child: number; pid: number | undefined }
  | { kind: 'child-exit'; child: number }
  | { kind: 'child-memory'; child: number; bytes: number | null };

export type FromCore =
  | { kind: 'ready' }
  /** A vault was locked: what is asked from now on goes to the next process. */
  | { kind: 'leaving'; why: Why }
  | { kind: 'answer'; id: number; reply: Reply<unknown> }
  | { kind: 'event'; event: Event }
  | { kind: 'key-store'; request: number; asked: KeyStoreRequest }
  | { kind: 'child-start'; child: number; entry: ChildEntry }
  | { kind: 'child-kill'; child: number }
  | { kind: 'child-memory'; child: number };

/** Answer to `admit-path`. */
export type Admitted = { ticket: Ticket };
/** Answer to `collect`. */
export type Collected = { name: string; mediaType: string; stream: number };
