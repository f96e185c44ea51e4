import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Output, Parsed } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { caseLabel } from '../../../shared/domain/labels.ts';
import { CASE_SECTION, type Document, EXHIBITS_SECTION, type Going } from '../bundle-part.ts';
import type { JobContext } from '../context.ts';
import { head } from '../custody/chain.ts';
import { entriesUpTo } from '../custody/reads.ts';
import type { ReadDb } from '../db/open.ts';
import { originalEntry } from '../evidence/bundle.ts';
import { eachChunk } from '../evidence/chunks.ts';
import { contentOf } from '../evidence/reads.ts';
import { encrypted } from '../files/age.ts';
import { inMemory } from '../files/tickets.ts';
import { entryFile } from '../host/entries.ts';
import { publicIdentity, signDetached } from '../vault/reads.ts';
import { encrypterFor } from './age.ts';
import { type PackedEntry, packed } from './archive.ts';
import { insertExchange } from './exchanges.ts';
import { CUSTODY, canonical, FORMAT, MANIFEST, Manifest, SIGNATURE, VERIFIER } from './format.ts';
import { digestsIn } from './merge/pairs.ts';
import { gatherParts, goingOf, redactionsLeft } from './parts.ts';

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
  const last = head(db).seq;
  const going = goingOf(db, caseId, chosen);
  const documents = gatherParts(going);
  const section = (name: string) => documents.find((document) => document.name === name)?.value;
  const entries: Listed[] = [
    listed(VERIFIER, verifierPage()),
    ...documents.filter(isEntry).map(({ name, value }) => listed(name, canonical(value))),
  ];
  const labels = chosen ? new Set(going.exhibits.map(({ label }) => label)) : null;
  const custody = () => custodyLines(db, caseId, last, labels);
  const measured = measure(custody());
  if (measured.bytes > 0) entries.push({ name: CUSTODY, ...measured, open: custody });
  const { case: facts, exhibits } = Manifest.pick({ case: true, exhibits: true }).parse({
    case: section(CASE_SECTION),
    exhibits: section(EXHIBITS_SECTION),
  });
  const label = caseLabel(facts.number);
  context.label(`Exporting a bundle of ${label}`);
  entries.push(...(await originals(context, going)));

  const manifest = canonical(
    Manifest.parse({
      redthread: 'bundle',
      format: FORMAT,
      scope: going.scope,
      createdAt: core.now().toISOString(),
      createdBy: session.investigator,
      program: core.program,
      publicKey: publicIdentity(db).publicKeyPem,
      case: facts,
      exhibits,
      entries: entries.map(({ name, bytes, sha256 }) => ({ name, bytes, sha256 })),
    }),
  );
  const all = [listed(MANIFEST, manifest), listed(SIGNATURE, signDetached(db, manifest)), ...entries];
  const manifestSha256 = sha256(manifest);
  const digests = digestsIn(new Map(documents.map((each) => [each.name, each.value])), going.scope === 'exhibits');
  context.write(({ db: store, at, record }) => {
    const { fingerprint } = publicIdentity(store);
    insertExchange(
      store,
      caseId,
      { manifestSha256, way: 'exported', scope: going.scope, fingerprint, at, known: [] },
      digests,
    );
    record({
      caseId,
      action: 'bundle.export',
      subject: label,
      detail: {
        manifestSha256,
        exhibits: going.exhibits.map((exhibit) => exhibit.label),
        to: 'recipients' in to ? to.recipients : 'passphrase',
        ...(redactionsLeft(going) > 0 && { redactionsLeftOut: redactionsLeft(going) }),
      },
    });
  });
  const name = `${label}-bundle.age`;
  const ticket = core.tickets.issue({
    name,
    mediaType: 'application/octet-stream',
    open: () => encrypted(encrypter, packed(all)),
  });
  return { ticket, name, exhibits: exhibits.length, manifestSha256 };
}

const isEntry = ({ name }: Document): boolean => name !== CASE_SECTION && name !== EXHIBITS_SECTION;

const listed = (name: string, bytes: Uint8Array): Listed => ({
  name,
  bytes: bytes.length,
  sha256: sha256(bytes),
  open: () => inMemory(bytes),
});

/** The page that checks a bundle in a browser, as it was built from `renderer/verifier`. @throws Fault `internal` */
function verifierPage(): Buffer {
  try {
    return readFileSync(join(dirname(entryFile('main')), '..', 'verifier', 'verify.html'));
  } catch {
    throw new Fault('internal', 'The page that goes into every bundle is missing from this program. Build it again.');
  }
}

/** Actions whose subject is an exhibit by its label. The subject of others is what a person called it, which may read like one. */
const OF_EXHIBITS =
  /^(?:(?:evidence|dataset|copy|ocr)\.\w+|(?:query|chart|graph|trace|trend|timeline)\.freeze|trace\.(?:freezePatterns|export)|screening\.run|chart\.export|query\.(?:run|rerun)|pattern\.map|profile\.save)$/;

/** The custody entries of the case, or of some exhibits of it, up to an entry, one a line as JSON that hashes to what it says. */
function* custodyLines(
  db: ReadDb,
  caseId: CaseId,
  last: number,
  labels: ReadonlySet<string> | null,
): IterableIterator<Uint8Array> {
  for (const entry of entriesUpTo(db, caseId, last)) {
    if (labels && !(OF_EXHIBITS.test(entry.action) && labels.has(entry.subject))) continue;
    yield Buffer.concat([canonical(entry), Buffer.from('\n')]);
  }
}

/** @throws Fault `damaged` naming the exhibit whose bytes no longer have their hash */
async function originals(context: JobContext, { db, exhibits }: Going): Promise<Listed[]> {
  const kept = exhibits.filter(({ removedAt }) => removedAt === null);
  const total = kept.reduce((sum, { bytes }) => sum + bytes, 0);
  const found: Listed[] = [];
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
    found.push({ name: originalEntry(number), bytes, sha256: expected, open: () => eachChunk(db, content.id) });
  }
  return found;
}

function measure(source: Iterable<Uint8Array>): { bytes: number; sha256: string } {
  const hash = createHash('sha256');
  let bytes = 0;
  for (const chunk of source) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
