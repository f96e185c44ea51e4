import type { MessagePort } from 'node:worker_threads';
import type { Reply } from '../../../shared/contract/errors.ts';
import type { Event } from '../../../shared/contract/events.ts';
import type { Ticket } from '../../../shared/contract/values.ts';
import type { ChildEntry } from './channel.ts';
import type { KeyStoreAnswer, KeyStoreRequest } from './key-store.ts';

/** Between a host's thread and the core's worker. Only `call` is open to the renderer; the rest is the host's own. */
export type ToCore =
  | { kind: 'call'; id: number; name: unknown; input: unknown }
  | { kind: 'admit-path'; id: number; path: string; as: 'file' | 'folder' }
  | { kind: 'admit-bytes'; id: number; name: string; size: number | null; port: MessagePort }
  | { kind: 'collect'; id: number; ticket: unknown }
  | { kind: 'show-vault'; id: number; path: string }
  | { kind: 'close'; id: number }
  | { kind: 'key-store-answer'; request: number; answer: KeyStoreAnswer }
  | { kind: 'child-message'; child: number; message: unknown }
  | { kind: 'child-pid'; child: number; pid: number | undefined }
  | { kind: 'child-exit'; child: number };

export type FromCore =
  | { kind: 'answer'; id: number; reply: Reply<unknown> }
  | { kind: 'event'; event: Event }
  | { kind: 'key-store'; request: number; asked: KeyStoreRequest }
  | { kind: 'child-start'; child: number; entry: ChildEntry }
  | { kind: 'child-send'; child: number; message: unknown }
  | { kind: 'child-kill'; child: number };

/** Answer to `admit-…`. */
export type Admitted = { ticket: Ticket };
/** Answer to `collect`. */
export type Collected = { name: string; mediaType: string; port: MessagePort };
