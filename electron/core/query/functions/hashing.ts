import { createHash } from 'node:crypto';
import { type Scalars, textOf, type Value } from './value.ts';

/** Lower-case hexadecimal, over the UTF-8 of a text or the bytes of a blob. MD5 and SHA-1 only to compare with what others hashed. */
const hashed = (algorithm: 'sha256' | 'sha1' | 'md5') => ({
  runs: [
    (value: Value): Value =>
      value === null
        ? null
        : createHash(algorithm)
            .update(value instanceof Uint8Array ? value : textOf(value))
            .digest('hex'),
  ],
});

export const hashFunctions = { sha256: hashed('sha256'), sha1: hashed('sha1'), md5: hashed('md5') } satisfies Scalars;
