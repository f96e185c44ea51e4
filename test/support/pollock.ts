import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { columnShapes } from '../../electron/core/datasets/column-shapes.ts';
import { Reading } from '../../electron/core/datasets/reading.ts';
import { readRecords } from '../../electron/core/datasets/records.ts';
import { sniffBytes } from '../../electron/core/datasets/sniff-exhibit.ts';
import { asUtf8, brokenUtf8At } from '../../electron/core/text/encoding.ts';

/** Where the files of the Pollock benchmark (Vitagliano et al., VLDB 2023) lie, if they are at hand. */
const root = '../shared/data/pollock';
export const pollockIsPresent = existsSync(root);

interface Read {
  readonly header: string[];
  readonly rows: string[][];
  /** Whether each of the rows is named in a warning: it is short, or has a stray quote. */
  readonly named: boolean[];
  readonly rejected: number;
  readonly dialect: object;
}

/** A file read with nothing known of it. */
async function readFile(bytes: Buffer): Promise<Read> {
  const read = (offset: number, length: number) => bytes.subarray(offset, offset + length);
  const brokenAt = await brokenUtf8At([bytes], async () => {});
  const { dialect, width, rows: sampled } = sniffBytes(read, bytes.length, brokenAt);
  const reader = dialect.newline === '\r\n' ? dialect : { ...dialect, newline: 'mixed' as const };
  const reading = new Reading(reader, width, columnShapes(sampled, width));
  const rows: string[][] = [];
  const named: boolean[] = [];
  const take = (): void => {
    for (const row of reading.drain()) {
      rows.push(row.map((cell) => cell ?? ''));
      const record = reading.last?.record ?? 0;
      named.push(reading.short.at(-1) === record || reading.stray.at(-1) === record);
    }
  };
  await readRecords(
    asUtf8([bytes], dialect.encoding, brokenAt < 0),
    reader,
    (record) => {
      reading.add(record);
      take();
    },
    async () => {},
    width,
  );
  reading.end();
  take();
  const header = (reading.header ?? []).map((cell) => cell ?? '');
  return { header, rows, named, rejected: reading.rejected.length, dialect };
}

function cleanTable(path: string, headerLines: number): { header: string[]; rows: string[][] } {
  const all = parse(readFileSync(path), {
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
  }) as string[][];
  if (headerLines > 0) return { header: all[0] ?? [], rows: all.slice(1) };
  const named = /^col_\d+$/.test(all[0]?.[0] ?? ''); // names made up for a file without a header
  return { header: [], rows: named ? all.slice(1) : all };
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const trimmed = (names: readonly string[]): string[] => names.map((name) => name.trim());

export interface PollockResult {
  readonly file: string;
  /** Header and rows come out exactly as in `clean/`; blanks around a name do not count. */
  readonly right: boolean;
  /** Every row that was stored is one of `clean/`. */
  readonly faithful: boolean;
  /** Rows that are none of `clean/` and that no warning names. */
  readonly unannounced: number;
  /** Rows of `clean/` that came out right, and how many of them a warning names all the same. */
  readonly sound: number;
  readonly flagged: number;
  readonly want: { readonly header: string[]; readonly rows: string[][] };
  readonly got: Read;
}

export async function pollockResults(set: 'survey_sample' | 'polluted_files'): Promise<PollockResult[]> {
  const results: PollockResult[] = [];
  for (const file of readdirSync(join(root, set, 'csv'))) {
    const parameters = JSON.parse(readFileSync(join(root, set, 'parameters', `${file}_parameters.json`), 'utf8'));
    const want = cleanTable(join(root, set, 'clean', file), Number(parameters.header_lines));
    const got = await readFile(readFileSync(join(root, set, 'csv', file)));
    const known = new Set(want.rows.map((row) => JSON.stringify(row)));
    const unknown = got.rows.flatMap((row, at) => (known.has(JSON.stringify(row)) ? [] : [at]));
    const sound = got.rows.flatMap((row, at) => (known.has(JSON.stringify(row)) ? [at] : []));
    results.push({
      file,
      sound: sound.length,
      flagged: sound.filter((at) => got.named[at]).length,
      right: same(trimmed(got.header), trimmed(want.header)) && same(got.rows, want.rows),
      faithful: unknown.length === 0,
      unannounced: unknown.filter((at) => !got.named[at]).length,
      want,
      got,
    });
  }
  return results;
}
