import { existsSync, statfsSync } from 'node:fs';

const FOLDER = '/dev/shm';
const NEEDED_BYTES = 4 * 2 ** 30;

/**
 * Puts the temporary folders of this process and its children into memory, where Linux has enough of it: a vault waits for the
 * disk some thirty times while it is made, and a test makes one. What a disk does at a power cut is simulated (`torture`).
 */
export function keepTemporaryInMemory(): void {
  if (process.platform !== 'linux' || process.env['TMPDIR'] !== undefined || !existsSync(FOLDER)) return;
  const { bavail, bsize } = statfsSync(FOLDER);
  if (bavail * bsize >= NEEDED_BYTES) process.env['TMPDIR'] = FOLDER;
}
