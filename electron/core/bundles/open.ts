import { createHash } from 'node:crypto';
import type { Input } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { caseLabel } from '../../../shared/domain/labels.ts';
import { parsePart } from '../bundle-part.ts';
import type { JobContext } from '../context.ts';
import { type Staged, stage } from '../evidence/staging.ts';
import { decrypted } from './age.ts';
import { type ReadEntry, unpacked } from './archive.ts';
import { type CustodyWalk, custodyWalk } from './custody-walk.ts';
import { type BundleEntry, CUSTODY, type Manifest, VERIFIER } from './format.ts';
import { expectedParts } from './parts.ts';
import { checkHash, expected, listedBytes, listedDocument, type Opened, readManifest } from './read.ts';
import { holdReviews } from './review-claims.ts';

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
    const read = documentsOf(opened.manifest);
    const walk = custodyWalk(opened.manifest);
    for (const listed of opened.manifest.entries) {
      const entry = await expected(entries, listed.name);
      if (entry.bytes !== listed.bytes) checkHash(listed, entry.bytes, '');
      if (listed.name === VERIFIER) await listedBytes(entry, listed);
      else if (isDocument(listed.name)) documents.set(listed.name, await read(entry, listed));
      else if (listed.name === CUSTODY || wanted(listed.sha256)) {
        const bytes = await stage(context, listed.name === CUSTODY ? watched(entry, walk) : entry.content);
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
    return { ...opened, custody: contradicted(opened, walk, documents) };
  } finally {
    await entries.return?.(undefined);
  }
}

/** Reads what a bundle says and no more of it than that: its signature, its documents and its custody log are checked, originals are not looked at. */
export async function look(
  context: JobContext,
  incoming: Incoming,
  secret: Secret,
): Promise<{ opened: Opened; documents: Map<string, unknown> }> {
  const entries = unpacked(decrypted(secret, counted(context, incoming)));
  const documents = new Map<string, unknown>();
  try {
    const opened = await readManifest(entries);
    const read = documentsOf(opened.manifest);
    const walk = custodyWalk(opened.manifest);
    let left = countOf(opened.manifest);
    for (const listed of opened.manifest.entries) {
      if (left === 0) break;
      const entry = await expected(entries, listed.name);
      if (entry.bytes !== listed.bytes) checkHash(listed, entry.bytes, '');
      if (isDocument(listed.name)) documents.set(listed.name, await read(entry, listed));
      else if (listed.name === CUSTODY)
        await hashed(context, { ...entry, content: watched(entry, walk) }, (...sum) => checkHash(listed, ...sum));
      else await hashed(context, entry, () => {});
      if (isRead(listed.name)) left--;
      await context.breathe();
    }
    return { opened: { ...opened, custody: contradicted(opened, walk, documents) }, documents };
  } finally {
    await entries.return?.(undefined);
  }
}
/** What a bundle says against itself, and the reviews that were taken out of its documents for that. */
const contradicted = (
  { manifest, fingerprint }: Opened,
  walk: CustodyWalk,
  documents: Map<string, unknown>,
): string[] => [...walk.faults(), ...holdReviews(documents, manifest, fingerprint, walk.reviews())];
const isRead = (name: string): boolean => isDocument(name) || name === CUSTODY;
const countOf = ({ entries }: Manifest): number => entries.filter(({ name }) => isRead(name)).length;

async function* watched({ content }: ReadEntry, walk: CustodyWalk): AsyncIterableIterator<Uint8Array> {
  for await (const chunk of content) {
    walk.add(chunk);
    yield chunk;
  }
}

/**
 * Reads documents and holds each against what its part says of it, so that all that is compared, merged and restored has the fields
 * that it should and no others: a command that is given what a document says can then not be given the id of another case.
 */
function documentsOf(manifest: Manifest): (entry: ReadEntry, listed: BundleEntry) => Promise<unknown> {
  const schemas = new Map(expectedParts(manifest).map(({ name, schema }) => [name, schema]));
  return async (entry, listed) => {
    const value = await listedDocument(entry, listed);
    const schema = schemas.get(listed.name);
    if (schema) parsePart(schema, value);
    return value;
  };
}

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
