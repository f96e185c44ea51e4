import { statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { Fault } from '../../../shared/contract/errors.ts';
import type { JobContext } from '../context.ts';
import { Child } from '../process/child.ts';

/** A store of 36 MB takes some 80 MB of memory and a second to write anew, by the process that does it. */
const MOST_BYTES = 512 << 20;
const SPARE_BYTES = 16 << 20;

/**
 * Writes the store's pages anew, by a process of its own, so that nothing is left in it of what was deleted. Nothing else is written
 * meanwhile; a stop leaves the store as it was. Acts are for the caller to record.
 * @returns why it was not done, as a clause; null when it was
 */
export async function writeAnew({ core, session, signal, label }: JobContext): Promise<string | null> {
  const { storeFile, dir, key, writer } = session;
  writer.checkpoint();
  const { size } = statSync(storeFile);
  const mb = (bytes: number): string => `${Math.ceil(bytes / 1e6)} MB`;
  if (size > MOST_BYTES) return `the store has ${mb(size)}, and up to ${mb(MOST_BYTES)} are written anew by itself`;
  const { bavail, bsize } = await statfs(dir);
  if (bavail * bsize < size + SPARE_BYTES) return `the disk of the vault lacks ${mb(size + SPARE_BYTES)} of free space`;
  label('Writing the store anew, without what was erased');
  const allowWrites = session.refuseWrites(
    new Fault(
      'conflict',
      'The store is being written anew. Nothing can be written until that has ended or was stopped.',
    ),
  );
  let child: Child | null = null;
  try {
    const started = (child = new Child(core.startProcess, 'inspect'));
    session.onClose(() => started.kill());
    const faults = await started.ask<string[]>('writeAnew', { file: storeFile, key }, { signal });
    return faults.length === 0 ? null : 'the store has damaged pages: verify the vault';
  } catch (error) {
    if (core.session !== session) throw error;
    return error instanceof Fault
      ? error.message.replace(/\.$/, '').replace(/^\w/, (first) => first.toLowerCase())
      : 'it failed';
  } finally {
    child?.kill();
    if (core.session === session) allowWrites();
  }
}
