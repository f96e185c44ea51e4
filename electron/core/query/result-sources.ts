import type { Operation } from './guard.ts';
import type { Traced, Watched } from './traced-columns.ts';

type Names = ReadonlySet<string>;
const NONE: Names = new Set();
const SAYS_NO_VALUE = /^(?:count|typeof)$/i;
const EXACT = /^dec_\w+$/i;
const BINARY = /^(?:Add|Subtract|Multiply|Divide|Remainder|Concat)$/;

/** The long decimals that flow into each column of a result, but for those that exact functions are given. */
export const longSources = (program: readonly Operation[], watched: Watched): Names[] =>
  valueSources(program, watched, ({ long }) => long, EXACT);

/**
 * The columns of datasets that flow into each column of a result, through functions, arithmetic, sorters and tables in memory.
 * It may name one too many, where a register is used again, but none too few. @param ends functions that none flows through
 */
export function valueSources(
  program: readonly Operation[],
  watched: Watched,
  wanted: (column: Traced) => boolean,
  ends?: RegExp,
): Names[] {
  const registers = new Map<number, Names>();
  const records = new Map<number, readonly Names[]>();
  const cursors = new Map<number, readonly Names[]>();
  /** Cursors on the table of another. */
  const same = new Map<number, number>();
  const results: Names[] = [];
  const at = (register: number): Names => registers.get(register) ?? NONE;
  // Never taken away: the branches of a CASE write into one register.
  const put = (register: number, names: Names) => registers.set(register, at(register).union(names));
  const own = (cursor: number): number => same.get(cursor) ?? cursor;
  const several = (first: number, count: number): Names[] =>
    Array.from({ length: Math.max(0, count) }, (_, index) => at(first + index));
  const merged = (one: readonly Names[] = [], other: readonly Names[] = []): Names[] =>
    Array.from({ length: Math.max(one.length, other.length) }, (_, index) =>
      (one[index] ?? NONE).union(other[index] ?? NONE),
    );
  const once = ({ opcode, p1, p2, p3, p4, p5 }: Operation): void => {
    if (opcode === 'OpenRead' && p3 === 0) {
      const row: Names[] = [];
      for (const [place, column] of watched.get(p2) ?? []) row[place] = wanted(column) ? new Set([column.name]) : NONE;
      cursors.set(p1, row);
    } else if (opcode === 'OpenDup') same.set(p1, own(p2));
    else if (opcode === 'Column') put(p3, cursors.get(own(p1))?.[p2] ?? NONE);
    else if (opcode === 'SCopy') put(p2, at(p1));
    else if (opcode === 'Copy' || opcode === 'Move')
      for (const [index, names] of several(p1, opcode === 'Copy' ? p3 + 1 : p3).entries()) put(p2 + index, names);
    else if (opcode === 'MakeRecord') records.set(p3, several(p1, p2));
    else if (/^(?:Insert|IdxInsert|SorterInsert)$/.test(opcode))
      cursors.set(own(p1), merged(cursors.get(own(p1)), records.get(p2)));
    else if (opcode === 'SorterData') cursors.set(p3, cursors.get(own(p1)) ?? []);
    else if (BINARY.test(opcode)) put(p3, at(p1).union(at(p2)));
    else if (/^(?:Agg|PureFunc|Func)/.test(opcode)) {
      const [, name = '', count] = /^(\w+)\((-?\d+)\)$/.exec(p4 ?? '') ?? [];
      if (/^Agg(?:Final|Value)/.test(opcode)) {
        if (opcode === 'AggValue') put(p3, at(p1));
        return;
      }
      const given =
        SAYS_NO_VALUE.test(name) || ends?.test(name)
          ? NONE
          : several(p2, count === '-1' ? p5 : Number(count)).reduce((one, other) => one.union(other), NONE);
      put(p3, opcode.startsWith('Agg') ? at(p3).union(given) : given);
    } else if (opcode === 'ResultRow')
      for (const [index, names] of several(p1, p2).entries()) results[index] = (results[index] ?? NONE).union(names);
  };
  for (let pass = 0; pass < 2; pass++) program.forEach(once); // what was filled further down
  return results;
}
