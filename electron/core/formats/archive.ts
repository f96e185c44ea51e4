import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { fromBufferPromise, getFileNameLowLevel, type Entry as ZipEntry } from 'yauzl';
import { Fault } from '../../../shared/contract/errors.ts';
import { MOST_ENTRIES, MOST_ENTRY_BYTES, MOST_UNPACKED_BYTES, MOST_WORKBOOK_BYTES } from './limits.ts';

/** A file within an archive. */
export interface Entry {
  /** As the archive names it; a label, never a path on disk. */
  readonly name: string;
  /** As the archive says; null where it says nothing. */
  readonly bytes: number | null;
  /** Why it cannot be unpacked, as a clause. */
  readonly problem: string | null;
}

export interface Archive {
  readonly entries: readonly Entry[];
  /** The bytes of an entry in pieces; ends at a limit or where they are damaged with a Fault whose message is a clause. */
  unpack(at: number): AsyncIterable<Uint8Array>;
}

const CONTROLS = /\p{Cc}/gu;
const LONGEST_NAME = 150;

/** A name within a file, as it can be shown. */
export const label = (name: string): string => {
  const plain = name.toWellFormed().replaceAll(CONTROLS, '\ufffd');
  return plain.length <= LONGEST_NAME ? plain : `…${plain.slice(-LONGEST_NAME + 1).toWellFormed()}`;
};

/** @throws Fault `unsupported` for what is no zip archive, or one in parts, or cut off */
export async function openZip(bytes: Uint8Array): Promise<Archive> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let zip: Awaited<ReturnType<typeof fromBufferPromise>>;
  const found: ZipEntry[] = [];
  try {
    zip = await fromBufferPromise(file, { lazyEntries: true, decodeStrings: false, validateEntrySizes: true });
    for await (const entry of zip.eachEntry()) {
      if (found.length >= MOST_ENTRIES)
        throw new Fault(
          'too-large',
          `The archive has more than ${MOST_ENTRIES.toLocaleString('en-US')} files. Unpack it and import what is needed.`,
        );
      if (!isFolder(entry)) found.push(entry);
    }
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault(
      'unsupported',
      'The zip archive is damaged or cut off: its list of files cannot be read. Ask for it again.',
    );
  }
  const total = found.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  if (total > MOST_UNPACKED_BYTES)
    throw new Fault(
      'too-large',
      `The archive unpacks to ${gibibytes(total)}; at most ${gibibytes(MOST_UNPACKED_BYTES)} are unpacked here. Unpack it and import what is needed.`,
    );
  return {
    entries: found.map((entry) => ({ name: nameOf(entry), bytes: entry.uncompressedSize, problem: problemOf(entry) })),
    async *unpack(at) {
      const entry = found[at] as ZipEntry;
      yield* bounded(() => zip.openReadStreamPromise(entry), MOST_ENTRY_BYTES);
    },
  };
}

const isFolder = ({ fileNameRaw }: ZipEntry): boolean => fileNameRaw.at(-1) === 0x2f;
const nameOf = (entry: ZipEntry): string =>
  label(getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false));

function problemOf(entry: ZipEntry): string | null {
  if (entry.isEncrypted()) return 'it is encrypted with a password';
  if (!entry.canDecodeFileData())
    return `it is compressed by method ${entry.compressionMethod}, which is not read here`;
  return entry.uncompressedSize > MOST_ENTRY_BYTES ? `it unpacks to ${gibibytes(entry.uncompressedSize)}` : null;
}

/** A gzip file as an archive of one entry. @param name of the file, which is the entry's without its ending */
export function openGzip(bytes: Uint8Array, name: string): Archive {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const entry = {
    name: label(name.replace(/\.gz(?:ip)?$/i, '').replace(/\.tgz$/i, '.tar')),
    bytes: null,
    problem: null,
  };
  return {
    entries: [entry],
    unpack: () =>
      bounded(async () => {
        const gunzip = createGunzip();
        gunzip.end(file);
        return gunzip;
      }, MOST_ENTRY_BYTES),
  };
}

async function* bounded(open: () => Promise<Readable>, most: number): AsyncIterableIterator<Uint8Array> {
  let bytes = 0;
  try {
    for await (const piece of await open()) {
      bytes += (piece as Uint8Array).length;
      if (bytes > most) throw new Fault('too-large', `it unpacks to more than ${gibibytes(most)}`);
      yield piece as Uint8Array;
    }
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault(
      'damaged',
      `its compressed bytes are damaged or cut off after ${bytes.toLocaleString('en-US')} bytes of text`,
    );
  }
}

/** Whether all parts of a workbook that is a zip archive unpack to what they say, and to no more than can be read. @throws Fault */
export async function assertBounded(bytes: Uint8Array): Promise<void> {
  const { entries, unpack } = await openZip(bytes);
  let total = 0;
  const tooMuch = () =>
    new Fault(
      'too-large',
      `The workbook unpacks to more than ${gibibytes(MOST_WORKBOOK_BYTES)}. Export its sheets as CSV.`,
    );
  if (entries.reduce((sum, entry) => sum + (entry.bytes ?? 0), 0) > MOST_WORKBOOK_BYTES) throw tooMuch();
  for (const [at, { problem }] of entries.entries()) {
    if (problem !== null) throw new Fault('unsupported', `A part of the workbook cannot be unpacked: ${problem}.`);
    try {
      for await (const piece of unpack(at)) if ((total += piece.length) > MOST_WORKBOOK_BYTES) throw tooMuch();
    } catch (error) {
      if (error instanceof Fault && error.code === 'damaged')
        throw new Fault('unsupported', 'The workbook is damaged or cut off. Ask for it again.');
      throw error;
    }
  }
}

const gibibytes = (bytes: number): string =>
  `${(bytes / 2 ** 30).toLocaleString('en-US', { maximumFractionDigits: 1 })} GiB`;
