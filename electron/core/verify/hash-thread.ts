import { createHash, type Hash } from 'node:crypto';
import { parentPort } from 'node:worker_threads';

/** Bytes of a thing, or its end; things come one after the other. */
export type ToHash = { readonly bytes: Uint8Array } | { readonly end: true };
/** How many bytes were taken, or the digest of the thing that ended, lower-case hex. */
export type Hashed = { readonly taken: number } | { readonly digest: string };

let hash: Hash = createHash('sha256');
parentPort?.on('message', (message: ToHash) => {
  const answer = (hashed: Hashed) => parentPort?.postMessage(hashed);
  if ('bytes' in message) {
    hash.update(message.bytes);
    return answer({ taken: message.bytes.length });
  }
  answer({ digest: hash.digest('hex') });
  hash = createHash('sha256');
});
