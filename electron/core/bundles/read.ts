import { createHash, createPublicKey, verify } from 'node:crypto';
import { Fault } from '../../../shared/contract/errors.ts';
import { caseLabel } from '../../../shared/domain/labels.ts';
import { fingerprintOf } from '../vault/identity.ts';
import type { ReadEntry } from './archive.ts';
import {
  BOARD,
  type BundleEntry,
  CUSTODY,
  copyEntry,
  datasetEntry,
  FINDINGS,
  FORMAT,
  LIMITS,
  MANIFEST,
  Manifest,
  originalEntry,
  queryEntry,
  REPORT,
  SIGNATURE,
  VERIFIER,
} from './format.ts';

/** The manifest at the head of a bundle, checked against its signature and against itself. */
export interface Opened {
  readonly manifest: Manifest;
  readonly sha256: string;
  /** Of the sending vault's public key: the same for every bundle of that vault. */
  readonly fingerprint: string;
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
  return { manifest, sha256: createHash('sha256').update(bytes).digest('hex'), fingerprint };
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
function checkListing({ exhibits, entries, scope, case: { number } }: Manifest): void {
  const optional = new Set<string>([CUSTODY, VERIFIER]);
  const documented = scope === 'case' ? [BOARD, FINDINGS, REPORT] : [BOARD, FINDINGS];
  const wanted = new Map<string, BundleEntry | null>([...optional, ...documented].map((name) => [name, null]));
  const numbers = new Set<number>();
  const ids = new Set<string>();
  for (const { id, number: exhibit, kind, bytes, sha256, removedAt } of exhibits) {
    if (numbers.has(exhibit) || ids.has(id)) throw refuse(`${caseLabel(number)} has two exhibits of one number or id`);
    numbers.add(exhibit);
    ids.add(id);
    if (removedAt) continue;
    wanted.set(originalEntry(exhibit), { name: originalEntry(exhibit), bytes, sha256 });
    wanted.set(kind === 'query' ? queryEntry(exhibit) : datasetEntry(exhibit), null);
    if (kind === 'query') continue;
    wanted.set(copyEntry(exhibit), null);
    for (const name of [datasetEntry(exhibit), copyEntry(exhibit)]) optional.add(name);
  }
  const seen = new Set<string>();
  let documents = 0;
  for (const entry of entries) {
    const rule = wanted.get(entry.name);
    if (rule === undefined) throw refuse('its manifest lists an entry that no exhibit calls for');
    if (seen.has(entry.name)) throw refuse(`its manifest lists "${entry.name}" twice`);
    if (rule && (rule.bytes !== entry.bytes || rule.sha256 !== entry.sha256))
      throw refuse(`its manifest contradicts itself about "${entry.name}"`);
    if (rule === null && entry.name !== CUSTODY) documents += entry.bytes;
    seen.add(entry.name);
  }
  if (documents > LIMITS.documentsBytes)
    throw new Fault(
      'too-large',
      `The bundle is refused: its documents have ${documents} bytes, over the limit of ${LIMITS.documentsBytes}. Nothing was stored.`,
    );
  for (const name of wanted.keys())
    if (!seen.has(name) && !optional.has(name)) throw refuse(`its manifest does not list "${name}"`);
}
