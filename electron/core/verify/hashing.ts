import { Worker } from 'node:worker_threads';
import type { StoredChunk } from '../evidence/packing.ts';
import { entryFile } from '../host/entries.ts';
import { logFault } from '../log.ts';
import type { Hashed, ToHash } from './hash-thread.ts';
import { type PiecesDigest, PiecesHash } from './pieces-digest.ts';

/** SHA-256 of one thing, piece by piece. */
export interface Digesting {
  /** The piece is taken over: its bytes are not there any more when this returns. Resolves when there is room for another. */
  add(piece: StoredChunk): Promise<void>;
  /** @throws where the thread ended unexpectedly */
  end(): Promise<PiecesDigest>;
}

/** This many bytes wait to be hashed at most. */
const MOST_WAITING_BYTES = 8 << 20;
const YOUNG_MB = 2;

/**
 * Hashes in a thread of its own, beside whoever reads and decrypts the next piece. Pieces change hands without being copied, and
 * things follow each other without waiting for a digest.
 */
export class HashThread implements AsyncDisposable {
  // Unpacked pieces lie outside its heap and go with its young part: a small one keeps few of them.
  private readonly worker = new Worker(entryFile('hash-thread'), {
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
  });
  private readonly digests: PromiseWithResolvers<PiecesDigest>[] = [];
  private waiting = 0;
  private room: PromiseWithResolvers<void> | null = null;
  private failure: Error | null = null;

  constructor() {
    this.worker.on('message', (hashed: Hashed) => {
      if ('digest' in hashed) return this.digests.shift()?.resolve(hashed.digest);
      this.waiting -= hashed.taken;
      if (this.waiting <= MOST_WAITING_BYTES) this.giveRoom();
    });
    this.worker.on('error', (error) => {
      logFault('hash thread', error);
      this.fail(error);
    });
    this.worker.on('exit', () => this.fail(new Error('the hash thread ended')));
  }

  /** Things are digested in the order in which they are begun; one is to end before the next begins. */
  begin(): Digesting {
    return {
      add: async (piece) => {
        const { bytes } = piece;
        this.waiting += bytes.length;
        // A piece that shares its memory with others is copied instead.
        this.send({ piece }, bytes.byteLength === bytes.buffer.byteLength ? [bytes.buffer as ArrayBuffer] : []);
        if (this.waiting <= MOST_WAITING_BYTES || this.failure) return;
        this.room ??= Promise.withResolvers();
        await this.room.promise;
      },
      end: () => {
        const digest = Promise.withResolvers<PiecesDigest>();
        if (this.failure) digest.reject(this.failure);
        else this.digests.push(digest);
        this.send({ end: true });
        return digest.promise;
      },
    };
  }
  async [Symbol.asyncDispose](): Promise<void> {
    await this.worker.terminate();
  }

  private send(message: ToHash, transfer: ArrayBuffer[] = []): void {
    if (!this.failure) this.worker.postMessage(message, transfer);
  }
  private giveRoom(): void {
    this.room?.resolve();
    this.room = null;
  }
  private fail(error: Error): void {
    this.failure ??= error;
    for (const digest of this.digests.splice(0)) digest.reject(this.failure);
    this.giveRoom();
  }
}

/** The same on the spot, for what is too small to be worth handing over. */
export function digestHere(): Digesting {
  const hash = new PiecesHash();
  return { add: async (piece) => hash.add(piece), end: async () => hash.end() };
}
