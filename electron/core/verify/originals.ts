import type { VerifyReport } from '../../../shared/contract/vault.ts';
import type { JobContext } from '../context.ts';
import { chunkAt } from '../evidence/reads.ts';
import { CHUNK_BYTES } from '../evidence/staging.ts';
import { type Digesting, digestHere, type HashThread } from './hashing.ts';
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
  readonly problem: string | null;
  readonly digest: Promise<string>;
  /** Whether its pieces have the size that they had. */
  readonly even: boolean;
}

/** Reads the pieces one by one. @returns null for what was removed meanwhile, by the book */
async function readThrough(
  { db, breathe }: Reading,
  { contentId, bytes, chunkBytes }: Original,
  digest: Digesting,
  onBytes: (done: number) => void,
): Promise<Read | null> {
  let found = 0;
  let even = chunkBytes === CHUNK_BYTES;
  let seq = 0;
  let ended: Promise<string> | null = null;
  try {
    for (; ; seq++) {
      const chunk = chunkAt(db, contentId, seq);
      if (!chunk) break;
      const { length } = chunk;
      even &&= length === Math.min(chunkBytes, Math.max(0, bytes - found));
      await digest.add(chunk);
      found += length;
      onBytes(Math.min(found, bytes));
      await breathe();
    }
  } finally {
    ended = digest.end();
    ended.catch(() => {}); // whoever waits for it hears of it
  }
  if (!isHeld(db, contentId)) return null;
  const problem =
    countChunks(db, contentId) !== seq
      ? 'has pieces missing or out of place'
      : found !== bytes
        ? `has ${found} bytes; ${bytes} came in`
        : null;
  return { problem, digest: ended, even };
}

async function problemOf(read: Read | null, { sha256 }: Original): Promise<string | null> {
  if (read === null || read.problem !== null) return read?.problem ?? null;
  if ((await read.digest) !== sha256) return `its bytes were altered: they no longer have the SHA-256 ${sha256}`;
  return read.even ? null : 'has pieces of another size than it had';
}
