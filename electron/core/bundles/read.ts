import { createHash, createPublicKey, verify } from 'node:crypto';
import { Fault } from '../../../shared/contract/errors.ts';
import { caseLabel } from '../../../shared/domain/labels.ts';
import { originalEntry } from '../evidence/bundle.ts';
import { fingerprintOf } from '../vault/reads.ts';
import type { ReadEntry } from './archive.ts';
import { type BundleEntry, CUSTODY, FORMAT, LIMITS, MANIFEST, Manifest, SIGNATURE, VERIFIER } from './format.ts';
import { expectedParts } from './parts.ts';

/** The manifest at the head of a bundle, checked against its signature and against itself. */
export interface Opened {
  readonly manifest: Manifest;
  readonly sha256: string;
  /** Of the sending vault's public key: the same for every bundle of that vault. */
  readonly fingerprint: string;
  /** What its custody log contradicts, in sentences, once that was read. */
  readonly custody: readonly string[];
}

const refuse = (what: string): Fault => new Fault('damaged', `The bundle is refused: ${what}. Nothing was stored.`);

/** @throws Fault `damaged`, `too-new`, `too-large` */
export async function readManifest(entries: AsyncIterator<ReadEntry>): Promise<Opened> {
  const bytes = await document(await expected(entries, MANIFEST), LIMITS.manifestBytes);
  const signature = await document(await expected(entries, SIGNATURE), 64);
  const value = json(bytes, MANIFEST);
  if (typeof value === 'object' && value !== null && 'format' in value && Number(value.format) > FORMAT)
    throw new Fault(
      'too-new',
      `The bundle has format ${value.format}; this program knows ${FORMAT}. Open it with a newer Redthread.`,
    );
  const parsed = Manifest.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw refuse(`its manifest is not one (${issue?.path.join('.')}: ${issue?.message})`);
  }
  const manifest = parsed.data;
  const fingerprint = checkSignature(manifest.publicKey, bytes, signature);
  checkListing(manifest);
  return { manifest, sha256: createHash('sha256').update(bytes).digest('hex'), fingerprint, custody: [] };
}

/** The next entry, which has to be the one that stands there in an honest bundle. */
export async function expected(entries: AsyncIterator<ReadEntry>, name: string): Promise<ReadEntry> {
  const { done, value } = await entries.next();
  if (done) throw refuse(`it ends where "${name}" should come`);
  if (value.name !== name) throw refuse(`it has an entry where "${name}" should come that does not belong there`);
  return value;
}

/** Reads a small entry whole. @throws Fault `too-large` */
export async function document(entry: ReadEntry, most: number): Promise<Buffer> {
  if (entry.bytes > most)
    throw new Fault(
      'too-large',
      `The bundle is refused: "${entry.name}" has ${entry.bytes} bytes, over the limit of ${most}. Nothing was stored.`,
    );
  const chunks: Uint8Array[] = [];
  for await (const chunk of entry.content) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** A small entry that the manifest lists. @throws Fault when its size or hash differs */
export async function listedBytes(entry: ReadEntry, listed: BundleEntry): Promise<Buffer> {
  const bytes = await document(entry, LIMITS.documentBytes);
  checkHash(listed, bytes.length, createHash('sha256').update(bytes).digest('hex'));
  return bytes;
}
export const listedDocument = async (entry: ReadEntry, listed: BundleEntry): Promise<unknown> =>
  json(await listedBytes(entry, listed), listed.name);

/** @throws Fault `damaged` naming the entry */
export function checkHash(listed: BundleEntry, bytes: number, sha256: string): void {
  if (bytes !== listed.bytes || sha256 !== listed.sha256)
    throw refuse(`"${listed.name}" is not what the manifest says`);
}

function json(bytes: Buffer, name: string): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    throw refuse(`"${name}" is not JSON`);
  }
}

function checkSignature(pem: string, bytes: Buffer, signature: Buffer): string {
  try {
    const key = createPublicKey(pem);
    if (key.asymmetricKeyType === 'ed25519' && verify(null, bytes, key, signature)) return fingerprintOf(key);
  } catch {
    // not a key at all: refused below like a wrong signature
  }
  throw refuse('its manifest does not carry a valid signature');
}

/** Every entry has to be one that the exhibits call for, once, and every exhibit has to have its bytes. */
function checkListing(manifest: Manifest): void {
  const { exhibits, entries, case: of } = manifest;
  const originals = new Map<string, Pick<BundleEntry, 'bytes' | 'sha256'>>();
  const numbers = new Set<number>();
  const ids = new Set<string>();
  for (const { id, number, bytes, sha256, removedAt } of exhibits) {
    if (numbers.has(number) || ids.has(id))
      throw refuse(`${caseLabel(of.number)} has two exhibits of one number or id`);
    numbers.add(number);
    ids.add(id);
    if (!removedAt) originals.set(originalEntry(number), { bytes, sha256 });
  }
  const expected = new Map(expectedParts(manifest).map((each) => [each.name, each.required]));
  const seen = new Set<string>();
  let documents = 0;
  for (const { name, bytes, sha256 } of entries) {
    const original = originals.get(name);
    if (!original && !expected.has(name) && name !== CUSTODY && name !== VERIFIER)
      throw refuse('its manifest lists an entry that no exhibit calls for');
    if (seen.has(name)) throw refuse(`its manifest lists "${name}" twice`);
    if (original && (original.bytes !== bytes || original.sha256 !== sha256))
      throw refuse(`its manifest contradicts itself about "${name}"`);
    if (!original && name !== CUSTODY) documents += bytes;
    seen.add(name);
  }
  if (documents > LIMITS.documentsBytes)
    throw new Fault(
      'too-large',
      `The bundle is refused: its documents have ${documents} bytes, over the limit of ${LIMITS.documentsBytes}. Nothing was stored.`,
    );
  const required = [...expected].filter(([, isRequired]) => isRequired).map(([name]) => name);
  for (const name of [...originals.keys(), ...required])
    if (!seen.has(name)) throw refuse(`its manifest does not list "${name}"`);
}
