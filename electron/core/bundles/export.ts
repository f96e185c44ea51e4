import { createHash } from 'node:crypto';
import type { Output, Parsed } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import { caseLabel } from '../../../shared/domain/labels.ts';
import { caseHandlers } from '../cases/commands.ts';
import type { JobContext } from '../context.ts';
import { head } from '../custody/chain.ts';
import { contentOf, eachChunk } from '../evidence/content.ts';
import { inMemory } from '../files/tickets.ts';
import { publicIdentity, signDetached } from '../vault/identity.ts';
import { encrypted, encrypterFor } from './age.ts';
import { type PackedEntry, packed } from './archive.ts';
import { goingExhibits } from './chosen.ts';
import { CUSTODY, canonical, FORMAT, MANIFEST, Manifest, originalEntry, SIGNATURE, VERIFIER } from './format.ts';
import { bundledExhibit, custodyLines, exhibitDocuments, reading, workDocuments } from './gather.ts';
import { verifierPage } from './verifier-page.ts';

type Listed = PackedEntry & { readonly sha256: string };

/**
 * Hashes every original again, so that no bundle leaves with bytes that its manifest does not describe, writes the manifest
 * and signs it. The bytes themselves are packed and encrypted while the host reads them.
 */
export async function exportBundle(
  context: JobContext,
  { caseId, exhibits: chosen, to }: Parsed<'bundle.export'>,
): Promise<Output<'bundle.export'>> {
  const { core, session, db } = context;
  const encrypter = encrypterFor(to);
  const {
    counts: _counts,
    boardId: _boardId,
    ...facts
  } = await caseHandlers['case.get']({ core, session, db }, { caseId });
  const label = caseLabel(facts.number);
  context.label(`Bundling ${label}`);
  const exhibits = (await goingExhibits(reading(context), caseId, chosen)).map(({ exhibit }) => exhibit);
  const last = head(db).seq;
  const going = chosen ? new Set<string>(exhibits.map(({ id }) => id)) : null;
  const documents = [
    { name: VERIFIER, bytes: verifierPage() },
    ...(await exhibitDocuments(context, caseId, exhibits)),
    ...(await workDocuments(context, caseId, going)),
  ];
  const entries: Listed[] = documents.map(({ name, bytes }) => ({
    name,
    bytes: bytes.length,
    sha256: sha256(bytes),
    open: () => inMemory(bytes),
  }));
  const subjects = chosen ? new Set(exhibits.map((exhibit) => exhibit.label)) : null;
  const custody = await measured(custodyLines(context, caseId, last, subjects));
  if (custody.bytes > 0)
    entries.push({ name: CUSTODY, ...custody, open: () => custodyLines(context, caseId, last, subjects) });
  entries.push(...(await originals(context, exhibits)));

  const manifest = canonical(
    Manifest.parse({
      redthread: 'bundle',
      format: FORMAT,
      scope: chosen ? 'exhibits' : 'case',
      createdAt: core.now().toISOString(),
      createdBy: session.investigator,
      program: core.program,
      publicKey: publicIdentity(db).publicKeyPem,
      // The background tells of the whole case.
      case: chosen ? { ...facts, background: '' } : facts,
      exhibits: exhibits.map(bundledExhibit),
      entries: entries.map(({ name, bytes, sha256 }) => ({ name, bytes, sha256 })),
    }),
  );
  const signature = signDetached(db, manifest);
  const all: PackedEntry[] = [
    { name: MANIFEST, bytes: manifest.length, open: () => inMemory(manifest) },
    { name: SIGNATURE, bytes: signature.length, open: () => inMemory(signature) },
    ...entries,
  ];
  const manifestSha256 = sha256(manifest);
  context.write(({ record }) =>
    record({
      caseId,
      action: 'bundle.export',
      subject: label,
      detail: {
        manifestSha256,
        exhibits: exhibits.map((exhibit) => exhibit.label),
        to: 'recipients' in to ? to.recipients : 'passphrase',
      },
    }),
  );
  const name = `${label}-bundle.age`;
  const ticket = core.tickets.issue({
    name,
    mediaType: 'application/octet-stream',
    open: () => encrypted(encrypter, packed(all)),
  });
  return { ticket, name, exhibits: exhibits.length, manifestSha256 };
}

/** @throws Fault `damaged` naming the exhibit whose bytes no longer have their hash */
async function originals(context: JobContext, exhibits: readonly Exhibit[]): Promise<Listed[]> {
  const { db } = context;
  const kept = exhibits.filter(({ removedAt }) => removedAt === null);
  const total = kept.reduce((sum, { bytes }) => sum + bytes, 0);
  const listed: Listed[] = [];
  let done = 0;
  for (const { id, number, label, bytes, sha256: expected } of kept) {
    const content = contentOf(db, id);
    const hash = createHash('sha256');
    for (const chunk of eachChunk(db, content.id)) {
      hash.update(chunk);
      context.progress((done += chunk.length), total, 'bytes');
      await context.breathe();
    }
    if (hash.digest('hex') !== expected)
      throw new Fault(
        'damaged',
        `The bytes of ${label} no longer have their hash. Run \`verify\`; no bundle was made.`,
      );
    listed.push({ name: originalEntry(number), bytes, sha256: expected, open: () => eachChunk(db, content.id) });
  }
  return listed;
}

async function measured(source: AsyncIterable<Uint8Array>): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of source) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
