import type { Operation } from './guard.ts';

/** Names of columns, by the page of their table and their place in its rows. */
export type Watched = ReadonlyMap<number, ReadonlyMap<number, string>>;
type Row = readonly (string | undefined)[];

const COMPARISON = /^(?:Lt|Le|Gt|Ge|Eq|Ne)$/;
const SEEK = /^(?:Seek(?:GE|GT|LE|LT)|Found|NotFound|NoConflict|Idx(?:GE|GT|LE|LT))$/;
const TO_P2 = /^(?:Integer|Int64|Real|String8?|Null|Blob|Variable|Rowid|Sequence)$/;
const TO_P3 = /^(?:Add|Subtract|Multiply|Divide|Remainder|Concat|Bit\w+|Shift\w+|And|Or)$/;
const AFFINITY = 0x47; // SQLITE_AFF_MASK, within p5 of a comparison
const NUMERIC = 0x43; // SQLITE_AFF_NUMERIC; from here on both sides are compared as numbers

/**
 * Watched columns whose cells a compiled program compares, sorts by or takes the least or greatest of as they are: it follows
 * them from the cursor through registers and sorters. A cast or arithmetic makes something else of them, and so does a
 * comparison that makes numbers of both sides. `sum`, `avg` and `total` read numbers out of text, and are right.
 * Opcodes: https://www.sqlite.org/opcode.html
 */
export function comparedAsText(program: readonly Operation[], watched: Watched): string[] {
  const cursors = new Map<number, Row>();
  const keys = new Map<number, number>();
  const found = new Set<string>();
  const note = (column: string | undefined): void => {
    if (column !== undefined) found.add(column);
  };
  const once = (): void => {
    const registers = new Map<number, string>();
    const records = new Map<number, Row>();
    const set = (register: number, column: string | undefined): void => {
      if (column === undefined) registers.delete(register);
      else registers.set(register, column);
    };
    const several = (first: number, count: number): Row =>
      Array.from({ length: Math.max(0, count) }, (_, at) => registers.get(first + at));
    for (const { opcode, p1, p2, p3, p4, p5 } of program) {
      if (opcode === 'OpenRead' && p3 === 0) {
        const row: (string | undefined)[] = [];
        for (const [place, column] of watched.get(p2) ?? []) row[place] = column;
        cursors.set(p1, row);
      } else if (opcode === 'OpenDup') cursors.set(p1, cursors.get(p2) ?? []);
      else if (opcode === 'SorterOpen' || opcode === 'OpenEphemeral')
        keys.set(p1, Number(/^k\((\d+)/.exec(p4 ?? '')?.[1]));
      else if (opcode === 'Column') set(p3, cursors.get(p1)?.[p2]);
      else if (opcode === 'SCopy') set(p2, registers.get(p1));
      else if (opcode === 'Copy' || opcode === 'Move') {
        for (const [at, column] of several(p1, opcode === 'Copy' ? p3 + 1 : p3).entries()) set(p2 + at, column);
      } else if (opcode === 'MakeRecord') records.set(p3, several(p1, p2));
      else if (opcode === 'Insert' || opcode === 'IdxInsert' || opcode === 'SorterInsert') {
        const row = records.get(p2) ?? [];
        const before = cursors.get(p1) ?? [];
        cursors.set(
          p1,
          Array.from({ length: Math.max(row.length, before.length) }, (_, at) => row[at] ?? before[at]),
        );
        for (const column of row.slice(0, keys.get(p1) || 0)) note(column);
      } else if (opcode === 'SorterData') cursors.set(p3, cursors.get(p1) ?? []);
      else if (opcode === 'Cast') registers.delete(p1);
      else if (opcode === 'Affinity') {
        for (let at = 0; at < p2; at++) if ((p4?.[at] ?? '') >= 'C') registers.delete(p1 + at);
      } else if (COMPARISON.test(opcode) && (p5 & AFFINITY) < NUMERIC) {
        note(registers.get(p1));
        note(registers.get(p3));
      } else if (SEEK.test(opcode)) for (const column of several(p3, Number(p4) || 0)) note(column);
      else if (/^(?:Agg|PureFunc|Func)/.test(opcode)) {
        const [, name, count] = /^(min|max)\((\d+)\)$/i.exec(p4 ?? '') ?? [];
        if (name) for (const column of several(p2, Number(count))) note(column);
        if (!opcode.startsWith('Agg')) registers.delete(p3);
      } else if (TO_P2.test(opcode)) registers.delete(p2);
      else if (TO_P3.test(opcode)) registers.delete(p3);
    }
  };
  once();
  once(); // what a table in memory was filled with further down
  return [...found];
}
