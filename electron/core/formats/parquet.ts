import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import {
  type AsyncBuffer,
  type Compressors,
  type FileMetaData,
  parquetMetadataAsync,
  parquetRead,
  parquetSchema,
  type SchemaElement,
  type SchemaTree,
} from 'hyparquet';
import { Fault } from '../../../shared/contract/errors.ts';
import { counted } from '../../../shared/domain/counted.ts';
import { type Cell, type Found, firstOf, type TableRecord } from './table.ts';

const compressors: Compressors = {
  GZIP: (input, bytes) => gunzipSync(input, { maxOutputLength: Math.max(1, bytes) }),
  BROTLI: (input, bytes) => brotliDecompressSync(input, { maxOutputLength: Math.max(1, bytes) }),
  ZSTD: (input, bytes) => zstdDecompressSync(input, { maxOutputLength: Math.max(1, bytes) }),
};

/** What a leaf of the schema means; taken out of the schema, since the library would make floats and dates of it. */
type Meaning =
  | { readonly kind: 'decimal'; readonly scale: number }
  | { readonly kind: 'date' }
  | { readonly kind: 'time' | 'stamp'; readonly digits: 3 | 6 | 9; readonly utc: boolean };

const DIGITS = { MILLIS: 3, MICROS: 6, NANOS: 9 } as const;

function meaningOf({ converted_type: old, logical_type: logical, scale, type }: SchemaElement): Meaning | null {
  if (logical?.type === 'DECIMAL' || old === 'DECIMAL')
    return { kind: 'decimal', scale: (logical?.type === 'DECIMAL' ? logical.scale : scale) ?? 0 };
  if (logical?.type === 'DATE' || old === 'DATE') return { kind: 'date' };
  if (logical?.type === 'TIMESTAMP')
    return { kind: 'stamp', digits: DIGITS[logical.unit], utc: logical.isAdjustedToUTC };
  if (logical?.type === 'TIME') return { kind: 'time', digits: DIGITS[logical.unit], utc: logical.isAdjustedToUTC };
  if (old === 'TIMESTAMP_MILLIS' || old === 'TIMESTAMP_MICROS')
    return { kind: 'stamp', digits: old === 'TIMESTAMP_MILLIS' ? 3 : 6, utc: true };
  if (old === 'TIME_MILLIS' || old === 'TIME_MICROS')
    return { kind: 'time', digits: old === 'TIME_MILLIS' ? 3 : 6, utc: false };
  return type === 'INT96' ? { kind: 'stamp', digits: 9, utc: false } : null;
}

/**
 * The rows of a Parquet file, values exact: decimals with their scale, times to the digit they are stored with, and with a Z
 * where the file says UTC. Nested values become JSON text.
 * @throws Fault `unsupported`
 */
export async function readParquet(bytes: Uint8Array): Promise<Found> {
  const file: AsyncBuffer = {
    byteLength: bytes.length,
    slice: (from, to) => new Uint8Array(bytes.subarray(from, to)).buffer, // a copy: a Buffer's own `slice` is none
  };
  const metadata = await guarded(() => parquetMetadataAsync(file));
  const meanings = new Map<SchemaElement, Meaning>();
  for (const element of metadata.schema) {
    const meaning = element.num_children ? null : meaningOf(element);
    const opaque =
      element.converted_type === 'BSON' || element.converted_type === 'INTERVAL' || element.converted_type === 'JSON';
    if (meaning) meanings.set(element, meaning);
    if (meaning || opaque) {
      delete element.converted_type;
      delete element.logical_type;
    }
  }
  const columns = parquetSchema(metadata).children;
  const nested = columns.filter(({ children }) => children.length > 0).map(({ element }) => element.name);
  const codecs = new Set(metadata.row_groups.flatMap((group) => group.columns.map((each) => each.meta_data?.codec)));
  for (const codec of codecs)
    if (codec && codec !== 'UNCOMPRESSED' && codec !== 'SNAPPY' && !(codec in compressors))
      throw new Fault(
        'unsupported',
        `The Parquet file is compressed with ${codec}, which is not read here. Write it again with Snappy, Zstandard or gzip.`,
      );
  const notes = [];
  if (nested.length > 0)
    notes.push(
      `${counted(nested.length, 'column holds', 'columns hold')} lists or structures (${firstOf(nested)}); each is JSON text.`,
    );
  return {
    notes: [],
    tables: [
      {
        part: '',
        format: `Parquet${metadata.created_by ? ` written by ${metadata.created_by.slice(0, 40).toWellFormed()}` : ''}`,
        header: columns.map(({ element }) => element.name.toWellFormed()),
        width: columns.length,
        notes,
        records: () => rowsOf(file, metadata, columns, meanings),
      },
    ],
  };
}

async function* rowsOf(
  file: AsyncBuffer,
  metadata: FileMetaData,
  columns: readonly SchemaTree[],
  meanings: ReadonlyMap<SchemaElement, Meaning>,
): AsyncIterableIterator<TableRecord> {
  let from = 0;
  for (const group of metadata.row_groups) {
    const to = from + Number(group.num_rows);
    let rows: unknown[][] = [];
    const take = (found: unknown[][]): void => {
      rows = found;
    };
    const parsers = {
      timestampFromNanoseconds: (nanos: bigint) => nanos,
      jsonFromBytes: (value: Uint8Array) => value,
      geometryFromBytes: (value: Uint8Array) => value,
      geographyFromBytes: (value: Uint8Array) => value,
    };
    const names = columns.map(({ element }) => element.name);
    await guarded(() =>
      parquetRead({
        file,
        metadata,
        columns: names,
        rowStart: from,
        rowEnd: to,
        utf8: false,
        compressors,
        parsers,
        geoparquet: false,
        onComplete: take,
      }),
    );
    if (rows.length !== to - from)
      throw new Fault(
        'unsupported',
        `The Parquet file says it has ${to - from} rows from row ${from + 1} on and holds ${rows.length}; it is damaged.`,
      );
    const numbers = columns.flatMap((column, place) => (isPointed(column, meanings) ? [place] : []));
    for (const [at, row] of rows.entries()) {
      const cells = columns.map((column, place) => cellOf(row[place], column, meanings));
      yield { cells, line: from + at + 1, problem: null, raw: '', numbers };
    }
    from = to;
  }
}

async function guarded<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Fault) throw error;
    const why = error instanceof Error ? error.message : '';
    throw new Fault(
      'unsupported',
      /PARE|encrypt/i.test(why)
        ? 'The Parquet file is encrypted. Ask for one that is not.'
        : 'The Parquet file is damaged, cut off, or written in a way that is not read here. Ask for it again, or as CSV.',
    );
  }
}

/** Whether its values are numbers with a point. */
function isPointed({ children, element }: SchemaTree, meanings: ReadonlyMap<SchemaElement, Meaning>): boolean {
  const meaning = meanings.get(element);
  if (children.length > 0 || element.repetition_type === 'REPEATED') return false;
  return meaning ? meaning.kind === 'decimal' : element.type === 'FLOAT' || element.type === 'DOUBLE';
}

function cellOf(value: unknown, tree: SchemaTree, meanings: ReadonlyMap<SchemaElement, Meaning>): Cell {
  if (value === null || value === undefined) return null;
  if (tree.children.length > 0 || tree.element.repetition_type === 'REPEATED') return jsonOf(value, tree, meanings);
  return leafOf(value, tree.element, meanings.get(tree.element));
}

function jsonOf(value: unknown, tree: SchemaTree, meanings: ReadonlyMap<SchemaElement, Meaning>): string {
  if (value === null || value === undefined) return 'null';
  const [only] = tree.children;
  if (Array.isArray(value)) {
    // A list is a group with a repeated group with the element; the library gives the elements alone.
    const inner = only?.element.repetition_type === 'REPEATED' && only.children.length === 1 ? only.children[0] : only;
    const item = {
      ...(inner ?? tree),
      ...(inner ? {} : { element: { ...tree.element, repetition_type: 'OPTIONAL' as const } }),
    };
    if (!inner) {
      const meaning = meanings.get(tree.element);
      return `[${value.map((each) => (each == null ? 'null' : scalarJson(each, tree.element, meaning))).join(',')}]`;
    }
    return `[${value.map((each) => jsonOf(each, item, meanings)).join(',')}]`;
  }
  if (tree.children.length === 0) return scalarJson(value, tree.element, meanings.get(tree.element));
  const fields =
    only?.element.repetition_type === 'REPEATED' && tree.children.length === 1 ? only.children : tree.children;
  const byName = new Map(fields.map((each) => [each.element.name, each]));
  return `{${Object.entries(value as object)
    .map(([name, each]) => {
      // A map's keys are data; its values have the type of the second of its fields.
      const field = byName.get(name) ?? fields.at(-1);
      return `${JSON.stringify(name)}:${field ? jsonOf(each, field, meanings) : JSON.stringify(each)}`;
    })
    .join(',')}}`;
}

function scalarJson(value: unknown, element: SchemaElement, meaning: Meaning | undefined): string {
  const text = leafOf(value, element, meaning);
  const bare =
    typeof value === 'boolean' ||
    meaning?.kind === 'decimal' ||
    (!meaning && (typeof value === 'bigint' || (typeof value === 'number' && Number.isFinite(value))));
  return bare ? text : JSON.stringify(text);
}

function leafOf(value: unknown, element: SchemaElement, meaning: Meaning | undefined): string {
  if (meaning) return meant(value, meaning);
  if (value instanceof Uint8Array) return bytesText(value);
  if (typeof value === 'number') return element.type === 'FLOAT' ? floatText(value) : String(value);
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'string' ? value.toWellFormed() : String(value);
}

function meant(value: unknown, meaning: Meaning): string {
  const whole = value instanceof Uint8Array ? signed(value) : BigInt(value as number | bigint);
  if (meaning.kind === 'decimal') return pointed(whole, meaning.scale);
  if (meaning.kind === 'date') return dateOf(whole);
  const unit = 10n ** BigInt(meaning.digits);
  const seconds = floor(whole, unit);
  const days = floor(seconds, 86_400n);
  const clock = `${clockOf(seconds - days * 86_400n)}.${String(whole - seconds * unit).padStart(meaning.digits, '0')}`;
  return meaning.kind === 'time' ? clock : `${dateOf(days)}T${clock}${meaning.utc ? 'Z' : ''}`;
}

const floor = (a: bigint, b: bigint): bigint => (a >= 0n || a % b === 0n ? a / b : a / b - 1n);
function clockOf(seconds: bigint): string {
  const two = (part: bigint): string => String(part).padStart(2, '0');
  return `${two(seconds / 3600n)}:${two((seconds / 60n) % 60n)}:${two(seconds % 60n)}`;
}
function dateOf(days: bigint): string {
  const date = new Date(Number(days) * 86_400_000);
  return Number.isNaN(date.getTime())
    ? `${days} days since 1970-01-01`
    : date.toISOString().slice(0, date.getUTCFullYear() > 9999 ? 13 : 10);
}
/** Big-endian two's complement. */
function signed(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = value * 256n + BigInt(byte);
  return BigInt.asIntN(bytes.length * 8, value);
}
function pointed(whole: bigint, scale: number): string {
  if (scale <= 0) return String(whole * 10n ** BigInt(-scale));
  const digits = String(whole < 0n ? -whole : whole).padStart(scale + 1, '0');
  return `${whole < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
function bytesText(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes);
  } catch {
    return `\\x${Buffer.from(bytes).toString('hex')}`;
  }
}
/** The shortest text that is this 32-bit number. */
function floatText(value: number): string {
  for (let digits = 6; digits < 10; digits++) {
    const text = String(Number(value.toPrecision(digits)));
    if (Math.fround(Number(text)) === value) return text;
  }
  return String(value);
}
