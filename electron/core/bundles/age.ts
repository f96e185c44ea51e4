import { Decrypter, Encrypter } from 'age-encryption';
import type { Parsed } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { asWebStream, scryptIdentity, scryptRecipient } from '../files/age.ts';

/** The `age` v1 format (C2SP age.md), so that the public tool opens what we write. */
const LEAST_PASSPHRASE = 12;

/** @throws Fault `bad-request` for a recipient that is none, or a passphrase that is too short */
export function encrypterFor(to: Parsed<'bundle.export'>['to']): Encrypter {
  const encrypter = new Encrypter();
  if ('passphrase' in to) {
    if ([...to.passphrase].length < LEAST_PASSPHRASE)
      throw new Fault('bad-request', `The passphrase of a bundle needs ${LEAST_PASSPHRASE} characters or more.`);
    encrypter.addRecipient(scryptRecipient(to.passphrase));
    return encrypter;
  }
  for (const [index, recipient] of to.recipients.entries()) {
    try {
      encrypter.addRecipient(recipient.trim());
    } catch {
      throw new Fault('bad-request', `Recipient ${index + 1} is not an age public key (age1…).`);
    }
  }
  return encrypter;
}

/** @throws Fault `wrong-passphrase`, `unsupported` (no age file), `damaged`, and what the source throws */
export async function* decrypted(
  secret: Parsed<'bundle.import'>['with'],
  bytes: AsyncIterable<Uint8Array>,
): AsyncIterableIterator<Uint8Array> {
  const decrypter = new Decrypter();
  if ('passphrase' in secret) decrypter.addIdentity(scryptIdentity(secret.passphrase));
  else {
    try {
      decrypter.addIdentity(secret.identity.trim());
    } catch {
      throw new Fault('bad-request', 'That is not an age identity (AGE-SECRET-KEY-1…).');
    }
  }
  let fromSource: unknown = null;
  const watched = (async function* () {
    try {
      yield* bytes;
    } catch (error) {
      fromSource = error;
      throw error;
    }
  })();
  let plain: ReadableStream<Uint8Array>;
  try {
    plain = await decrypter.decrypt(asWebStream(watched));
  } catch (error) {
    throw fromSource ?? headerFault(error);
  }
  try {
    yield* plain;
  } catch {
    throw (
      fromSource ??
      new Fault('damaged', 'The bundle was altered or truncated: its encryption does not check. Nothing was stored.')
    );
  }
}

function headerFault(error: unknown): Fault {
  const text = error instanceof Error ? error.message : '';
  if (text.includes('no identity matched') || text.includes('header HMAC'))
    return new Fault('wrong-passphrase', 'The bundle is not encrypted to that key or passphrase.');
  if (text.includes('work factor is too high'))
    return new Fault(
      'too-large',
      'The bundle asks for more work to open its passphrase than is safe (scrypt over 2^20).',
    );
  return new Fault('unsupported', 'That file is not an age file, or its header is damaged. Nothing was stored.');
}
