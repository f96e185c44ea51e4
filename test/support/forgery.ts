import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { Encrypter, identityToRecipient } from 'age-encryption';
import { pack } from 'tar-stream';
import { decrypted } from '../../electron/core/bundles/age.ts';
import { unpacked } from '../../electron/core/bundles/archive.ts';
import { canonical, type Manifest } from '../../electron/core/bundles/format.ts';
import { inMemory } from '../../electron/core/files/tickets.ts';

/** A sender who knows the format, holds a key of their own and may write anything. */
export class Forgery {
  readonly entries: { name: string; bytes: Buffer; type?: 'symlink' }[] = [];
  constructor(honest: Map<string, Buffer>) {
    for (const [name, bytes] of honest) this.entries.push({ name, bytes });
  }
  get manifest(): Manifest {
    return JSON.parse(this.entry('manifest.json').bytes.toString('utf8'));
  }
  entry(name: string) {
    const found = this.entries.find((entry) => entry.name === name);
    if (!found) throw new Error(`no entry ${name}`);
    return found;
  }
  /** Changes the manifest and signs it anew. */
  manifested(
    change: (manifest: Manifest) => void,
    key: { publicKey: KeyObject; privateKey: KeyObject } = ownKey,
  ): this {
    const manifest = this.manifest;
    change(manifest);
    manifest.publicKey = key.publicKey.export({ type: 'spki', format: 'pem' }) as string;
    this.entry('manifest.json').bytes = canonical(manifest);
    this.entry('manifest.sig').bytes = sign(null, this.entry('manifest.json').bytes, key.privateKey);
    return this;
  }
  /** Adds a document of the exhibit, listed and signed. */
  adding(name: string, value: unknown): this {
    const bytes = canonical(value);
    this.entries.push({ name, bytes });
    return this.manifested((m) => m.entries.push({ name, bytes: bytes.length, sha256: sha256(bytes) }));
  }
  /** Changes a listed document and makes the manifest agree with it. */
  document(name: string, change: (value: never) => void): this {
    const entry = this.entry(name);
    const value = JSON.parse(entry.bytes.toString('utf8'));
    change(value as never);
    entry.bytes = canonical(value);
    return this.manifested((manifest) => {
      const listed = manifest.entries.find((each) => each.name === name);
      if (listed) Object.assign(listed, { bytes: entry.bytes.length, sha256: sha256(entry.bytes) });
    });
  }
}
export const ownKey = generateKeyPairSync('ed25519');
export const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

export async function tarOf({ entries }: Forgery): Promise<Buffer> {
  const archive = pack();
  for (const { name, bytes, type } of entries) {
    if (type) archive.entry({ name, type, linkname: '/etc/passwd' });
    else archive.entry({ name, size: bytes.length }, bytes);
  }
  archive.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of archive) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** The entries of a bundle as whoever can open it reads them. */
export async function openedWith(identity: string, bundle: Buffer): Promise<Map<string, Buffer>> {
  const entries = new Map<string, Buffer>();
  for await (const entry of unpacked(decrypted({ identity }, inMemory(bundle)))) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of entry.content) chunks.push(chunk);
    entries.set(entry.name, Buffer.concat(chunks));
  }
  return entries;
}

/** An archive sealed for whoever has the identity. */
export async function sealedFor(identity: string, tar: Buffer): Promise<Buffer> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(await identityToRecipient(identity));
  return Buffer.from(await encrypter.encrypt(tar));
}
