import { readFile } from 'node:fs/promises';
import { Decrypter } from 'age-encryption';
import { fromBufferPromise } from 'yauzl';
import { Fault } from '../../shared/contract/errors.ts';

/** What an archive of companions may hold once it is unpacked: it is unpacked in memory. */
const MOST_BYTES = 2 ** 31;

/**
 * Opens what was delivered beside a PDF with a password, in memory alone.
 * @returns the files by name
 * @throws Fault `bad-request` (it cannot be read), `wrong-passphrase`, `damaged`, `too-large`
 */
export async function unlockedFiles(path: string, password: string): Promise<Map<string, Buffer>> {
  const locked = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new Fault('bad-request', `The archive ${path} cannot be read (${error.code ?? 'unknown'}).`);
  });
  const decrypter = new Decrypter();
  decrypter.addPassphrase(password);
  const zip = await decrypter.decrypt(locked).catch((error: Error) => {
    if (error.message.includes('no identity matched'))
      throw new Fault(
        'wrong-passphrase',
        `${path} does not open with that password: it is the one of the PDF beside it.`,
      );
    throw damaged(path);
  });
  const files = new Map<string, Buffer>();
  let total = 0;
  try {
    const archive = await fromBufferPromise(Buffer.from(zip.buffer, zip.byteOffset, zip.length), { lazyEntries: true });
    for await (const entry of archive.eachEntry()) {
      total += entry.uncompressedSize;
      if (total > MOST_BYTES)
        throw new Fault('too-large', `${path} unpacks to more than 2 GiB, and is unpacked in memory.`);
      const pieces = await Array.fromAsync(await archive.openReadStreamPromise(entry));
      files.set(entry.fileName, Buffer.concat(pieces as Buffer[]));
    }
  } catch (error) {
    throw error instanceof Fault ? error : damaged(path);
  }
  return files;
}

const damaged = (path: string): Fault =>
  new Fault('damaged', `${path} is damaged, or is no archive of companions. Ask the sender for it again.`);
