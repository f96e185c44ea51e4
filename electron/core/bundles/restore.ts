import type { Signer } from '../../../shared/contract/bundles.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { caseLabel, exhibitLabel } from '../../../shared/domain/labels.ts';
import { type Arrived, CASE_SECTION, type Counts, EXHIBITS_SECTION, parsePart, References } from '../bundle-part.ts';
import { caseFacts } from '../cases/reads.ts';
import type { JobContext, WriteContext } from '../context.ts';
import { originalEntry } from '../evidence/bundle.ts';
import { keepStaged, type Staged } from '../evidence/staging.ts';
import { BundledExchange, EXCHANGE } from './exchange-part.ts';
import { insertExchange, insertIds } from './exchanges.ts';
import { CUSTODY } from './format.ts';
import { digestsIn, renamedDocuments } from './merge/pairs.ts';
import { OF_KIND, PARTS, sumOf } from './parts.ts';
import type { Opened } from './read.ts';
import { restoringFrom } from './restoring.ts';
import { insertArrival, noteSigner, withOwn } from './store.ts';

/** A bundle that was read to its end. */
export interface ReadBundle extends Opened {
  readonly staged: ReadonlyMap<string, Staged>;
  readonly documents: ReadonlyMap<string, unknown>;
  /** Name of the file it came in. */
  readonly from: string;
}
export interface Restored extends Required<Omit<Counts, 'links'>> {
  readonly caseId: CaseId;
  readonly signer: Signer;
  /** A bundle of the same signer came in before. */
  readonly seen: boolean;
}

/**
 * Makes the case with all that the bundle holds, in one transaction. Every id is new; exhibit numbers stay. What is still to be
 * read of it, text and tables, is noted in the same transaction (finish.ts).
 * @throws Fault `damaged`
 */
export async function restore(context: JobContext, bundle: ReadBundle): Promise<Restored> {
  const { manifest } = bundle;
  const originals = await recognised(context, bundle);
  const documents = new Map(bundle.documents).set(CASE_SECTION, manifest.case).set(EXHIBITS_SECTION, manifest.exhibits);
  return context.write((write) => {
    const references = new References();
    const { restoring, tables } = restoringFrom(write, {
      references,
      scope: manifest.scope,
      exhibits: manifest.exhibits,
      manifestSha256: bundle.sha256,
      documents,
      originalOf: (number) => originals.get(number),
    });
    const counts = PARTS.map((part) => part.restore(restoring));
    const { caseId } = references;
    for (const { id, removedAt } of manifest.exhibits) {
      if (removedAt !== null) continue;
      const exhibitId = references.find('exhibit', id);
      insertArrival(write.db, { exhibitId, tables: tables.get(exhibitId) ?? [] });
    }
    noteExchange(write, bundle, documents, references);
    keepCustody(write, caseId, bundle);
    record(write, caseId, bundle);
    const signer = withOwn(write.db, noteSigner(write.db, bundle.fingerprint, manifest.publicKey, write.at));
    return {
      caseId,
      tables: sumOf(counts, 'tables'),
      queries: sumOf(counts, 'queries'),
      findings: sumOf(counts, 'findings'),
      entities: sumOf(counts, 'entities'),
      signer,
      seen: signer.bundles > 1,
    };
  });
}

/** From here on both sides have what the bundle held, and this vault knows by which ids the sender, and others before, have it. */
function noteExchange(
  { db, at }: WriteContext,
  { sha256, fingerprint, manifest: { scope } }: ReadBundle,
  documents: ReadonlyMap<string, unknown>,
  references: References,
): void {
  const { caseId } = references;
  const ids = new Map(references.ids());
  const here = renamedDocuments(documents, ids, new Map(), new Map());
  const { known, ids: before } = documents.has(EXCHANGE)
    ? parsePart(BundledExchange, documents.get(EXCHANGE))
    : { known: [], ids: [] };
  insertExchange(
    db,
    caseId,
    { manifestSha256: sha256, way: 'imported', scope, fingerprint, at, known },
    digestsIn(here, scope === 'exhibits'),
  );
  insertIds(db, caseId, ids);
  insertIds(
    db,
    caseId,
    before.flatMap(([there, sent]): [string, string][] => {
      const now = ids.get(sent);
      return now === undefined ? [] : [[there, now]];
    }),
  );
}

/** What each file is, told from its bytes here: the bundle's own word for it is not taken. */
export async function recognised(
  context: JobContext,
  { manifest, staged }: Pick<ReadBundle, 'manifest' | 'staged'>,
): Promise<Map<number, Arrived>> {
  const found = new Map<number, Arrived>();
  for (const { number, kind, originalName } of manifest.exhibits) {
    const bytes = staged.get(originalEntry(number));
    if (bytes) found.set(number, { staged: bytes, shown: await OF_KIND[kind].recognise(context, bytes, originalName) });
    await context.breathe();
  }
  return found;
}

function record(
  write: WriteContext,
  caseId: CaseId,
  { manifest, sha256, fingerprint, custody, from }: ReadBundle,
): void {
  const { id, number, createdAt, updatedAt } = manifest.case;
  write.record({
    caseId,
    action: 'bundle.import',
    subject: caseLabel(caseFacts(write.db, caseId).number),
    detail: {
      file: from,
      manifestSha256: sha256,
      senderFingerprint: fingerprint,
      sender: manifest.createdBy,
      program: manifest.program,
      bundledAt: manifest.createdAt,
      scope: manifest.scope,
      ...(custody.length > 0 && { custody }),
      case: { id, label: caseLabel(number), createdAt, updatedAt },
      removedThere: manifest.exhibits
        .filter(({ removedAt }) => removedAt)
        .map((exhibit) => exhibitLabel(exhibit.number)),
    },
  });
}

/** The sender's custody log stays readable beside the new one: as an exhibit after the last. */
export function keepCustody(write: WriteContext, caseId: CaseId, { staged, manifest }: ReadBundle): void {
  const custody = staged.get(CUSTODY);
  if (!custody) return;
  const { id } = keepStaged(write, custody, {
    caseId,
    kind: 'file',
    title: `Custody log of ${caseLabel(manifest.case.number)} as it came with the bundle`,
    originalName: CUSTODY,
    mediaType: 'text/plain',
    preview: 'text',
    how: 'bundle',
    source: manifest.createdBy,
  });
  insertArrival(write.db, { exhibitId: id, tables: [] });
}
