import '../host/no-report.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { serve } from '../process/serve.ts';
import { type Archive, assertBounded, openGzip, openZip } from './archive.ts';
import { readGraphJson } from './graph-json.ts';
import { decoded, readJson } from './json.ts';
import type { Format } from './kinds.ts';
import { LONGEST_CELL } from './limits.ts';
import { openDocument } from './open-document.ts';
import type { Found, TableRecord } from './table.ts';
import { readTelegram } from './telegram.ts';
import { readWhatsApp } from './whatsapp.ts';

/** Asked over the process's channel, in this order: `append` …, then `open`, `list` or `attachments`, then `records` or `unpack` until `done`. */
export interface OpenRequest {
  readonly format: Format;
  readonly name: string;
}
/** A batch is sent once it holds about so many characters, or so many records. */
const BATCH_CHARACTERS = 1 << 20;
const BATCH_RECORDS = 5000;
const BATCH_BYTES = 1 << 20;

let pieces: Uint8Array[] = [];
let found: Found | null = null;
let archive: Pick<Archive, 'unpack'> | null = null;
let reading: { table: number; records: AsyncIterator<TableRecord> | Iterator<TableRecord> } | null = null;
let unpacking: { entry: number; bytes: AsyncIterator<Uint8Array> } | null = null;

const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;

const noting = (notes: readonly string[], { tables, notes: own }: Found): Found => ({
  tables: tables.map((table) => ({ ...table, notes: [...notes, ...table.notes], records: () => table.records() })),
  notes: own,
});

// A reader is loaded when it is wanted: that of workbooks alone is a megabyte.
async function open({ format }: OpenRequest): Promise<Found> {
  const bytes = Buffer.concat(pieces);
  pieces = [];
  switch (format) {
    case 'workbook': {
      if (isZip(bytes)) await assertBounded(bytes);
      const document = isZip(bytes) ? await openDocument(bytes) : null;
      return (await import('./workbook.ts')).readWorkbook(bytes, document);
    }
    case 'json': {
      const { text, notes } = decoded(bytes);
      return noting(notes, readTelegram(text) ?? readGraphJson(text) ?? readJson(text));
    }
    case 'edges':
      return (await import('./edge-list.ts')).readEdgeList(bytes);
    case 'calendar':
      return (await import('./calendar.ts')).readCalendar(bytes);
    case 'bodyfile':
      return (await import('./bodyfile.ts')).readBodyfile(bytes);
    case 'graph':
      return (await import('./graph-xml.ts')).readGraphXml(bytes);
    case 'parquet':
      return (await import('./parquet.ts')).readParquet(bytes);
    case 'mail':
    case 'mailbox':
      return (await import('./mail.ts')).readMail(bytes, format === 'mailbox');
    case 'mhtml':
      return (await import('./web-archive.ts')).readMhtml(bytes);
    case 'wacz':
      return (await import('./web-archive.ts')).readWacz(bytes);
    case 'whatsapp': {
      const { text, notes } = decoded(bytes);
      return noting(notes, readWhatsApp(text));
    }
    default:
      throw new Error('an archive has entries, no tables');
  }
}

/** The only place where files of these formats are parsed: a process of its own that may be killed or crash alone. */
serve({
  append: ({ bytes }: { bytes: Uint8Array }) => void pieces.push(bytes),
  open: async (request: OpenRequest) => {
    found = await open(request);
    return {
      tables: found.tables.map(({ records: _, header, notes, ...table }) => ({
        ...table,
        header: header === null ? null : [...header],
        notes: [...notes],
      })),
      notes: [...found.notes],
    };
  },
  /** @param from starts the table anew */
  records: async ({ table, anew }: { table: number; anew: boolean }) => {
    if (!reading || reading.table !== table || anew) {
      const records = found?.tables[table]?.records();
      if (!records) throw new Error('no such table');
      const iterator = Symbol.iterator in records ? records[Symbol.iterator]() : records[Symbol.asyncIterator]();
      reading = { table, records: iterator };
    }
    const batch: TableRecord[] = [];
    for (let characters = 0; characters < BATCH_CHARACTERS && batch.length < BATCH_RECORDS; ) {
      const { value, done } = await reading.records.next();
      if (done) return { records: batch, done: true };
      batch.push(checked(value));
      for (const cell of value.cells) characters += cell?.length ?? 0;
    }
    return { records: batch, done: false };
  },
  list: async ({ format, name }: OpenRequest) => {
    const bytes = Buffer.concat(pieces);
    pieces = [];
    const opened = format === 'gzip' ? openGzip(bytes, name) : await openZip(bytes);
    archive = opened;
    return opened.entries;
  },
  /** What came with the messages of a file of mail; each is unpacked like an entry of an archive. */
  attachments: async ({ format }: OpenRequest) => {
    const bytes = Buffer.concat(pieces);
    pieces = [];
    const mail = await (await import('./mail-parts.ts')).openMail(bytes, format === 'mailbox');
    archive = mail;
    const { parts, leftOut, unread } = mail;
    return { parts, leftOut, unread };
  },
  unpack: async ({ entry, anew }: { entry: number; anew: boolean }) => {
    if (!archive) throw new Error('no archive is open');
    if (!unpacking || unpacking.entry !== entry || anew)
      unpacking = { entry, bytes: archive.unpack(entry)[Symbol.asyncIterator]() };
    const batch: Uint8Array[] = [];
    try {
      for (let bytes = 0; bytes < BATCH_BYTES; ) {
        const { value, done } = await unpacking.bytes.next();
        if (done) return { bytes: Buffer.concat(batch), done: true, problem: null };
        batch.push(value);
        bytes += value.length;
      }
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      return { bytes: Buffer.concat(batch), done: true, problem: error.message };
    }
    return { bytes: Buffer.concat(batch), done: false, problem: null };
  },
});

/** A cell that no table can hold makes its record a rejected one. */
function checked(record: TableRecord): TableRecord {
  if (!record.cells.some((cell) => cell !== null && cell.length > LONGEST_CELL)) return record;
  const raw = record.cells.map((cell) => cell?.slice(0, 1000) ?? '').join('\t');
  return { ...record, cells: [], problem: `a cell of it is longer than ${LONGEST_CELL >> 20} MiB`, raw };
}
