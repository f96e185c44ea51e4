import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { hashRaw } from '@node-rs/argon2';
import { z } from 'zod';

/** What a derivation costs: memory, passes over it, and how many threads share the work. */
export interface KeyCost {
  readonly memoryKiB: number;
  readonly passes: number;
  readonly lanes: number;
}
/** RFC 9106 asks for 64 MiB and 3 passes where memory is scarce. Every program uses this; only tests set another. */
export const KEY_COST: KeyCost = { memoryKiB: 65_536, passes: 3, lanes: 4 };

/**
 * What `vault.json` may ask for before a passphrase is even known to be right. Argon2id's work grows with memory x passes:
 * at most 4 GiB of it, and 1 GiB at once, so that an altered file costs seconds, not minutes or the machine's memory. What
 * this program writes is 64 MiB x 3, a twentieth of it; that leaves room for dearer defaults later.
 */
const MOST_MEMORY_KIB = 1_048_576;
const MOST_WORK_KIB = 4_194_304;
export const TOO_DEAR = 'more memory or passes than a passphrase may cost (1 GiB; 4 GiB over all passes)';

const bytesOf = (least: number, most: number) =>
  z.base64().refine((text) => {
    const { length } = Buffer.from(text, 'base64');
    return length >= least && length <= most;
  });
const SEALED = { nonce: bytesOf(12, 12), sealed: bytesOf(48, 48) }; // 32 bytes of key and the tag

/**
 * The data key under a key derived from a secret: AES-256-GCM, 96-bit nonce, 128-bit tag appended; with it the parameters of
 * Argon2id. A key that costs less than `least` was not made by this program, and is refused.
 */
export const wrappedKey = (least: KeyCost) =>
  z.strictObject({
    kdf: z
      .strictObject({
        algorithm: z.literal('argon2id'),
        memoryKiB: z.int().min(least.memoryKiB),
        passes: z.int().min(least.passes),
        lanes: z.int().min(1).max(16),
        salt: bytesOf(16, 64),
      })
      .refine(({ memoryKiB, passes }) => memoryKiB <= MOST_MEMORY_KIB && memoryKiB * passes <= MOST_WORK_KIB, TOO_DEAR),
    ...SEALED,
  });
export type WrappedKey = z.infer<ReturnType<typeof wrappedKey>>;

export const KEY_BYTES = 32;
const ARGON2ID = 2; // Algorithm.Argon2id: a const enum, which isolated modules cannot import

export const newDataKey = (): Buffer => randomBytes(KEY_BYTES);

/** The data key under a random key, which needs no derivation. */
export const DeviceWrappedKey = z.strictObject(SEALED);
export type DeviceWrappedKey = z.infer<typeof DeviceWrappedKey>;

/** @param binding what the wrapped key belongs to; it cannot be moved to another vault or slot. */
export async function wrapKey(
  dataKey: Uint8Array,
  secret: string,
  binding: string,
  cost: KeyCost,
): Promise<WrappedKey> {
  const kdf = { algorithm: 'argon2id' as const, ...cost, salt: randomBytes(16).toString('base64') };
  const key = await derive(secret, kdf);
  try {
    return { kdf, ...wrapUnder(key, dataKey, binding) };
  } finally {
    key.fill(0);
  }
}

export function wrapUnder(key: Uint8Array, dataKey: Uint8Array, binding: string): DeviceWrappedKey {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(binding, 'utf8'));
  const sealed = Buffer.concat([cipher.update(dataKey), cipher.final(), cipher.getAuthTag()]);
  return { nonce: nonce.toString('base64'), sealed: sealed.toString('base64') };
}

/** @returns the data key, or null when the secret is wrong (or the wrapped key was altered: the two cannot be told apart). */
export async function unwrapKey(wrapped: WrappedKey, secret: string, binding: string): Promise<Buffer | null> {
  const key = await derive(secret, wrapped.kdf);
  try {
    return unwrapUnder(key, wrapped, binding);
  } finally {
    key.fill(0);
  }
}

/** @returns the data key, or null when `key` is another, or the wrapped key was altered */
export function unwrapUnder(key: Uint8Array, wrapped: DeviceWrappedKey, binding: string): Buffer | null {
  let opened: Buffer | null = null;
  try {
    const sealed = Buffer.from(wrapped.sealed, 'base64');
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(wrapped.nonce, 'base64'));
    decipher.setAAD(Buffer.from(binding, 'utf8'));
    decipher.setAuthTag(sealed.subarray(-16));
    opened = decipher.update(sealed.subarray(0, -16)); // GCM: all of it, but not yet proved
    decipher.final();
    return opened;
  } catch {
    opened?.fill(0);
    return null;
  }
}

async function derive(secret: string, kdf: WrappedKey['kdf']): Promise<Buffer> {
  // NFKC, so that the same passphrase typed on another keyboard or system gives the same bytes (NIST SP 800-63B, 5.1.1.2).
  return hashRaw(secret.normalize('NFKC'), {
    algorithm: ARGON2ID,
    memoryCost: kdf.memoryKiB,
    timeCost: kdf.passes,
    parallelism: kdf.lanes,
    outputLen: KEY_BYTES,
    salt: Buffer.from(kdf.salt, 'base64'),
  });
}

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'; // Crockford base32: no I, L, O, U
const DATA_LENGTH = 35; // 175 bits
const CHECK_LENGTH = 5; // 25 bits: a typing error is told apart from a wrong code

/** Eight groups of five characters: 175 random bits and a 25-bit checksum. */
export function newRecoveryCode(): string {
  const data = [...randomBytes(DATA_LENGTH)].map((byte) => ALPHABET[byte & 31]).join('');
  return (data + checksum(data)).replace(/.{5}(?=.)/g, '$&-');
}

/** Forgives case, spaces, dashes, and O for 0, I or L for 1. @returns null when the checksum shows a typing error. */
export function readRecoveryCode(typed: string): string | null {
  const text = typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  const data = text.slice(0, DATA_LENGTH);
  return text.length === DATA_LENGTH + CHECK_LENGTH && text.slice(DATA_LENGTH) === checksum(data) ? data : null;
}

function checksum(data: string): string {
  const digest = createHash('sha256').update(`redthread recovery ${data}`).digest();
  return [...digest.subarray(0, CHECK_LENGTH)].map((byte) => ALPHABET[byte & 31]).join('');
}
