import { extract, pack } from 'tar-stream';
import { Fault } from '../../../shared/contract/errors.ts';

export interface PackedEntry {
  readonly name: string;
  readonly bytes: number;
  readonly open: () => Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

/** The entries as one tar stream (POSIX.1-2001), made while it is read. Owner and time say nothing. */
export async function* packed(entries: readonly PackedEntry[]): AsyncIterableIterator<Uint8Array> {
  const archive = pack();
  const fill = async () => {
    for (const { name, bytes, open } of entries) {
      const entry = archive.entry({ name, size: bytes, mode: 0o600, mtime: new Date(0) });
      const closed = new Promise<void>((resolve, reject) => {
        entry.on('close', () => resolve());
        entry.on('error', reject);
      });
      closed.catch(() => {}); // awaited below; until then it must not count as unhandled
      for await (const chunk of open()) {
        if (!entry.write(chunk))
          await Promise.race([new Promise<void>((resolve) => entry.once('drain', () => resolve())), closed]);
      }
      entry.end(null);
      await closed;
    }
    archive.finalize();
  };
  fill().catch((error: unknown) => archive.destroy(error as Error));
  for await (const chunk of archive) yield chunk as Uint8Array;
}

export interface ReadEntry {
  readonly name: string;
  readonly bytes: number;
  /** Reads the entry's bytes; entries are read in turn. */
  readonly content: AsyncIterable<Uint8Array>;
}

/** The entries of a tar stream, in turn. @throws Fault `damaged` for anything that is not an ordinary file, or an archive that is truncated */
export async function* unpacked(bytes: AsyncIterable<Uint8Array>): AsyncIterableIterator<ReadEntry> {
  const archive = extract();
  let failed: unknown = null;
  const feed = (async () => {
    for await (const chunk of bytes) {
      if (archive.destroyed) return;
      if (!archive.write(chunk))
        await new Promise<void>((resolve) => {
          const go = (): void => {
            archive.off('drain', go);
            archive.off('close', go);
            resolve();
          };
          archive.on('drain', go);
          archive.on('close', go);
        });
    }
    archive.end(null);
  })().catch((error: unknown) => {
    failed = error;
    archive.destroy(error as Error);
  });
  const why = (error: unknown): unknown => failed ?? (error instanceof Fault ? error : new Fault('damaged', TRUNCATED));
  const content = async function* (entry: AsyncIterable<unknown>) {
    try {
      for await (const chunk of entry) yield chunk as Uint8Array;
    } catch (error) {
      throw why(error);
    }
  };
  try {
    for await (const entry of archive) {
      const { name, type, size } = entry.header;
      if (type !== 'file')
        throw new Fault('damaged', 'The bundle holds something that is not an ordinary file. Nothing was stored.');
      yield { name, bytes: size, content: content(entry) };
      entry.resume();
    }
    await feed;
    if (failed) throw failed;
  } catch (error) {
    throw why(error);
  } finally {
    archive.destroy();
    await feed;
  }
}

const TRUNCATED = 'The bundle is truncated, or is not a tar archive inside. Nothing was stored.';
