import type { Output, Parsed } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { caseLabel } from '../../../shared/domain/labels.ts';
import type { JobContext } from '../context.ts';
import { discardStaged, type Staged, stage } from '../evidence/staging.ts';
import { decrypted } from './age.ts';
import { unpacked } from './archive.ts';
import { finish } from './finish.ts';
import { CUSTODY, VERIFIER } from './format.ts';
import { checkHash, expected, listedBytes, listedDocument, type Opened, readManifest } from './read.ts';
import { type ReadBundle, restore } from './restore.ts';

/**
 * Reads a bundle to its end before anything of it can be seen: originals wait as staged bytes, which count for nothing,
 * until every name, size, hash and reference has been checked. Then the case comes into being in one transaction.
 */
export async function importBundle(
  context: JobContext,
  { ticket, with: secret }: Parsed<'bundle.import'>,
): Promise<Output<'bundle.import'>> {
  const incoming = context.core.tickets.takeIncoming(ticket);
  context.label(`Importing ${incoming.name}`);
  const staged = new Map<string, Staged>();
  const documents = new Map<string, unknown>();
  let restored: Awaited<ReturnType<typeof restore>>;
  let opened: Opened;
  try {
    opened = await arrive(context, decrypted(secret, counted(context, incoming)), staged, documents);
    const arrived: ReadBundle = { ...opened, staged, documents, from: incoming.name };
    await context.breathe();
    restored = await restore(context, arrived);
  } catch (error) {
    for (const { contentId } of staged.values()) await discardStaged(context, contentId);
    throw error;
  }
  context.label(`Reading what ${incoming.name} brought`);
  const { unread, problems } = await finish(context, restored.caseId);
  const { manifest, sha256 } = opened;
  const held = manifest.exhibits.filter(({ removedAt }) => removedAt === null);
  const { scope, createdAt, createdBy } = manifest;
  const { seen, ...rest } = restored;
  return {
    ...rest,
    title: manifest.case.title,
    scope,
    createdAt,
    createdBy,
    exhibits: held.length,
    bytes: held.reduce((sum, { bytes }) => sum + bytes, 0),
    removedThere: manifest.exhibits.length - held.length,
    manifestSha256: sha256,
    seenBefore: seen,
    unread,
    problems,
  };
}

async function arrive(
  context: JobContext,
  plain: AsyncIterable<Uint8Array>,
  staged: Map<string, Staged>,
  documents: Map<string, unknown>,
): Promise<Opened> {
  const entries = unpacked(plain);
  try {
    const opened = await readManifest(entries);
    for (const listed of opened.manifest.entries) {
      const entry = await expected(entries, listed.name);
      if (entry.bytes !== listed.bytes) checkHash(listed, entry.bytes, '');
      if (listed.name === VERIFIER) await listedBytes(entry, listed);
      else if (listed.name !== CUSTODY && !listed.name.startsWith('originals/'))
        documents.set(listed.name, await listedDocument(entry, listed));
      else {
        const bytes = await stage(context, entry.content);
        staged.set(listed.name, bytes);
        checkHash(listed, bytes.bytes, bytes.sha256);
      }
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
