import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Fault } from '../../../shared/contract/errors.ts';
import { diskFault } from '../files/disk.ts';

/** Writes beside the destination and renames, so that a half-written file never bears the name asked for. */
export async function saveTo(path: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  // Without the name asked for: one that is as long as a name can be would leave no room for more.
  const part = join(dirname(path), `.redthread-${randomBytes(4).toString('hex')}.part`);
  try {
    const file = await open(part, 'wx', 0o600);
    try {
      for await (const chunk of bytes) await file.writeFile(chunk);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true }).catch(() => {}); // why it was not written is told below
    throw error instanceof Fault ? error : diskFault(error, basename(path));
  }
}
