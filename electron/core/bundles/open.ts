import { createHash } from 'node:crypto';
import type { Input } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { caseLabel } from '../../../shared/domain/labels.ts';
import type { JobContext } from '../context.ts';
import { type Staged, stage } from '../evidence/staging.ts';
import { decrypted } from './age.ts';
import { type ReadEntry, unpacked } from './archive.ts';
import { CUSTODY, type Manifest, VERIFIER } from './format.ts';
import { checkHash, expected, listedBytes, listedDocument, type Opened, readManifest } from './read.ts';

type Incoming = ReturnType<JobContext['core']['tickets']['takeIncoming']>;
export type Secret = Input<'bundle.import'>['with'];

const isDocument = (name: string): boolean => name !== VERIFIER && name !== CUSTODY && !name.startsWith('originals/');

/**
 * Reads a bundle to its end and holds every entry against the manifest.
 * @param staged gets the custody log and the originals, but for those that are not `wanted`: they are hashed and let go
 */
export async function arrive(
  context: JobContext,
  incoming: Incoming,
  secret: Secret,
  staged: Map<string, Staged>,
  documents: Map<string, unknown>,
  wanted: (sha256: string) => boolean = () => true,
): Promise<Opened> {
  const entries = unpacked(decrypted(secret, counted(context, incoming)));
  try {
    const opened = await readManifest(entries);
    for (const listed of opened.manifest.entries) {
      const entry = await expected(entries, listed.name);
      if (entry.bytes !== listed.bytes) checkHash(listed, entry.bytes, '');
      if (listed.name === VERIFIER) await listedBytes(entry, listed);
      else if (isDocument(listed.name)) documents.set(listed.name, await listedDocument(entry, listed));
      else if (listed.name === CUSTODY || wanted(listed.sha256)) {
        const bytes = await stage(context, entry.content);
        staged.set(listed.name, bytes);
        checkHash(listed, bytes.bytes, bytes.sha256);
      } else await hashed(context, entry, (bytes, sha256) => checkHash(listed, bytes, sha256));
    }
    const more = await entries.next();
    if (!more.done)
      throw new Fault(
        'damaged',
        `The bundle of ${caseLabel(opened.manifest.case.number)} holds an entry that its manifest does not list. Nothing was stored.`,
      );
    return opened;
  } finally {
    await entries.return?.(undefined);
  }
}

/** Reads what a bundle says and no more of it than that: its signature and its documents are checked, originals are not looked at. */
export async function look(
  context: JobContext,
  incoming: Incoming,
  secret: Secret,
): Promise<{ opened: Opened; documents: Map<string, unknown> }> {
  const entries = unpacked(decrypted(secret, counted(context, incoming)));
  const documents = new Map<string, unknown>();
  try {
    const opened = await readManifest(entries);
    let left = countOf(opened.manifest);
    for (const listed of opened.manifest.entries) {
      if (left === 0) break;
      const entry = await expected(entries, listed.name);
      if (entry.bytes !== listed.bytes) checkHash(listed, entry.bytes, '');
      if (!isDocument(listed.name)) await hashed(context, entry, () => {});
      else {
        documents.set(listed.name, await listedDocument(entry, listed));
        left--;
      }
      await context.breathe();
    }
    return { opened, documents };
  } finally {
    await entries.return?.(undefined);
  }
}
const countOf = ({ entries }: Manifest): number => entries.filter(({ name }) => isDocument(name)).length;

async function hashed(
  context: JobContext,
  entry: ReadEntry,
  check: (bytes: number, sha256: string) => void,
): Promise<void> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of entry.content) {
    hash.update(chunk);
    bytes += chunk.length;
    await context.breathe();
  }
  check(bytes, hash.digest('hex'));
}

async function* counted(
  context: JobContext,
  incoming: { size: number | null; open(): AsyncIterable<Uint8Array> },
): AsyncIterableIterator<Uint8Array> {
  let done = 0;
  for await (const chunk of context.arriving(incoming.open())) {
    context.progress((done += chunk.length), incoming.size, 'bytes');
    yield chunk;
  }
}
