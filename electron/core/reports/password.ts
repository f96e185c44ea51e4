import { Fault } from '../../../shared/contract/errors.ts';

/** A reader takes 127 bytes of UTF-8 into account; more would be cut off without a word. */
const MOST_BYTES = 127;

/** @throws Fault `bad-request` for a password that PDF readers could not be given again */
export function checkPassword(password: string): void {
  const bytes = Buffer.byteLength(password.normalize('NFKC'), 'utf8');
  if (bytes > MOST_BYTES)
    throw new Fault(
      'bad-request',
      `The password is ${bytes} bytes long; a PDF takes at most ${MOST_BYTES}. Choose a shorter one.`,
    );
  if (/\p{Cc}/u.test(password))
    throw new Fault('bad-request', 'The password holds a control character, which cannot be typed into a PDF reader.');
}
