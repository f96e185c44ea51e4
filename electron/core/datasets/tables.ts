import type { Certificate, DatasetSummary } from '../../../shared/contract/datasets.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { ExhibitId } from '../../../shared/contract/values.ts';
import { counted } from '../../../shared/domain/counted.ts';
import { PREVIEWS } from '../../../shared/domain/exhibit-kinds.ts';
import type { JobContext } from '../context.ts';
import { eachChunk } from '../evidence/chunks.ts';
import { CHUNK_BYTES } from '../evidence/packing.ts';
import { type Content, contentOf, exhibitById, readFirst } from '../evidence/reads.ts';
import { discardStaged, stage } from '../evidence/staging.ts';
import type { Entry } from '../formats/archive.ts';
import { type Format, formatOf, isArchive } from '../formats/kinds.ts';
import { DEEPEST_ARCHIVE, MOST_TABLES } from '../formats/limits.ts';
import { SNIFF_BYTES, sniffMediaType } from '../formats/media-type.ts';
import { type FormatReader, type OpenedTable, openReader } from '../formats/reader.ts';
import { firstOf, type TableRecord } from '../formats/table.ts';
import type { Dialect, Record } from './dialect.ts';
import { indexText } from './index-content.ts';
import { parseDataset, type Wanted } from './parse.ts';
import { certificateOf, datasetsOfExhibit } from './reads.ts';
import type { RecordSource } from './source.ts';
import { setCertificate } from './store.ts';
import { findFooter, findTable } from './table-place.ts';

type Parsed = { readonly dataset: DatasetSummary; readonly certificate: Certificate };
export interface Tables {
  /** In the order of the file; at least one. */
  readonly parsed: readonly Parsed[];
  /** What of the file was not read, as sentences. */
  readonly problems: readonly string[];
}

/**
 * Reads every table of an exhibit, or the one of `wanted.part` or `wanted.datasetId`: a delimited text has one, a workbook one
 * for each sheet, an archive those of the files in it.
 * @throws Fault as `parseDataset`; `unsupported` where the file holds no table
 */
export async function parseTables(context: JobContext, exhibitId: ExhibitId, wanted: Wanted = {}): Promise<Tables> {
  const exhibit = exhibitById(context.db, exhibitId);
  const format = formatOf(exhibit.mediaType);
  const asText = wanted.dialect !== undefined && wanted.dialect.format === undefined && !(format && isArchive(format));
  if (format === null || asText) {
    const parsed = [await parseDataset(context, exhibitId, wanted)];
    if (PREVIEWS[exhibit.preview].cells) await indexText(context, exhibit);
    return { parsed, problems: [] };
  }
  const named = datasetsOfExhibit(context.db, exhibitId).find(({ id }) => id === wanted.datasetId)?.part;
  const run = new Run(context, exhibitId, wanted, named ?? (wanted.part || null));
  try {
    await run.read(format, exhibit.originalName, '', contentOf(context.db, exhibitId), 0);
    run.noteUnread();
  } finally {
    // Also where it was stopped: what was read by then is there to be found.
    if (run.parsed.length > 0 && PREVIEWS[exhibit.preview].cells) await indexText(context, exhibit);
  }
  const { parsed, problems } = run;
  if (parsed.length === 0)
    throw new Fault('unsupported', problems.length > 0 ? problems.slice(0, 3).join(' ') : 'The file holds no table.');
  return { parsed, problems };
}

/** One reading of a file, and of what lies in it. */
class Run {
  readonly parsed: Parsed[] = [];
  readonly problems: string[] = [];
  private readonly taken = new Set<string>();
  /** Of archives, what was not read: each dataset's certificate says it, as long as there is one. */
  private readonly unread: string[] = [];
  private members = 0;
  private readMembers = 0;
  /** Known from the datasets that there are; when there are none yet, all members are looked at also where one is wanted. */
  private readonly before: Certificate['warnings'] | null;

  constructor(
    private readonly context: JobContext,
    private readonly exhibitId: ExhibitId,
    private readonly wanted: Wanted,
    /** The only one that is wanted; null for all. */
    private readonly only: string | null,
  ) {
    const [one] = only === null ? [] : datasetsOfExhibit(context.db, exhibitId);
    this.before = one ? certificateOf(context.db, one.id).warnings.filter(({ code }) => code === 'not-read') : null;
  }

  /** What the archive holds and no table shows goes into the certificate of each of its tables, and stays there. */
  noteUnread(): void {
    const notes =
      this.before ??
      this.unread.map((message) => ({ code: 'not-read' as const, message: `${message} ${this.told()}` }));
    if (notes.length === 0 || this.parsed.length === 0) return;
    this.context.write(({ db, record }) => {
      const { caseId, label } = exhibitById(db, this.exhibitId);
      const unread = notes.map(({ message }) => message);
      record({ caseId, action: 'dataset.unread', subject: label, detail: { datasets: this.parsed.length, unread } });
      for (const [at, { dataset, certificate: made }] of this.parsed.entries()) {
        const own = new Set(made.warnings.map(({ message }) => message));
        const certificate = {
          ...made,
          warnings: [...made.warnings, ...notes.filter(({ message }) => !own.has(message))],
        };
        setCertificate(db, dataset.id, certificate);
        const warnings = certificate.warnings.filter(({ code }) => code !== 'open-question').length;
        this.parsed[at] = { dataset: { ...dataset, warnings }, certificate };
      }
    });
  }

  private told(): string {
    return `${this.readMembers} of ${counted(this.members, 'file')} in it ${this.readMembers === 1 ? 'was' : 'were'} read; a search looks through no other. Unpack and import what is needed.`;
  }

  async read(format: Format, name: string, within: string, content: Content, depth: number): Promise<void> {
    const { context } = this;
    const reader = await openReader(
      context,
      { format, name },
      { bytes: content.bytes, chunks: eachChunk(context.db, content.id) },
    );
    try {
      if (!isArchive(format)) return await this.tables(reader, within, content);
      const entries = await reader.entries();
      // A workbook of which the first bytes did not show that it is one.
      if (format === 'zip' && holdsWorkbook(entries)) {
        reader.close();
        return await this.read('workbook', name, within, content, depth);
      }
      await this.entries(reader, entries, format === 'gzip', within, depth);
    } finally {
      reader.close();
    }
  }

  private async tables(reader: FormatReader, within: string, content: Content): Promise<void> {
    const { tables, notes } = await reader.tables();
    this.problems.push(...(tables.length === 0 ? [...notes, 'No table was found in it.'] : []));
    for (const [at, table] of tables.entries()) {
      const part = partName(this.taken, within, table.part);
      if (this.skips(part)) continue;
      await this.attempt(part, async () => {
        const source = await sourceOf(reader, at, table, at === 0 ? notes : []);
        return this.parse(part, { source, content });
      });
    }
  }

  private async entries(
    reader: FormatReader,
    entries: readonly Entry[],
    isWhole: boolean,
    within: string,
    depth: number,
  ): Promise<void> {
    const others: string[] = [];
    for (const [at, entry] of entries.entries()) {
      const part = isWhole ? within : partName(this.taken, within, entry.name);
      if (this.only !== null && this.before !== null && !this.only.startsWith(part)) continue;
      this.members++;
      if (entry.problem !== null) this.missed(`"${entry.name}" was not read: ${entry.problem}.`);
      else if (await this.entry(reader, at, entry.name, part, depth)) this.readMembers++;
      else others.push(entry.name);
    }
    if (others.length > 0)
      this.missed(
        `Not read: ${firstOf(others)}, since ${others.length === 1 ? 'it is no table' : 'they are no tables'}.`,
      );
  }

  private missed(what: string): void {
    this.problems.push(what);
    this.unread.push(what);
  }

  /** Unpacks an entry into the store, where it counts for nothing, and reads it there. @returns whether it is a table or holds some */
  private async entry(reader: FormatReader, at: number, name: string, part: string, depth: number): Promise<boolean> {
    const { context } = this;
    let cut = '';
    const staged = await stage(
      context,
      reader.unpack(at, (why) => (cut = why)),
    );
    try {
      if (cut !== '') this.problems.push(`"${name}" is not whole: ${cut}. What comes before was read.`);
      if (staged.bytes === 0) return false;
      const content = { id: staged.contentId, sha256: staged.sha256, bytes: staged.bytes, chunkBytes: CHUNK_BYTES };
      const { mediaType, preview } = await sniffMediaType(readFirst(context.db, staged.contentId, SNIFF_BYTES), name);
      const format = formatOf(mediaType);
      if (format && isArchive(format) && depth + 1 >= DEEPEST_ARCHIVE) {
        this.problems.push(`"${name}" is an archive within an archive within an archive; it was not unpacked.`);
        return true;
      }
      if (format) await this.attempt(part, () => this.read(format, name, part, content, depth + 1));
      else if (preview === 'table') {
        if (!this.skips(part)) await this.attempt(part, () => this.parse(part, { content }));
      } else return false;
      return true;
    } finally {
      await discardStaged(context, staged.contentId);
    }
  }

  private async parse(part: string, more: Pick<Wanted, 'source' | 'content'>): Promise<void> {
    if (this.parsed.length >= MOST_TABLES) {
      this.problems.push(`Only the first ${MOST_TABLES} tables were read.`);
      return;
    }
    // What was set for one table holds for that one.
    const another = this.only === null && part !== (this.wanted.part ?? '');
    const { dialect, readings = [], ...wanted } = this.wanted;
    const set = another ? {} : { dialect, readings };
    this.parsed.push(await parseDataset(this.context, this.exhibitId, { ...wanted, ...more, ...set, part }));
  }

  /** What goes wrong with one table costs the others nothing. */
  private async attempt(part: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Fault) || !['unsupported', 'too-large', 'damaged', 'bad-request'].includes(error.code))
        throw error;
      this.problems.push(part === '' ? error.message : `"${part}" was not read: ${error.message}`);
    }
  }

  private skips(part: string): boolean {
    return this.only !== null && this.only !== part;
  }
}

/** A name for a part that no other part of the file has. @param taken names given before, to which it is added */
export function partName(taken: Set<string>, within: string, part: string): string {
  if (part === '') return within;
  const whole = [within, part].filter((each) => each !== '').join(' / ');
  const base = whole.length <= LONGEST_PART ? whole : `${whole.slice(0, LONGEST_PART - 1).toWellFormed()}…`;
  let name = base;
  for (let copy = 2; taken.has(name); copy++) name = `${base.slice(0, LONGEST_PART - 6)} (${copy})`;
  taken.add(name);
  return name;
}
const LONGEST_PART = 200;

export const holdsWorkbook = (entries: readonly Entry[]): boolean => {
  const names = new Set(entries.map(({ name }) => name));
  return (
    ['xl/workbook.xml', 'xl/workbook.bin'].some((name) => names.has(name)) ||
    (names.has('content.xml') && names.has('META-INF/manifest.xml'))
  );
};

const LOOKED_AT = 500;
const LONGEST_FORMAT = 100;

/** How a table is read. Where its format names no columns, the header is looked for as in a delimited text. */
export async function dialectOf(
  reader: FormatReader,
  at: number,
  { header, width, format }: OpenedTable,
): Promise<Dialect> {
  const place = header ? { header: true, skipLines: 0, skipFooter: 0 } : await placeOf(reader, at, width);
  return {
    ...NO_TEXT,
    ...place,
    format: format.length <= LONGEST_FORMAT ? format : `${format.slice(0, LONGEST_FORMAT - 1).toWellFormed()}…`,
  };
}

/** The records of a table for the import. */
async function sourceOf(
  reader: FormatReader,
  at: number,
  table: OpenedTable,
  fileNotes: readonly string[],
): Promise<RecordSource> {
  const { header, width, notes } = table;
  const told: Certificate['warnings'] = [...fileNotes, ...notes].map((message) => ({ code: 'format-note', message }));
  const attachments = header?.indexOf('attachment_count') ?? -1;
  const isMessages = header?.includes('message_id') ?? false;
  return {
    dialect: await dialectOf(reader, at, table),
    width,
    each: isMessages ? 'message' : null,
    notes: told,
    read: async (each, pause) => {
      let line = 0;
      let taken = 0;
      let attached = 0;
      if (header) each({ cells: [...header], problem: null, line: () => 0, raw: () => header.join('\t') });
      for await (const batch of reader.records(at)) {
        for (const { cells, problem, line: place, raw, numbers } of batch) {
          each({ cells, problem, line: () => place, raw: () => raw, ...(numbers && { numbers }) });
          line = Math.max(line, place);
          if (isMessages) attached += Number(cells[attachments] ?? 0);
          for (const cell of cells) taken += cell?.length ?? 0;
        }
        await pause(taken);
      }
      if (attached > 0) told.push({ code: 'not-read', message: attachedWords(attached) });
      return { lines: line, ends: { crlf: 0, lf: 0, cr: 0 } };
    },
  };
}

const attachedWords = (attached: number): string =>
  `${counted(attached, 'attachment')} ${attached === 1 ? 'is' : 'are'} listed with name, bytes and SHA-256, not read: neither a search nor a query looks into ${attached === 1 ? 'it' : 'them'} before ${attached === 1 ? 'it is' : 'they are'} saved as ${attached === 1 ? 'an exhibit' : 'exhibits'} (Evidence, Save attachments as exhibits).`;

/** Of a dialect what says nothing about records that are read already. */
const NO_TEXT: Omit<Dialect, 'header' | 'skipLines' | 'skipFooter' | 'format'> = {
  encoding: 'utf-8',
  bom: false,
  delimiter: ',',
  quote: '"',
  escape: '"',
  newline: 'mixed',
  headerRows: 1,
  rowNames: false,
  layout: 'delimited',
  starts: [],
};

async function placeOf(reader: FormatReader, at: number, width: number) {
  const first: Record[] = [];
  let last: Record[] = [];
  for await (const batch of reader.records(at)) {
    const rows = batch.filter(({ problem }: TableRecord) => problem === null).map(({ cells }) => cells);
    first.push(...rows.slice(0, LOOKED_AT - first.length));
    last = [...last, ...rows].slice(-LOOKED_AT);
  }
  const { skipLines, header } = findTable(first, 0);
  return { header, skipLines, skipFooter: findFooter(last, width) };
}
