import { randomBytes, scrypt } from 'node:crypto';
import { ReadableStream as NodeReadableStream } from 'node:stream/web';
import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { type Encrypter, type Identity, type Recipient, Stanza } from 'age-encryption';

/**
 * age's passphrase stanza (C2SP age.md, "scrypt") with the platform's scrypt, which works on another thread. The library's
 * own, in JavaScript, holds up everything else for a second at the customary work factor.
 */
const LABEL = 'age-encryption.org/v1/scrypt';
/** 2^18 is what the age tool writes; 2^20 takes 1 GiB, and nobody may ask this program for more. */
const LOG_N = 18;
const MOST_LOG_N = 20;
const SALT_BYTES = 16;
const NONCE = new Uint8Array(12); // each key encrypts once

export const scryptRecipient = (passphrase: string): Recipient => ({
  wrapFileKey: async (fileKey) => {
    const salt = randomBytes(SALT_BYTES);
    const key = await derive(passphrase, salt, LOG_N);
    const body = chacha20poly1305(key, NONCE).encrypt(fileKey);
    return [new Stanza(['scrypt', unpadded(salt), String(LOG_N)], body)];
  },
});

/** @returns an identity that throws for a stanza that is malformed or asks for too much work */
export const scryptIdentity = (passphrase: string): Identity => ({
  unwrapFileKey: async (stanzas) => {
    const stanza = stanzas.find(({ args }) => args[0] === 'scrypt');
    if (!stanza) return null;
    if (stanzas.length !== 1) throw new Error('scrypt recipient is not the only one in the header');
    const [, salted = '', work = ''] = stanza.args;
    const salt = Buffer.from(salted, 'base64');
    if (stanza.args.length !== 3 || salt.length !== SALT_BYTES || unpadded(salt) !== salted || !/^[1-9]\d?$/.test(work))
      throw new Error('invalid scrypt stanza');
    if (Number(work) > MOST_LOG_N) throw new Error('scrypt work factor is too high');
    if (stanza.body.length !== 32) throw new Error('invalid scrypt stanza');
    const key = await derive(passphrase, salt, Number(work));
    try {
      return chacha20poly1305(key, NONCE).decrypt(stanza.body);
    } catch {
      return null; // another passphrase
    }
  },
});

function derive(passphrase: string, salt: Uint8Array, logN: number): Promise<Buffer> {
  const [N, r] = [2 ** logN, 8];
  const salted = Buffer.concat([Buffer.from(LABEL), salt]);
  return new Promise((resolve, reject) =>
    scrypt(passphrase, salted, 32, { N, r, p: 1, maxmem: 128 * r * (N + 1024) }, (error, key) =>
      error ? reject(error) : resolve(key),
    ),
  );
}

const unpadded = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');

export async function* encrypted(
  encrypter: Encrypter,
  plain: AsyncIterable<Uint8Array>,
): AsyncIterableIterator<Uint8Array> {
  yield* await encrypter.encrypt(asWebStream(plain));
}

// The same class at run time; the DOM's declaration of it lacks `from`.
export const asWebStream = (bytes: AsyncIterable<Uint8Array>) =>
  NodeReadableStream.from(bytes) as unknown as ReadableStream<Uint8Array>;
