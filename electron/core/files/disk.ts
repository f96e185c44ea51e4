import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  lstatSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { copyFile, open, rm, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { Fault } from '../../../shared/contract/errors.ts';
import { readableName } from '../../../shared/domain/file-names.ts';
import type { Incoming } from './tickets.ts';

const READ_BYTES = 1 << 20;

/** A pipe put in a file's place would hold its opener until someone writes to it. Windows has neither. */
const WITHOUT_WAITING = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

const noEvidence = (name: string): Fault =>
  new Fault('unsupported', `"${name}" is not an ordinary file (a device, socket or pipe) and cannot be evidence.`);

/** A file on disk as incoming bytes. @throws Fault for folders, sockets, devices and files that may not be read. */
export async function incomingFile(given: string | Uint8Array): Promise<Incoming> {
  const path = typeof given === 'string' ? given : Buffer.from(given);
  const { name, ...bytes } = nameOf(path);
  const found = await stat(path).catch((error) => {
    throw diskFault(error, name);
  });
  if (found.isDirectory()) throw new Fault('unsupported', `"${name}" is a folder. Choose the files in it.`);
  if (!found.isFile()) throw noEvidence(name);
  return { kind: 'file', name, ...bytes, size: found.size, open: () => readUnchanged(path, name) };
}

function nameOf(path: string | Buffer): Pick<Incoming, 'name' | 'nameBytes'> {
  if (typeof path === 'string') return { name: basename(path) };
  const bytes = path.subarray(path.lastIndexOf('/') + 1);
  const { name, exact } = readableName(bytes);
  return exact ? { name } : { name, nameBytes: bytes };
}

/** Streams a file and makes sure that it was the same file, with the same size and time, from first byte to last. */
async function* readUnchanged(path: string | Buffer, name: string): AsyncIterableIterator<Uint8Array> {
  const file = await open(path, WITHOUT_WAITING).catch((error) => {
    throw diskFault(error, name);
  });
  try {
    const before = await file.stat({ bigint: true });
    if (!before.isFile()) throw noEvidence(name);
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
  ENAMETOOLONG: 'has a name or a path that is too long for this system',
};

/** A system error in words; the path itself stays out of logs because only this message carries it. */
export function diskFault(error: unknown, name: string): Fault {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return new Fault(
    code === 'ENOENT' ? 'not-found' : 'disk',
    `"${name}" ${REASONS[code] ?? `cannot be used (${code || 'unknown reason'})`}.`,
  );
}

// Windows knows neither: there a link needs rights of its own, and a pipe has no place in a folder.
const UNFOLLOWED = (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * Refuses what stands under `path` unless it is an ordinary file or nothing at all: in a folder that came from elsewhere, a
 * link would have a file of this computer opened or overwritten, and a pipe would keep the program waiting.
 * @throws Fault `damaged`, or `disk` where it cannot be looked at
 */
export function mustBeOrdinary(path: string): void {
  let found: ReturnType<typeof lstatSync>;
  try {
    found = lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    throw diskFault(error, basename(path));
  }
  if (found && !found.isFile()) throw notOrdinary(path);
}

const notOrdinary = (path: string): Fault =>
  new Fault(
    'damaged',
    `"${basename(path)}" is a link, a pipe or a folder, not an ordinary file. It was not opened. If the vault came from elsewhere, ask for it again.`,
  );

/** A small file as a whole, never through a link. @throws Fault `not-found`, `disk`, `damaged` when it is not ordinary or larger than `most` bytes */
export function readSmall(path: string, most: number): Buffer {
  mustBeOrdinary(path);
  return onFile(path, constants.O_RDONLY | UNFOLLOWED, (file) => {
    const found = fstatSync(file);
    if (!found.isFile()) throw notOrdinary(path);
    if (found.size > most)
      throw new Fault('damaged', `"${basename(path)}" has ${found.size} bytes; at most ${most} are expected.`);
    const bytes = Buffer.alloc(found.size);
    return bytes.subarray(0, readSync(file, bytes, 0, found.size, 0));
  });
}

/** Replaces a file in one step, flushed before it takes the name. What stands under its temporary name is removed, not followed. @throws Fault `disk` */
export function replaceFile(path: string, content: string | Uint8Array): void {
  const next = `${path}.next`;
  try {
    rmSync(next, { recursive: true, force: true });
  } catch (error) {
    throw diskFault(error, basename(path));
  }
  onFile(
    path,
    'wx',
    (file) => {
      writeFileSync(file, content);
      fsyncSync(file);
    },
    next,
  );
  try {
    renameSync(next, path);
  } catch (error) {
    throw diskFault(error, basename(path));
  }
  syncFolder(dirname(path));
}

export const syncFile = (path: string): void => onFile(path, constants.O_RDWR, fsyncSync);

/** Flushes a folder's list of names, without which a rename may not outlast a cut of power; Windows has no such step. */
export function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  onFile(path, constants.O_RDONLY, fsyncSync);
}

function onFile<T>(path: string, flags: number | 'wx', work: (file: number) => T, opened = path): T {
  try {
    const file = openSync(opened, flags, 0o600);
    try {
      return work(file);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw error instanceof Fault ? error : diskFault(error, basename(path));
  }
}

const PIECE_BYTES = 4 << 20;

/**
 * Copies a file and flushes the copy; `to` must not exist. Where the disk can share blocks (Btrfs, XFS, APFS) that takes no
 * time; elsewhere it goes piece by piece, so that it ends soon after `signal` is aborted.
 * @throws Fault `cancelled`; a system error
 */
export async function copyFlushed(
  from: string,
  to: string,
  signal: AbortSignal | null = null,
  onBytes: (done: number) => void = () => {},
): Promise<void> {
  try {
    await copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE_FORCE);
  } catch {
    await rm(to, { force: true }); // whatever the reason was, the plain way meets it too
    await copyInPieces(from, to, signal, onBytes);
  }
  const file = await open(to, 'r+');
  await file.sync().finally(() => file.close());
}

async function copyInPieces(
  from: string,
  to: string,
  signal: AbortSignal | null,
  onBytes: (done: number) => void,
): Promise<void> {
  await using source = await open(from, 'r');
  await using target = await open(to, 'wx', 0o600);
  const piece = Buffer.allocUnsafe(PIECE_BYTES);
  for (let done = 0; ; ) {
    if (signal?.aborted) throw new Fault('cancelled', 'Stopped.');
    const { bytesRead } = await source.read(piece, 0, PIECE_BYTES, done);
    if (bytesRead === 0) return;
    await target.writev([piece.subarray(0, bytesRead)], done);
    done += bytesRead;
    onBytes(done);
  }
}
