import type { Output, Parsed } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { caseLabel } from '../../../shared/domain/labels.ts';
import type { JobContext } from '../context.ts';
import { datasetHandlers } from '../datasets/commands.ts';
import { parseDataset } from '../datasets/parse.ts';
import { listExhibits } from '../evidence/exhibits.ts';
import { indexText } from '../evidence/index-content.ts';
import { discardStaged, type Staged, stage } from '../evidence/intake.ts';
import { inTransaction } from '../transaction.ts';
import { decrypted } from './age.ts';
import { unpacked } from './archive.ts';
import { CUSTODY, VERIFIER } from './format.ts';
import { checkHash, expected, listedBytes, listedDocument, type Opened, readManifest } from './read.ts';
import { type Arrived, restore, type Table } from './restore.ts';

/**
 * Reads a bundle to its end before anything of it can be seen: originals wait as staged bytes, which count for nothing,
 * until every name, size, hash and reference has been checked. Then the case comes into being in one transaction.
 */
export async function importBundle(
  context: JobContext,
  { ticket, with: secret }: Parsed<'bundle.import'>,
): Promise<Output<'bundle.import'>> {
  const incoming = context.core.tickets.takeIncoming(ticket);
  context.label(`Taking in ${incoming.name}`);
  const staged = new Map<string, Staged>();
  const documents = new Map<string, unknown>();
  let restored: Awaited<ReturnType<typeof restore>>;
  let opened: Opened;
  try {
    opened = await arrive(context, decrypted(secret, counted(context, incoming)), staged, documents);
    const arrived: Arrived = { ...opened, staged, documents, from: incoming.name };
    await context.breathe();
    restored = await restore(context, arrived);
  } catch (error) {
    for (const { contentId } of staged.values()) await discardStaged(context, contentId);
    throw error;
  }
  const { caseId, tables } = restored;
  // From here on the case exists, so a cancelled job still reads its tables; a crash leaves tables to be read again by hand.
  const going: JobContext = {
    ...context,
    signal: new AbortController().signal,
    write: (work) => inTransaction(context.core, context.session, 'dataset', work, false),
    breathe: () => Promise.resolve(),
  };
  for (const exhibit of listExhibits(context.session.writer, caseId)) await indexText(going, exhibit);
  await readTables(going, tables);
  const { title } = opened.manifest.case;
  return { caseId, title, exhibits: restored.exhibits, manifestSha256: opened.sha256 };
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
  for await (const chunk of incoming.open()) {
    context.progress((done += chunk.length), incoming.size, 'bytes');
    yield chunk;
  }
}

/** Reads the tables as the sender had them read, then gives them the names that the sender's queries use. */
async function readTables(context: JobContext, tables: readonly Table[]): Promise<void> {
  const made = [];
  for (const { exhibitId, dialect, view } of tables)
    made.push({ ...(await parseDataset(context, exhibitId, dialect)), view });
  for (const { dataset, view } of made) {
    if (dataset.view === view) continue;
    inTransaction(
      context.core,
      context.session,
      'dataset',
      (write) => datasetHandlers['dataset.rename'](write, { datasetId: dataset.id, view }),
      true,
    );
  }
}
