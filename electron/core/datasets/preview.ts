import type { Output } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { ReadContext } from '../context.ts';
import { eachChunk } from '../evidence/chunks.ts';
import { contentOf, readPart } from '../evidence/reads.ts';
import type { Entry } from '../formats/archive.ts';
import { type Format, formatOf, isArchive } from '../formats/kinds.ts';
import { DEEPEST_ARCHIVE } from '../formats/limits.ts';
import { SNIFF_BYTES, sniffMediaType } from '../formats/media-type.ts';
import { type FormatReader, type OpenedTable, openReader } from '../formats/reader.ts';
import { type Dialect, type Record, sentence, withPlaceOf } from './dialect.ts';
import { previewText } from './sniff-exhibit.ts';
import { dialectOf, holdsWorkbook, partName } from './tables.ts';

type Preview = Output<'dataset.preview'>;

/** Bytes that an archive's entry may have to be looked into before it is read. */
const MOST_LOOKED_INTO = 64 << 20;
const ROWS = 50;

/**
 * The first rows of one part of an exhibit, as they would be read. Nothing is stored for it.
 * @param part '' for the first table there is
 * @throws Fault `unsupported` where there is no such part, or as the reading does; `too-large`
 */
export async function previewDataset(
  context: ReadContext,
  exhibit: Exhibit,
  part: string,
  given: Dialect | undefined,
): Promise<Preview> {
  const { db } = context;
  const content = contentOf(db, exhibit.id);
  const format = formatOf(exhibit.mediaType);
  const asText = given !== undefined && given.format === undefined && !(format && isArchive(format));
  if (format === null || asText)
    return previewText(
      { bytes: content.bytes, read: (offset, length) => readPart(db, content, offset, length) },
      given,
    );
  const looked = new Look(context, part, given);
  const file = { format, name: exhibit.originalName, bytes: content.bytes, chunks: () => eachChunk(db, content.id) };
  const found = await looked.into(file, '', 0);
  if (found) return found;
  throw new Fault(
    'unsupported',
    part === '' ? 'No table was found in the file.' : `The file holds no table "${part}".`,
  );
}

interface File {
  readonly format: Format;
  readonly name: string;
  readonly bytes: number;
  readonly chunks: () => Iterable<Uint8Array>;
}

class Look {
  private readonly taken = new Set<string>();

  constructor(
    private readonly context: ReadContext,
    private readonly wanted: string,
    private readonly given: Dialect | undefined,
  ) {}

  async into(file: File, within: string, depth: number): Promise<Preview | null> {
    const { core, session } = this.context;
    const reader = await openReader(
      { core, session, signal: new AbortController().signal, breathe: async () => {} },
      file,
      { bytes: file.bytes, chunks: file.chunks() },
    );
    try {
      if (!isArchive(file.format)) return await this.tables(reader, within);
      const entries = await reader.entries();
      if (file.format === 'zip' && holdsWorkbook(entries)) {
        reader.close();
        return await this.into({ ...file, format: 'workbook' }, within, depth);
      }
      return await this.entries(reader, entries, file.format === 'gzip', within, depth);
    } finally {
      reader.close();
    }
  }

  private async tables(reader: FormatReader, within: string): Promise<Preview | null> {
    const { tables } = await reader.tables();
    for (const [at, table] of tables.entries())
      if (this.is(partName(this.taken, within, table.part))) return previewTable(reader, at, table, this.given);
    return null;
  }

  private async entries(
    reader: FormatReader,
    entries: readonly Entry[],
    isWhole: boolean,
    within: string,
    depth: number,
  ): Promise<Preview | null> {
    for (const [at, { name, problem }] of entries.entries()) {
      const part = isWhole ? within : partName(this.taken, within, name);
      if (problem !== null || !this.wanted.startsWith(this.wanted === '' ? '' : part)) continue;
      const { bytes, whole } = await gathered(reader.unpack(at, () => {}));
      const { mediaType, preview } = await sniffMediaType(bytes.subarray(0, SNIFF_BYTES), name);
      const format = formatOf(mediaType);
      if (format && isArchive(format) && depth + 1 >= DEEPEST_ARCHIVE) continue;
      if (format && !whole) throw new Fault('too-large', `"${name}" is too large to be looked into before it is read.`);
      const found = format
        ? await this.into({ format, name, bytes: bytes.length, chunks: () => [bytes] }, part, depth + 1)
        : preview === 'table' && this.is(part)
          ? previewText(
              { bytes: bytes.length, read: (from, length) => bytes.subarray(from, from + length) },
              this.given,
            )
          : null;
      if (found) return found;
    }
    return null;
  }

  private is(part: string): boolean {
    return this.wanted === '' || this.wanted === part;
  }
}

async function gathered(pieces: AsyncIterable<Uint8Array>): Promise<{ bytes: Uint8Array; whole: boolean }> {
  const taken: Uint8Array[] = [];
  let size = 0;
  for await (const piece of pieces) {
    taken.push(piece);
    size += piece.length;
    if (size > MOST_LOOKED_INTO) return { bytes: Buffer.concat(taken), whole: false };
  }
  return { bytes: Buffer.concat(taken), whole: true };
}

async function previewTable(
  reader: FormatReader,
  at: number,
  table: OpenedTable,
  given: Dialect | undefined,
): Promise<Preview> {
  const dialect = withPlaceOf(await dialectOf(reader, at, table), given);
  const rows: Record[] = table.header ? [table.header] : [];
  const most = dialect.skipLines + 1 + ROWS;
  for await (const batch of reader.records(at)) {
    for (const { cells, problem } of batch) if (problem === null) rows.push(cells);
    if (rows.length >= most) break;
  }
  const [header, ...rest] = rows.slice(dialect.skipLines);
  const below = dialect.header ? rest : rows.slice(dialect.skipLines);
  return {
    dialect,
    sentence: sentence(dialect, false),
    header: dialect.header ? (header ?? []).map((cell) => cell ?? '') : [],
    rows: below.slice(0, ROWS).map((row) => [...row]),
    alternatives: [],
  };
}
