import { CommanderError } from 'commander';
import { type ErrorCode, Fault } from '../../shared/contract/errors.ts';

/** What the program ends with; scripts rest on it. Interrupted runs end with 128 and the signal's number. */
export const EXIT = { done: 0, finding: 1, bad: 2, locked: 3 } as const;

const LOCKED: readonly ErrorCode[] = ['locked', 'wrong-passphrase', 'wait', 'in-use'];

/** The exit code of a failure, and what to tell the person; nothing to tell when commander has told it already. */
export function failure(error: unknown): { code: number; message: string | null } {
  if (error instanceof CommanderError) return { code: error.exitCode === 0 ? EXIT.done : EXIT.bad, message: null };
  if (error instanceof Fault) {
    const code = LOCKED.includes(error.code) ? EXIT.locked : error.code === 'leak' ? EXIT.finding : EXIT.bad;
    return { code, message: error.message };
  }
  const name = error instanceof Error ? error.constructor.name : typeof error;
  return { code: EXIT.bad, message: `Something unexpected went wrong in the command line itself (${name}).` };
}
