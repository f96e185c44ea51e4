import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Incoming } from './tickets.ts';

const READ_BYTES = 1 << 20;

/** A file on disk as incoming bytes. @throws Fault for folders, sockets, devices and files that may not be read. */
export async function incomingFile(path: string): Promise<Incoming> {
  const name = basename(path);
  const found = await stat(path).catch((error) => {
    throw diskFault(error, name);
  });
  if (found.isDirectory()) throw new Fault('unsupported', `"${name}" is a folder. Choose the files in it.`);
  if (!found.isFile())
    throw new Fault(
      'unsupported',
      `"${name}" is not an ordinary file (a device, socket or pipe) and cannot be evidence.`,
    );
  return { kind: 'file', name, size: found.size, open: () => readUnchanged(path, name) };
}

/** Streams a file and makes sure that it was the same file, with the same size and time, from first byte to last. */
async function* readUnchanged(path: string, name: string): AsyncIterableIterator<Uint8Array> {
  const file = await open(path, 'r').catch((error) => {
    throw diskFault(error, name);
  });
  try {
    const before = await file.stat({ bigint: true });
    let position = 0;
    for (;;) {
      const { bytesRead, buffer } = await file
        .read(Buffer.allocUnsafe(READ_BYTES), 0, READ_BYTES, position)
        .catch((error) => {
          throw diskFault(error, name);
        });
      if (bytesRead === 0) break;
      position += bytesRead;
      if (BigInt(position) > before.size) throw changed(name); // or a file that keeps growing would never end
      yield buffer.subarray(0, bytesRead);
    }
    const after = await file.stat({ bigint: true });
    const gone = await stat(path).then(
      () => false,
      () => true,
    );
    if (gone || before.size !== after.size || before.mtimeNs !== after.mtimeNs || BigInt(position) !== after.size) {
      throw changed(name);
    }
  } finally {
    await file.close();
  }
}

const changed = (name: string): Fault =>
  new Fault(
    'changed',
    `"${name}" changed or vanished while it was read. Nothing was stored; import it again when it is no longer written to.`,
  );

const REASONS: Record<string, string> = {
  ENOENT: 'does not exist (any more)',
  EACCES: 'may not be opened: permission denied',
  EPERM: 'may not be opened: permission denied',
  EISDIR: 'is a folder',
  ENOTDIR: 'lies below something that is not a folder',
  ENOSPC: 'cannot be written: the disk is full',
  EROFS: 'cannot be written: the disk is read-only',
  EIO: 'cannot be read or written: the disk failed',
};

/** A system error in words; the path itself stays out of logs because only this message carries it. */
export function diskFault(error: unknown, name: string): Fault {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return new Fault(
    code === 'ENOENT' ? 'not-found' : 'disk',
    `"${name}" ${REASONS[code] ?? `cannot be used (${code || 'unknown reason'})`}.`,
  );
}
