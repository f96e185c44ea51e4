import { randomBytes } from 'node:crypto';
import { Fault } from '../../../shared/contract/errors.ts';
import { Ticket } from '../../../shared/contract/values.ts';

/** Bytes a host lets in: a file on disk, an upload, a paste. */
export interface Incoming {
  readonly kind: 'file';
  readonly name: string;
  /** Of a name that is no UTF-8: `name` is then for reading only. */
  readonly nameBytes?: Uint8Array;
  /** null when the sender does not know it beforehand. */
  readonly size: number | null;
  /** Reads the bytes from the start; once. */
  open(): AsyncIterable<Uint8Array>;
}
/** A folder picked in a dialog. */
export interface Folder {
  readonly kind: 'folder';
  readonly path: string;
}
/** Bytes the core lets out, made while they are read. */
export interface Outgoing {
  readonly name: string;
  readonly mediaType: string;
  open(): AsyncIterable<Uint8Array>;
}

/** What was announced and not used by then is forgotten. */
export const TICKET_LIFETIME_MS = 60 * 60 * 1000;

/** Single-use, unguessable names for bytes on their way in or out; forgotten after an hour and on lock. */
export class Tickets {
  private readonly held = new Map<Ticket, { value: Incoming | Folder | Outgoing; until: number }>();

  issue(value: Incoming | Folder | Outgoing): Ticket {
    const now = Date.now();
    for (const [ticket, { until }] of this.held) if (until < now) this.held.delete(ticket);
    const ticket = Ticket.parse(randomBytes(32).toString('base64url'));
    this.held.set(ticket, { value, until: now + TICKET_LIFETIME_MS });
    return ticket;
  }
  takeIncoming(ticket: Ticket): Incoming {
    const value = this.take(ticket);
    if (!('kind' in value) || value.kind !== 'file')
      throw new Fault('bad-request', 'That ticket does not stand for a file.');
    return value;
  }
  /** A folder may be named again, unlike bytes: a wrong passphrase must not cost the choice. */
  takeFolder(ticket: Ticket): Folder {
    const value = this.look(ticket);
    if (!('kind' in value) || value.kind !== 'folder')
      throw new Fault('bad-request', 'That ticket does not stand for a folder.');
    return value;
  }
  takeOutgoing(ticket: Ticket): Outgoing {
    const value = this.take(ticket);
    if ('kind' in value) throw new Fault('bad-request', 'That ticket does not stand for a finished file.');
    return value;
  }
  clear(): void {
    this.held.clear();
  }
  private take(ticket: Ticket): Incoming | Folder | Outgoing {
    const value = this.look(ticket);
    this.held.delete(ticket);
    return value;
  }
  private look(ticket: Ticket): Incoming | Folder | Outgoing {
    const entry = this.held.get(ticket);
    if (!entry || entry.until < Date.now())
      throw new Fault('not-found', 'That file was handed over already, or too long ago. Choose it again.');
    return entry.value;
  }
}

/** Bytes already in memory, in pieces of at most 1 MiB. */
export async function* inMemory(bytes: Uint8Array): AsyncIterableIterator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 1 << 20) yield bytes.subarray(at, at + (1 << 20));
}
