import { type CastingContext, type Options, parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { Separators } from '../../../../electron/core/datasets/field-scanner.ts';
import { RecordReader, readRecords, recordsIn } from '../../../../electron/core/datasets/records.ts';
import { seeded } from '../../../support/random.ts';

const COMMA: Separators = { delimiter: ',', quote: '"', escape: '"', newline: 'mixed' };
type Read = { cells: readonly (string | null)[]; problem: string | null; line: number; raw: string };

/** Read in pieces of at most `most` bytes. */
function read(text: string, separators: Separators, most = 1 << 20, width = 0): Read[] {
  const reader = new RecordReader(separators, width);
  const bytes = Buffer.from(text, 'utf8');
  const found: Read[] = [];
  const drain = () => {
    while (reader.read())
      found.push({ cells: reader.cells(), problem: reader.problem, line: reader.line, raw: reader.raw() });
  };
  for (let at = 0; at < bytes.length; at += most) {
    reader.append(bytes.subarray(at, at + most));
    drain();
  }
  reader.finish();
  drain();
  expect(reader.totals.lines).toBe(text.match(/\r\n|\n|\r/g)?.length ?? 0);
  return found;
}
const cells = (found: Read[]) => found.map((record) => record.cells);

const pick = <T>(random: () => number, from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
const some = (random: () => number, from: readonly string[], most: number): string =>
  Array.from({ length: Math.floor(random() * most) }, () => pick(random, from)).join('');

const NEWLINES = { '\n': ['\n'], '\r\n': ['\r\n'], '\r': ['\r'], mixed: ['\r\n', '\n', '\r'] } as const;

/** The dialect as csv-parse takes it. Stray quotes stay part of their value; rows may have any width. */
function csvOptions({ delimiter, quote, escape: escaping, newline }: Separators) {
  return {
    delimiter,
    quote: quote === '' ? null : quote,
    escape: escaping === '' ? null : escaping,
    record_delimiter: [...NEWLINES[newline]],
    relax_quotes: true,
    relax_column_count: true,
    cast: (value: string, { quoting }: CastingContext) => (value === '' && !quoting ? null : value),
  } satisfies Options;
}

const DELIMITERS = [',', ';', '\t', '|', ', ', '::', '§', '||'];

describe('the record reader', () => {
  it('reads any text as csv-parse does, whatever pieces it comes in, where quotes add up', () => {
    let alike = 0;
    for (let seed = 1; seed <= 3000; seed++) {
      const random = seeded(seed);
      const quote = pick(random, ['"', '"', "'", '']);
      const newline = pick(random, ['mixed', 'mixed', '\n', '\r\n'] as const);
      const separators = { delimiter: pick(random, DELIMITERS), quote, escape: quote, newline };
      const { delimiter } = separators;
      const alphabet = ['a', '7', 'é', '漢', ' ', '"', "'", '"', delimiter, delimiter, '\n', '\r\n', '\\', '""'];
      const text = some(random, alphabet, 30);
      const found = read(text, separators);
      expect(read(text, separators, 1 + Math.floor(random() * 5)), `seed ${seed}`).toEqual(found);
      if (found.some(({ problem }) => problem)) continue;
      alike++;
      // Of a value with text after its closing quote csv-parse undoubles the quotes before that; here it is kept as it stands.
      const plain = (cell: string | null) => (quote && cell?.startsWith(quote) ? cell.replaceAll(quote, '') : cell);
      const others = parse(text, csvOptions(separators)) as unknown as (string | null)[][];
      expect(
        cells(found).map((row) => row.map(plain)),
        `seed ${seed}: ${JSON.stringify({ text, separators })}`,
      ).toEqual(others.map((row) => row.map(plain)));
    }
    expect(alike).toBeGreaterThan(2000);
  });

  it('gives back every cell of a text that was written by the rules, with its line and its raw text', () => {
    for (let seed = 1; seed <= 1500; seed++) {
      const random = seeded(seed);
      const quote = pick(random, ['"', "'"]);
      const separators = {
        delimiter: pick(random, DELIMITERS),
        quote,
        escape: pick(random, [quote, '\\']),
        newline: pick(random, ['mixed', '\n', '\r\n'] as const),
      };
      const { delimiter, escape: mark } = separators;
      const end = separators.newline === '\r\n' ? '\r\n' : '\n';
      const alphabet = ['a', '7', 'é', '😀', ' ', quote, '\\', delimiter, '\n', '\r\n', 'x"y', "x'y"];
      const written = (cell: string | null): string => {
        if (cell === null) return '';
        if (cell !== '' && !/["'\\\r\n]/.test(cell) && !cell.includes(delimiter) && random() < 0.5) return cell;
        const escaped = mark === '\\' ? cell.replaceAll('\\', '\\\\') : cell;
        return quote + escaped.replaceAll(quote, mark + quote) + quote;
      };
      const rows = Array.from({ length: 1 + Math.floor(random() * 5) }, () =>
        Array.from({ length: 2 + Math.floor(random() * 3) }, () =>
          random() < 0.2 ? null : some(random, alphabet, 6),
        ).with(0, 'key'),
      );
      // `, ` at the end of a line would take the next cell's first space with it.
      const lines = rows.map((row) => row.map(written).join(delimiter));
      const found = read(lines.join(end) + end, separators, 1 + Math.floor(random() * 9));
      expect(cells(found), `seed ${seed}`).toEqual(rows);
      expect(found.map(({ raw }) => raw)).toEqual(lines);
      const before = (at: number) =>
        (lines
          .slice(0, at)
          .join(end)
          .match(/\r\n|\n|\r/g)?.length ?? 0) + (at > 0 ? 1 : 0);
      expect(found.map(({ line }) => line)).toEqual(rows.map((_, at) => before(at) + 1));
    }
  });

  it('takes a backslash away before a quote or a backslash, and nowhere else', () => {
    const separators = { ...COMMA, escape: '\\' };
    const text = `${String.raw`"C:\Users\new","say \"hi\"","a \\ b",\"x,"both "" ways"`}\n`;
    expect(cells(read(text, separators))).toEqual([
      [String.raw`C:\Users\new`, 'say "hi"', String.raw`a \ b`, String.raw`\"x`, 'both " ways'],
    ]);
  });

  it('keeps single quotes as part of values unless they quote', () => {
    const text = `'a, b',O'Neil,"it's"\n`;
    expect(cells(read(text, COMMA))).toEqual([["'a", " b'", "O'Neil", "it's"]]);
    expect(cells(read(text, { ...COMMA, quote: "'", escape: "'" }))).toEqual([['a, b', "O'Neil", `"it's"`]]);
  });

  it('gives up a record whose quotes do not add up at its first line end, and reads on with the next line', () => {
    const found = read('1,"x\n2,y\n3,"a, b"c,z\n4,"ok"\n5,"open\n6,z', COMMA);
    expect(found.map(({ line, problem, raw }) => [line, problem?.slice(0, 20) ?? null, raw])).toEqual([
      [1, 'text follows a closi', '1,"x'],
      [2, null, '2,y'],
      [3, 'text follows a closi', '3,"a, b"c,z'],
      [4, null, '4,"ok"'],
      [5, 'a quote is opened an', '5,"open'],
      [6, null, '6,z'],
    ]);
  });

  it('knows in a CRLF file a line end within a cell from rows that end otherwise', () => {
    const crlf = { ...COMMA, newline: '\r\n' } as const;
    const text = 'a,b,c\r\n1,two\nlines,3\r\n4,5,end\nof it\r\n6,7,8\n9,10,11\r\n12,x\ny,z,u,v\r\n13,14,15\n16,17,18\n';
    const found = read(text, crlf, 1 << 20, 3);
    expect(found.map(({ cells, problem, line }) => problem?.slice(0, 31) ?? [line, ...cells])).toEqual([
      [1, 'a', 'b', 'c'],
      [2, '1', 'two\nlines', '3'],
      [4, '4', '5', 'end\nof it'],
      [6, '6', '7', '8'],
      [7, '9', '10', '11'],
      'a line end of another kind than',
      [10, '13', '14', '15'],
      [11, '16', '17', '18'],
    ]);
    expect(found[5]?.raw).toBe('12,x\ny,z,u,v');
    for (let most = 1; most < 12; most++) expect(read(text, crlf, most, 3)).toEqual(found);
  });

  it('reads on where a CRLF file goes over into another kind', () => {
    const crlf = { ...COMMA, newline: '\r\n' } as const;
    const rows = (from: number, to: number, end: string) =>
      Array.from({ length: to - from }, (_, at) => `${from + at},x${end}`).join('');
    const found = read(rows(0, 500, '\r\n') + rows(500, 5000, '\n'), crlf, 997, 2);
    expect(cells(found)).toEqual(Array.from({ length: 5000 }, (_, at) => [`${at}`, 'x']));
  });

  it('passes a record longer than it keeps in memory, with quotes in it that are stray', async () => {
    const piece = Buffer.from(`${'y'.repeat((1 << 20) - 3)}",\n`);
    const pieces = [Buffer.from('1,2\n3,"4'), ...Array.from({ length: 70 }, () => piece.subarray(0, (1 << 20) - 3))];
    const text = [...pieces, Buffer.from(' "no end\n5,6\n')];
    const found: unknown[] = [];
    const totals = await readRecords(
      text,
      { ...COMMA, quote: '', escape: '' },
      ({ cells, problem, line }) => found.push([line(), problem?.slice(0, 36) ?? cells]),
      async () => {},
    );
    expect(found).toEqual([
      [1, ['1', '2']],
      [2, 'the record is longer than 8 MiB; of '],
      [3, ['5', '6']],
    ]);
    expect(totals).toEqual({ lines: 3, ends: { crlf: 0, lf: 3, cr: 0 } });
  });

  it('takes every record for one value where nothing delimits', () => {
    const lines = { ...COMMA, delimiter: '', quote: '', escape: '' };
    expect(cells(read('a,b\n"c\n\n', lines))).toEqual([['a,b'], ['"c'], [null]]);
  });

  it('reads a whole text at once', () => {
    expect([...recordsIn('a,b\n"",\n', COMMA)].map((record) => record.cells)).toEqual([
      ['a', 'b'],
      ['', null],
    ]);
  });
});
