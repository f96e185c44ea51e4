import type { Dialect } from '../dialect.ts';
import type { ReadTotals } from '../records.ts';
import type { RecordSource } from '../source.ts';
import { lineReaderOf } from './line-reader.ts';
import type { LineReader } from './read-line.ts';

const LONGEST_LINE = 8 << 20;

/** Records of a text whose layout is not that of delimited text; null for one that is. @param text pieces of UTF-8, as often as asked */
export function layoutSource(dialect: Dialect, width: number, text: () => Iterable<Buffer>): RecordSource | null {
  if (lineReaderOf(dialect) === null) return null;
  return {
    dialect,
    width,
    notes: [],
    async read(each, pause) {
      const read = lineReaderOf(dialect) as LineReader;
      const totals: ReadTotals = { lines: 0, ends: { crlf: 0, lf: 0, cr: 0 } };
      const held: string[] = [];
      const take = (line: string, at: number): void => {
        const long = line.length > LONGEST_LINE;
        const done = long ? { cells: [], problem: 'the line is longer than 8 MiB', aside: false } : read(line);
        held.push(line);
        if (done === null) return;
        const raw = held.splice(0).join('\n');
        const first = at - (raw.split('\n').length - 1);
        each({ ...done, line: () => first, raw: () => raw });
      };
      let rest = '';
      let bytes = 0;
      for (const piece of text()) {
        bytes += piece.length;
        const joined = rest + piece.toString('utf8');
        let from = 0;
        for (const { index, 0: end } of joined.matchAll(/\r\n|\n|\r(?=[^\n])/g)) {
          take(joined.slice(from, index), ++totals.lines);
          totals.ends[end === '\n' ? 'lf' : end === '\r' ? 'cr' : 'crlf']++;
          from = index + end.length;
        }
        rest = joined.slice(from);
        await pause(bytes);
      }
      const last = rest.replace(/\r$/, '');
      if (last !== '') take(last, totals.lines + 1);
      if (last !== rest) totals.lines++;
      return totals;
    },
  };
}
