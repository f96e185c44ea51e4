import { parentPort } from 'node:worker_threads';
import type { StoredChunk } from '../evidence/packing.ts';
import { type PiecesDigest, PiecesHash } from './pieces-digest.ts';

/** A piece of a thing, or its end; things come one after the other. */
export type ToHash = { readonly piece: StoredChunk } | { readonly end: true };
/** How many bytes were taken, or what the thing that ended came to. */
export type Hashed = { readonly taken: number } | { readonly digest: PiecesDigest };

const hash = new PiecesHash();
parentPort?.on('message', (message: ToHash) => {
  const answer = (hashed: Hashed) => parentPort?.postMessage(hashed);
  if ('end' in message) return answer({ digest: hash.end() });
  hash.add(message.piece);
  answer({ taken: message.piece.bytes.length });
});
