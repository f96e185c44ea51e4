import { z } from 'zod';

/** Every way a command can fail. Closed: a host or a screen may switch over it exhaustively. */
export const ErrorCode = z.enum([
  'bad-request', // unknown command, malformed or extra input
  'not-found', // the id names nothing in this vault
  'conflict', // the change does not fit the present state
  'locked', // no vault is open
  'wrong-passphrase', // the passphrase or recovery code does not open the vault
  'wait', // too many wrong attempts: try again after the stated delay
  'in-use', // another program holds the vault
  'damaged', // the store or a file is truncated, altered or foreign
  'too-new', // written by a newer version of the program
  'too-large', // over a stated limit
  'unsupported', // a kind of file or value that cannot be handled
  'cancelled', // stopped at the user's request
  'changed', // a file changed or vanished while it was read
  'sql-error', // the statement is wrong
  'sql-refused', // the statement would write, or read outside the case
  'sql-limit', // stopped at a time or memory limit
  'read-only', // the vault lies where nothing can be written, and what was asked for would write
  'disk', // full, read-only or vanished storage
  'leak', // a finished document still contains what it must not
  'internal', // a fault of ours; logged without case data
]);
export type ErrorCode = z.infer<typeof ErrorCode>;

export interface Failure {
  readonly code: ErrorCode;
  readonly message: string;
}
export type Reply<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Failure };

/** An expected failure with a message fit for the user: what is wrong, where, what to do. */
export class Fault extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
  ) {
    super(message);
    this.name = 'Fault';
  }
}
