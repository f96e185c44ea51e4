import { createHash, randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Exhibit, LaterAcquisition } from '../../../shared/contract/evidence.ts';
import { type CaseId, ExhibitId } from '../../../shared/contract/values.ts';
import type { AcquiredAgain } from '../../../shared/domain/acquisitions.ts';
import type { CustodyAction } from '../../../shared/domain/custody-actions.ts';
import { EXHIBIT_KINDS } from '../../../shared/domain/exhibit-kinds.ts';
import { takeExhibitNumber } from '../cases/reads.ts';
import type { JobContext, WriteContext } from '../context.ts';
import { closeIncoming, openIncoming } from '../db/incoming.ts';
import type { WriteDb } from '../db/open.ts';
import type { PerceptualHash } from '../pictures/perceptual-hash.ts';
import { StoreBeside } from '../process/store-beside.ts';
import { Utf8Check } from '../text/encoding.ts';
import { inTransaction } from '../transaction.ts';
import { CHUNK_BYTES, pack, packNow, type StoredChunk } from './packing.ts';
import { type Derivative, exhibitById, type WorkingCopy } from './reads.ts';
import {
  deleteChunks,
  insertAcquisition,
  insertChunk,
  insertContent,
  insertCopy,
  insertExhibit,
  insertHash,
  newChunk,
  putDerivative,
  releaseBytes,
  setTags,
  updateExhibit,
} from './store.ts';

const TAKEN_IN = 'The bytes were stored already, or given up.';
/** Bytes of a content that are deleted in one transaction: other writes get their turn between. */
const BATCH_BYTES = 16 << 20;
/** So many chunks are packed or wait to be stored at most. */
const MOST_WAITING = 3;
/** So much is stored by the core itself before a thread is started for the rest. */
const BYTES_BEFORE_THREAD = 4 << 20;

/** Bytes that lie in the store and count for nothing until `keepStaged`. */
export interface Staged {
  readonly contentId: number;
  readonly sha256: string;
  readonly bytes: number;
  /** As the function of this name gives it. */
  readonly brokenUtf8At: number;
}

/** What is known of an exhibit when it is taken in. What is left out gets its empty value, or this vault's own. */
export interface ExhibitFacts {
  readonly caseId: CaseId;
  readonly kind: Exhibit['kind'];
  readonly title: string;
  readonly originalName: string;
  readonly mediaType: string;
  readonly preview: Exhibit['preview'];
  /** "file import", "pasted", "dropped", "frozen query", "bundle" … */
  readonly how: string;
  readonly source?: string | undefined;
  readonly typeWarning?: string | null;
  readonly previewProblem?: string | null;
  readonly width?: number | null;
  readonly height?: number | null;
  readonly sensitivity?: Exhibit['sensitivity'] | undefined;
  readonly reliability?: Exhibit['reliability'];
  readonly credibility?: Exhibit['credibility'];
  readonly note?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly derivatives?: readonly Derivative[];
  readonly hash?: PerceptualHash | null | undefined;
  /** What it is a working copy of, and by which steps. */
  readonly copy?: Omit<WorkingCopy, 'exhibitId'>;
  /** Zone it was taken in; this machine's when left out. */
  readonly zone?: string | undefined;
  /** For an exhibit that was acquired before, elsewhere: when and by whom, and the number it keeps. */
  readonly acquiredAt?: string;
  readonly acquiredBy?: string;
  readonly number?: number;
  readonly laterAcquisitions?: readonly LaterAcquisition[] | undefined;
  /** Goes into the custody entry, whose action is `action` ("evidence.import" when left out). */
  readonly action?: CustodyAction;
  readonly detail?: Readonly<Record<string, unknown>>;
}

/**
 * Streams bytes into the store, a chunk a transaction; memory does not grow with their number. Nothing is waited for on the disk:
 * the transaction that makes an exhibit of them brings them along.
 * What was staged is removed again when the bytes stop arriving or the job is cancelled; after a crash the next opening sweeps it.
 * @param onBytes hears how many bytes have arrived. @throws Fault of the source, or `cancelled`
 */
export async function stage(
  context: JobContext,
  source: AsyncIterable<Uint8Array>,
  onBytes: (done: number) => void = () => {},
): Promise<Staged> {
  const contentId = context.write(({ db, at }) => openIncoming(db, 'content', at));
  const hash = createHash('sha256');
  const utf8 = new Utf8Check();
  const waiting: { readonly chunk: Promise<StoredChunk>; readonly upTo: number }[] = [];
  const { writer } = context.session;
  const thread: { beside?: StoreBeside } = {};
  let bytes = 0;
  let seq = 0;
  const storeNext = async () => {
    const next = waiting.shift();
    if (!next) return;
    const chunk = await next.chunk;
    if (next.upTo > BYTES_BEFORE_THREAD) {
      thread.beside ??= new StoreBeside(context.session, context.signal);
      const own = new Uint8Array(chunk.bytes); // whose memory may be that of others too
      const message = { sql: newChunk(contentId, seq++, { ...chunk, bytes: own }), bytes: own.length };
      await thread.beside.write(message, [own.buffer]);
    } else writer.withoutWaiting(() => context.write(({ db }) => insertChunk(db, contentId, seq++, chunk)));
    onBytes(next.upTo);
    await context.breathe();
  };
  try {
    for await (const piece of inChunks(source)) {
      hash.update(piece);
      utf8.add(piece);
      bytes += piece.length;
      const chunk = pack(piece);
      chunk.catch(() => {}); // whoever waits for it hears of it
      waiting.push({ chunk, upTo: bytes });
      if (waiting.length >= MOST_WAITING) await storeNext();
    }
    while (waiting.length > 0) await storeNext();
    await thread.beside?.settled();
    return { contentId, sha256: hash.digest('hex'), bytes, brokenUtf8At: utf8.end() };
  } catch (error) {
    await thread.beside?.close(); // what it still did would come after what is taken out
    await discardStaged(context, contentId);
    throw error;
  } finally {
    await thread.beside?.close();
  }
}

/** Cuts a stream into chunks of exactly 1 MiB but for the last one. */
async function* inChunks(source: AsyncIterable<Uint8Array>): AsyncIterableIterator<Uint8Array> {
  let chunk = Buffer.allocUnsafeSlow(CHUNK_BYTES);
  let filled = 0;
  for await (const piece of source) {
    for (let at = 0; at < piece.length; ) {
      if (filled === 0 && piece.length - at >= CHUNK_BYTES) {
        yield piece.subarray(at, at + CHUNK_BYTES); // as a file gives them: nothing to gather
        at += CHUNK_BYTES;
        continue;
      }
      const part = piece.subarray(at, at + CHUNK_BYTES - filled);
      chunk.set(part, filled);
      filled += part.length;
      at += part.length;
      if (filled < CHUNK_BYTES) continue;
      yield chunk;
      chunk = Buffer.allocUnsafeSlow(CHUNK_BYTES);
      filled = 0;
    }
  }
  if (filled > 0) yield chunk.subarray(0, filled);
}

/** Takes staged bytes out again. Works for a cancelled job too, whose own `write` refuses. @param signal stops it between two batches */
export async function discardStaged(
  { core, session }: Pick<JobContext, 'core' | 'session'>,
  contentId: number,
  signal?: AbortSignal,
): Promise<void> {
  while (!inTransaction(core, session, 'evidence', ({ db }) => deleteBatch(db, contentId), false)) {
    await nextTurn();
    if (signal?.aborted) throw new Fault('cancelled', 'Stopped.');
  }
}

/**
 * Marks an exhibit removed and deletes the first batch of its bytes, in the caller's transaction.
 * @returns the content of which bytes are left, for `discardStaged`; null when there are none
 */
export function release({ db, at }: WriteContext, id: ExhibitId, reason: string): number | null {
  const content = releaseBytes(db, id, at, reason);
  return content === null || deleteBatch(db, content) ? null : content;
}

/** Keeps what was derived from an exhibit later on, in place of what there was of that kind. */
export const derive = ({ db, at }: WriteContext, id: ExhibitId, derivative: Derivative): void =>
  putDerivative(db, id, derivative, at);

/** For copies whose originals become known after them. */
export const recordCopy = ({ db }: WriteContext, copy: WorkingCopy): void => insertCopy(db, copy);

/** Deletes at most a batch of chunks that are staged or let go of. @returns whether that was the last of them */
export function deleteBatch(db: WriteDb, contentId: number): boolean {
  const most = BATCH_BYTES / CHUNK_BYTES;
  const ended = deleteChunks(db, contentId, most) < most;
  if (ended) closeIncoming(db, contentId, 'content', TAKEN_IN);
  return ended;
}

/** Makes staged bytes an exhibit with its number and its custody entry: all of it or nothing. @throws Fault `not-found` for a foreign case */
export function keepStaged(context: WriteContext, staged: Staged, facts: ExhibitFacts): Exhibit {
  closeIncoming(context.db, staged.contentId, 'content', TAKEN_IN);
  return record(context, staged, facts);
}

/** Records an exhibit whose bytes were removed where it comes from: number, size and hash stay what other things rest on. */
export function keepRemoved(context: WriteContext, { at, ...bytes }: RemovedThere, facts: ExhibitFacts): Exhibit {
  const detail = { ...facts.detail, removedThere: at };
  const { id } = record(context, { contentId: null, ...bytes }, { ...facts, detail });
  releaseBytes(context.db, id, at, 'Removed before the bundle was made');
  return exhibitById(context.db, id);
}
interface RemovedThere {
  readonly at: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** Stores bytes that are in memory as an exhibit, with its number and its custody entry, within the caller's transaction. */
export function storeExhibit(context: WriteContext, facts: ExhibitFacts, bytes: Uint8Array): Exhibit {
  const { db, at } = context;
  const contentId = openIncoming(db, 'content', at); // takes an id that no other content or dataset has
  closeIncoming(db, contentId, 'content', TAKEN_IN);
  for (let start = 0, seq = 0; start < bytes.length; start += CHUNK_BYTES, seq++)
    insertChunk(db, contentId, seq, packNow(bytes.subarray(start, start + CHUNK_BYTES)));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return record(context, { contentId, sha256, bytes: bytes.length }, facts);
}

function record(
  context: WriteContext,
  staged: Pick<Staged, 'sha256' | 'bytes'> & { readonly contentId: number | null },
  facts: ExhibitFacts,
): Exhibit {
  const { db, at, core, session } = context;
  if (staged.bytes === 0 && EXHIBIT_KINDS[facts.kind].arrives)
    throw new Fault('unsupported', `"${facts.originalName}" is empty: it has no bytes. Nothing was stored.`);
  const id = ExhibitId.parse(randomUUID());
  if (staged.contentId !== null) insertContent(db, staged.contentId, staged.sha256, staged.bytes, CHUNK_BYTES);
  insertExhibit(db, {
    id,
    caseId: facts.caseId,
    contentId: staged.contentId,
    number: takeExhibitNumber(db, facts.caseId, facts.number),
    kind: facts.kind,
    title: facts.title,
    originalName: facts.originalName,
    mediaType: facts.mediaType,
    typeWarning: facts.typeWarning ?? null,
    preview: facts.preview,
    previewProblem: facts.previewProblem ?? null,
    width: facts.width ?? null,
    height: facts.height ?? null,
    bytes: staged.bytes,
    sha256: staged.sha256,
    acquiredAt: facts.acquiredAt ?? at,
    acquiredZone: facts.zone ?? core.zone,
    acquiredBy: facts.acquiredBy ?? session.investigator,
    acquiredHow: facts.how,
    source: facts.source ?? '',
    sensitivity: facts.sensitivity ?? 'normal',
    reliability: facts.reliability ?? null,
    credibility: facts.credibility ?? null,
    note: facts.note ?? '',
  });
  setTags(db, id, facts.tags ?? []);
  for (const later of facts.laterAcquisitions ?? []) insertAcquisition(db, id, later);
  for (const derivative of facts.derivatives ?? []) putDerivative(db, id, derivative, at);
  if (facts.hash) insertHash(db, facts.caseId, id, facts.hash);
  if (facts.copy) insertCopy(db, { exhibitId: id, ...facts.copy });
  const exhibit = exhibitById(db, id);
  context.record({
    caseId: facts.caseId,
    action: facts.action ?? 'evidence.import',
    subject: exhibit.label,
    // `exhibitId`, `bytes` and `sha256` together mark the entry as the one that took an exhibit in: `verify` holds it against the exhibit.
    detail: {
      ...facts.detail,
      exhibitId: id,
      name: exhibit.originalName,
      bytes: exhibit.bytes,
      sha256: exhibit.sha256,
      mediaType: exhibit.mediaType,
      how: exhibit.acquiredHow,
      source: exhibit.source,
    },
  });
  return exhibit;
}

/** What is told of bytes that the case has already. */
export type AgainFacts = Pick<
  ExhibitFacts,
  'originalName' | 'how' | 'source' | 'note' | 'tags' | 'sensitivity' | 'zone'
> & {
  readonly title?: string | undefined;
  readonly detail?: Readonly<Record<string, unknown>>;
};
/**
 * Records that the bytes of an exhibit came in again: a fact of its own, which the first custodian's word does not replace.
 * Who marks them personal or graphic is heeded at once; that they were not so marked before is no reason to show them.
 */
export function acquireAgain(context: WriteContext, exhibit: Exhibit, facts: AgainFacts): AcquiredAgain {
  const { db, at, core, session } = context;
  const before = [{ ...exhibit, position: 1 }, ...exhibit.laterAcquisitions];
  const tags = [...new Set((facts.tags ?? []).map((tag) => tag.trim()))];
  const later: LaterAcquisition = {
    position: before.length + 1,
    acquiredAt: at,
    acquiredZone: facts.zone ?? core.zone,
    acquiredBy: session.investigator,
    acquiredHow: facts.how,
    title: facts.title?.trim() ?? '',
    originalName: facts.originalName,
    source: facts.source ?? '',
    note: facts.note ?? '',
    tags,
    sensitivity: facts.sensitivity ?? 'normal',
  };
  insertAcquisition(db, exhibit.id, later);
  const sensitivityRaised = exhibit.sensitivity === 'normal' && later.sensitivity !== 'normal';
  if (sensitivityRaised) updateExhibit(db, exhibit.id, { ...exhibit, sensitivity: later.sensitivity });
  const same = before.findLast(
    ({ acquiredBy, source }) => acquiredBy === later.acquiredBy && source.trim() === later.source.trim(),
  );
  const { position, originalName: name, acquiredHow: how, source, note, title, sensitivity } = later;
  context.record({
    caseId: exhibit.caseId,
    action: 'evidence.importDuplicate',
    subject: exhibit.label,
    detail: {
      ...facts.detail,
      name,
      sha256: exhibit.sha256,
      acquisition: position,
      how,
      source,
      title,
      note,
      tags,
      sensitivity,
      sensitivityRaised,
    },
  });
  return { position, repeats: same?.position ?? null, sensitivityRaised };
}
