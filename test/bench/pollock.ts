import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { columnShapes } from '../../electron/core/datasets/column-shapes.ts';
import { Reading } from '../../electron/core/datasets/reading.ts';
import { readRecords } from '../../electron/core/datasets/records.ts';
import { sniffBytes } from '../../electron/core/datasets/sniff-exhibit.ts';
import { asUtf8, brokenUtf8At } from '../../electron/core/text/encoding.ts';

/**
 * Reads the files of the Pollock benchmark (Vitagliano et al., "Pollock: a data loading benchmark", VLDB 2023) with
 * nothing known of them. `right`: header and rows come out exactly as in `clean/`. `faithful`: every row that was stored
 * is one of `clean/`; what could not be read is among the rejected, not among the rows.
 * Prints one JSON line a set; with --wrong also one for each file that differs.
 */
const root = '../shared/data/pollock';

async function table(bytes: Buffer): Promise<{ header: string[]; rows: string[][]; said: unknown }> {
  const read = (offset: number, length: number) => bytes.subarray(offset, offset + length);
  const brokenAt = await brokenUtf8At([bytes], async () => {});
  const { dialect: sniffed, width, rows: sampled } = sniffBytes(read, bytes.length, brokenAt);
  const dialect = { ...sniffed, newline: 'mixed' as const };
  const reading = new Reading(dialect, width, columnShapes(sampled, width));
  const text = asUtf8([bytes], dialect.encoding, brokenAt < 0);
  await readRecords(
    text,
    dialect,
    (record) => reading.add(record),
    async () => {},
  );
  reading.end();
  const rows = reading.drain().map((row) => row.map((cell) => cell ?? ''));
  const { rejected } = reading;
  return {
    header: (reading.header ?? []).map((cell) => cell ?? ''),
    rows,
    said: { dialect, rejected: rejected.length },
  };
}

function clean(path: string, headerLines: number): { header: string[]; rows: string[][] } {
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

if (!existsSync(root)) console.log(JSON.stringify({ bench: 'pollock', skipped: `${root} is absent` }));
else
  for (const set of ['survey_sample', 'polluted_files']) {
    let right = 0;
    let faithful = 0;
    const files = readdirSync(join(root, set, 'csv'));
    for (const file of files) {
      const parameters = JSON.parse(readFileSync(join(root, set, 'parameters', `${file}_parameters.json`), 'utf8'));
      const want = clean(join(root, set, 'clean', file), parameters.header_lines);
      const got = await table(readFileSync(join(root, set, 'csv', file)));
      const exact = same(got.header, want.header) && same(got.rows, want.rows);
      const known = new Set(want.rows.map((row) => JSON.stringify(row)));
      const unknown = got.rows.filter((row) => !known.has(JSON.stringify(row)));
      if (unknown.length === 0) faithful++;
      if (exact) right++;
      else if (process.argv.includes('--wrong')) {
        const at = want.rows.findIndex((row, n) => !same(row, got.rows[n]));
        console.log(
          JSON.stringify({
            file,
            rows: [want.rows.length, got.rows.length],
            header: same(got.header, want.header),
            at,
            want: want.rows[at]?.slice(0, 12),
            got: got.rows[at]?.slice(0, 12),
            wantHeader: want.header.slice(0, 4),
            gotHeader: got.header.slice(0, 4),
            unknown: unknown.length,
            unknownRow: unknown[0]?.slice(0, 12),
            said: got.said,
          }),
        );
      }
    }
    console.log(JSON.stringify({ bench: 'pollock', set, files: files.length, right, faithful }));
  }
