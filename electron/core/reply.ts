import { type Failure, Fault, type Reply } from '../../shared/contract/errors.ts';
import { logFault } from './log.ts';

/**
 * What is said of any error, in the one place where errors become replies. A `Fault` says what it says; what the operating
 * system refuses is named without its path; all else is logged without case data and becomes `internal`.
 * @param where the place for the log: a command's name, or "collect". @param unexpected what is said of an `internal` one
 */
export function toFailure(error: unknown, where: string, unexpected = 'Something unexpected went wrong.'): Failure {
  if (error instanceof Fault) return { code: error.code, message: error.message };
  const refused = error instanceof Error && 'code' in error ? REFUSALS[String(error.code)] : undefined;
  if (refused) return refused;
  logFault(where, error);
  return { code: 'internal', message: unexpected };
}

export const toReply = (error: unknown, where: string, unexpected?: string): Reply<never> => ({
  ok: false,
  error: toFailure(error, where, unexpected),
});

/** By the names of libuv (errno(3)). */
const REFUSALS: Partial<Record<string, Failure>> = {
  ENAMETOOLONG: {
    code: 'bad-request',
    message: 'The name or path is longer than the disk allows. Choose a shorter one.',
  },
  ENOSPC: { code: 'disk', message: 'The disk is full. Free some space and repeat the step.' },
  EDQUOT: { code: 'disk', message: 'Your share of the disk is used up. Free some space and repeat the step.' },
  EROFS: { code: 'disk', message: 'The disk is read-only.' },
  EACCES: { code: 'disk', message: 'A file or folder may not be read or written: permission was denied.' },
  EPERM: { code: 'disk', message: 'A file or folder may not be read or written: permission was denied.' },
  EIO: { code: 'disk', message: 'The disk failed or went away.' },
};
