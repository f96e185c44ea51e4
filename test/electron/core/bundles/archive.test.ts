import { execFileSync } from 'node:child_process';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { describe, expect, it } from 'vitest';
import { decrypted, encrypterFor } from '../../../../electron/core/bundles/age.ts';
import { packed, unpacked } from '../../../../electron/core/bundles/archive.ts';
import { encrypted } from '../../../../electron/core/files/age.ts';
import { inMemory } from '../../../../electron/core/files/tickets.ts';

const big = Buffer.alloc(3 << 20, 'evidence ');
const entries = [
  { name: 'manifest.json', bytes: 2, open: () => [Buffer.from('{}')] },
  { name: 'originals/E-0001', bytes: big.length, open: () => inMemory(big) },
  { name: 'empty', bytes: 0, open: () => [] },
];
const all = async (bytes: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
};
const read = async (bytes: AsyncIterable<Uint8Array>) => {
  const found: [string, number][] = [];
  for await (const entry of unpacked(bytes)) found.push([entry.name, (await all(entry.content)).length]);
  return found;
};

describe('the archive of a bundle', () => {
  it('comes back entry by entry, and the public tar lists it', async () => {
    const archive = await all(packed(entries));
    expect(await read(inMemory(archive))).toEqual([
      ['manifest.json', 2],
      ['originals/E-0001', big.length],
      ['empty', 0],
    ]);
    const listed = execFileSync('tar', ['-t'], { input: archive }).toString().trim().split('\n');
    expect(listed).toEqual(['manifest.json', 'originals/E-0001', 'empty']);
  });

  it('is refused when it is truncated, is no archive, or holds a link', async () => {
    const archive = await all(packed(entries));
    for (const bytes of [archive.subarray(0, 700), archive.subarray(0, 2 << 20), Buffer.alloc(2048, 7)])
      await expect(read(inMemory(bytes))).rejects.toMatchObject({ code: 'damaged' });
    const { pack } = await import('tar-stream');
    const linked = pack();
    linked.entry({ name: 'manifest.json', type: 'symlink', linkname: '/etc/passwd' });
    linked.finalize();
    await expect(read(linked as AsyncIterable<Uint8Array>)).rejects.toMatchObject({ code: 'damaged' });
  });

  it('passes on what its source threw', async () => {
    const failing = (async function* () {
      yield big.subarray(0, 1024);
      throw new Error('the disk went away');
    })();
    await expect(all(packed([{ name: 'x', bytes: 4096, open: () => failing }]))).rejects.toThrow('the disk went away');
  });
});

describe('the encryption of a bundle', () => {
  it('opens with the identity it was made for and with no other', async () => {
    const [mine, other] = [await generateIdentity(), await generateIdentity()];
    const encrypter = encrypterFor({ recipients: [await identityToRecipient(mine)] });
    const sealed = await all(encrypted(encrypter, inMemory(big)));
    expect(sealed.subarray(0, 21).toString()).toBe('age-encryption.org/v1');
    expect((await all(decrypted({ identity: mine }, inMemory(sealed)))).equals(big)).toBe(true);
    await expect(all(decrypted({ identity: other }, inMemory(sealed)))).rejects.toMatchObject({
      code: 'wrong-passphrase',
    });
    await expect(all(decrypted({ identity: mine }, inMemory(sealed.subarray(0, -20))))).rejects.toMatchObject({
      code: 'damaged',
    });
    const flipped = Buffer.from(sealed);
    flipped[sealed.length >> 1] = (flipped[sealed.length >> 1] ?? 0) ^ 1;
    await expect(all(decrypted({ identity: mine }, inMemory(flipped)))).rejects.toMatchObject({ code: 'damaged' });
  });

  it('refuses what is no age file, no recipient, no identity, or too short a passphrase', async () => {
    const identity = await generateIdentity();
    await expect(all(decrypted({ identity }, inMemory(big)))).rejects.toMatchObject({ code: 'unsupported' });
    await expect(all(decrypted({ identity: 'AGE-SECRET-KEY-1X' }, inMemory(big)))).rejects.toMatchObject({
      code: 'bad-request',
    });
    expect(() => encrypterFor({ recipients: ['age1nobody'] })).toThrow('Recipient 1');
    expect(() => encrypterFor({ passphrase: 'short' })).toThrow('12 characters');
  });
});
