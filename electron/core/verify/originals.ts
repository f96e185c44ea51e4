import type { VerifyReport } from '../../../shared/contract/vault.ts';
import type { JobContext } from '../context.ts';
import { storedChunkAt } from '../evidence/chunks.ts';
import { CHUNK_BYTES } from '../evidence/packing.ts';
import { type Digesting, digestHere, type HashThread } from './hashing.ts';
import type { PiecesDigest } from './pieces-digest.ts';
import { countChunks, isHeld, type Original } from './reads.ts';
import { nameOfBytes } from './records.ts';

type Fault = VerifyReport['faults'][number];
/** Looks at a part, and reports it as a fault where that cannot be done. */
export type Looked = (what: Fault['what'], subject: string, look: () => void | Promise<void>) => Promise<void>;

type Reading = Pick<JobContext, 'db' | 'breathe' | 'progress'>;

/** Hashes every original again; in the thread beside the reading of what comes next. */
export async function checkOriginals(
  context: Reading,
  originals: readonly Original[],
  thread: HashThread | null,
  looked: Looked,
  report: (fault: Fault) => void,
): Promise<void> {
  const total = originals.reduce((sum, { bytes }) => sum + bytes, 0);
  let done = 0;
  let conclude = async () => {};
  for (const original of originals) {
    const what = nameOfBytes(original.kind);
    const subject = original.exhibits ?? `content ${original.contentId}`;
    const progress = (bytes: number) => context.progress(done + bytes, total, 'bytes');
    let next = async () => {};
    await looked(what, subject, async () => {
      if (original.exhibits === null)
        report({ what, subject, problem: 'there are bytes that no exhibit accounts for' });
      const read = await readThrough(context, original, digesting(thread, original), progress);
      next = () =>
        looked(what, subject, async () => {
          // A thread that could not be had or broke down says nothing about the bytes.
          const problem = await problemOf(read, original).catch(async () =>
            problemOf(await readThrough(context, original, digestHere(), progress), original),
          );
          if (problem !== null) report({ what, subject, problem });
        });
    });
    await conclude();
    conclude = next;
    done += original.bytes;
  }
  await conclude();
}

const digesting = (thread: HashThread | null, { bytes }: Original): Digesting =>
  thread && bytes > CHUNK_BYTES ? thread.begin() : digestHere();

/** What reading an original showed, while its digest may still be on its way. */
interface Read {
  /** Whether as many pieces are there as were found one after the other. */
  readonly inPlace: boolean;
  readonly digest: Promise<PiecesDigest>;
}

/** Reads the pieces one by one. @returns null for what was removed meanwhile, by the book */
async function readThrough(
  { db, breathe }: Reading,
  { contentId, bytes, chunkBytes }: Original,
  digest: Digesting,
  onBytes: (done: number) => void,
): Promise<Read | null> {
  let seq = 0;
  let ended: Promise<PiecesDigest> | null = null;
  try {
    for (; ; seq++) {
      const chunk = storedChunkAt(db, contentId, seq);
      if (!chunk) break;
      await digest.add(chunk);
      onBytes(Math.min((seq + 1) * chunkBytes, bytes));
      await breathe();
    }
  } finally {
    ended = digest.end();
    ended.catch(() => {}); // whoever waits for it hears of it
  }
  if (!isHeld(db, contentId)) return null;
  return { inPlace: countChunks(db, contentId) === seq, digest: ended };
}

async function problemOf(read: Read | null, { sha256, bytes, chunkBytes }: Original): Promise<string | null> {
  if (read === null) return null;
  if (!read.inPlace) return 'has pieces missing or out of place';
  const found = await read.digest;
  if (found.sha256 !== '' && found.bytes !== bytes) return `has ${found.bytes} bytes; ${bytes} came in`;
  if (found.sha256 !== sha256) return `its bytes were altered: they no longer have the SHA-256 ${sha256}`;
  const even = found.each === 0 ? bytes <= chunkBytes : found.each === chunkBytes && found.last <= chunkBytes;
  return even && chunkBytes === CHUNK_BYTES ? null : 'has pieces of another size than it had';
}
