import { fitsNone, ofFunction, ofOperator } from './computed-values.ts';
import type { Operation } from './guard.ts';

/** A column of a dataset, as it lies in a table. */
export interface Traced {
  /** "logins.amount" */
  readonly name: string;
  /** What the cell or the typed value is to SQL as it is read. */
  readonly is: 'text' | 'number';
  /** Text that looks like numbers: whoever compares it may think that it is one. */
  readonly likeNumbers: boolean;
  /** Text of digits that tells things apart: equal or not, but not more or less. */
  readonly identifies: boolean;
  /** Text that may be dates or times, of which nobody has said how they are written: "03/04/2026". */
  readonly likeTimes?: true;
  /** A REAL that stands for a decimal of more digits than it holds. */
  readonly long: boolean;
  /** A date or a time as it is written in SQL: "2024-01-01 10:00:00Z". */
  readonly time?: string;
  /** The text that an exact function gives, by whose name it goes. */
  readonly exact?: true;
  /** A decimal with places, whose text in SQL is another than its own: 12.5 of 12.50. */
  readonly places?: true;
  /** The result of an expression, of columns by name; taken out of the JSON of one by a path. */
  readonly computed?: true;
  readonly of?: string;
  readonly json?: { readonly name: string; readonly path: string | undefined };
}
/** By the page of their table and their place in its rows. */
export type Watched = ReadonlyMap<number, ReadonlyMap<number, Traced>>;
type Row = readonly (Traced | undefined)[];

export interface Trace {
  /** Columns that the program reads. */
  readonly read: ReadonlySet<string>;
  /** Columns of text that look like numbers, and are compared or sorted as text, or the least or greatest is taken of. */
  readonly asText: ReadonlySet<string>;
  /** Numbers that are compared with text: "logins.amount with payouts.amount", "logins.ok with 'true'". */
  readonly mixed: ReadonlySet<string>;
  /** Long decimals that are compared or sorted by a REAL, and those that an exact function is given as such. */
  readonly byReal: ReadonlySet<string>;
  readonly roundedInto: ReadonlySet<string>;
  /** Columns of text that are added up or averaged, and those of which the least or greatest is taken and that look like nothing else. */
  readonly added: ReadonlySet<string>;
  readonly leastOf: ReadonlySet<string>;
  /** Places of columns of the result that hold the text of an exact function. */
  readonly exactAt: ReadonlySet<number>;
  /** Places of columns of the result that an expression or an aggregate makes. */
  readonly madeAt: ReadonlySet<number>;
  /** Columns of which a sum or a mean is taken. */
  readonly summed: ReadonlySet<string>;
  /** Dates and times that are compared with what is written otherwise: "a.at (2024-01-01 10:00:00Z) with '01/03/2024'". */
  readonly times: ReadonlySet<string>;
  /** Columns that a JSON function reads. */
  readonly parsed: ReadonlySet<string>;
  /** Exact functions whose results are compared or sorted as the text they are, or the least or greatest is taken of. */
  readonly exactAsText: ReadonlySet<string>;
  /** Numbers that are compared with text where SQLite converts neither: "an expression of logins.amount with '100'". */
  readonly unlike: ReadonlySet<string>;
  /** What is taken out of JSON and compared with a number, or sorted: by column, then the paths; '' for one that is not written out. */
  readonly fromJson: ReadonlyMap<string, ReadonlySet<string>>;
  /** Patterns over decimals or times, which see other digits than are shown: "logins.amount LIKE '%.50'". */
  readonly patterns: ReadonlySet<string>;
  /** Columns of text that may be times, of which earlier and later, or an order, is taken by their characters. */
  readonly timesAsText: ReadonlySet<string>;
  /** Those that one sorter alone brings together: groups, which come in that order where the statement has no other. */
  readonly timesGrouped: ReadonlySet<string>;
}

const JSON_FUNCTION = /^(?:jsonb?(?:_extract|_array|_object|_set|_insert|_replace|_patch)?|->>?)\(/i;
const ORDER = /^(?:Lt|Le|Gt|Ge)$/;
const COMPARISON = /^(?:Lt|Le|Gt|Ge|Eq|Ne)$/;
const SEEK = /^(?:Seek(?:GE|GT|LE|LT)|Found|NotFound|NoConflict|Idx(?:GE|GT|LE|LT))$/;
const TO_P2 = /^(?:Integer|Int64|Real|String8?|Null|Blob|Variable|Rowid|Sequence)$/;
const TO_P3 = /^(?:Add|Subtract|Multiply|Divide|Remainder|Concat|Bit\w+|Shift\w+|And|Or)$/;
const NUMBER = /^(?:Integer|Int64|Real)$/;
const EXACT_TEXT = /^dec_(?!cmp$)/i;
const AFFINITY = 0x47; // SQLITE_AFF_MASK, within p5 of a comparison
const TEXT = 0x42; // SQLITE_AFF_TEXT
const NUMERIC = 0x43; // SQLITE_AFF_NUMERIC; from here on both sides are compared as numbers

/**
 * What a compiled program does with columns: it follows them from the cursor through registers and sorters. A cast makes
 * something else of a cell, and so do arithmetic and functions.
 * Opcodes: https://www.sqlite.org/opcode.html
 */
export function traceColumns(program: readonly Operation[], watched: Watched): Trace {
  const cursors = new Map<number, Row>();
  const keys = new Map<number, number>();
  const texts = new Map(
    program.flatMap(({ opcode, p2, p4 }) => (opcode === 'String8' ? [[p2, p4 ?? ''] as const] : [])),
  );
  const [read, asText, mixed, byReal, roundedInto] = [0, 1, 2, 3, 4].map(() => new Set<string>()) as [
    Set<string>,
    Set<string>,
    Set<string>,
    Set<string>,
    Set<string>,
  ];
  const added = new Set<string>();
  const leastOf = new Set<string>();
  const summed = new Set<string>();
  const exactAt = new Set<number>();
  const madeAt = new Set<number>();
  const times = new Set<string>();
  const parsed = new Set<string>();
  const exactAsText = new Set<string>();
  const unlike = new Set<string>();
  const fromJson = new Map<string, Set<string>>();
  const patterns = new Set<string>();
  const timesAsText = new Set<string>();
  const timesSorted = new Set<string>();
  const timesGrouped = new Set<string>();
  const sorters = new Set(program.flatMap(({ opcode, p1 }) => (opcode === 'SorterOpen' ? [p1] : [])));
  const numbers = new Map(
    program.flatMap(({ opcode, p1, p2, p4 }) =>
      NUMBER.test(opcode) ? [[p2, opcode === 'Integer' ? String(p1) : (p4 ?? '')] as const] : [],
    ),
  );
  const takenFromJson = ({ name, path = '' }: { name: string; path?: string | undefined }): void => {
    fromJson.set(name, (fromJson.get(name) ?? new Set<string>()).add(path));
  };
  /** Compares what is computed, or written out: SQLite converts neither side where none is a column with an affinity. */
  const computedPair = (
    one: Traced | undefined,
    other: Traced | undefined,
    at: number,
    affinity: number,
    ordered: boolean,
  ): void => {
    if (!one || one.exact || other?.exact) return;
    const text = other ? undefined : texts.get(at);
    const number = other || text !== undefined ? undefined : numbers.get(at);
    if (one.json && (number !== undefined || other?.is === 'number')) takenFromJson(one.json);
    if (one.computed && one.time && text !== undefined && !isWrittenAs(one.time, text, ordered))
      times.add(`${one.name} (${one.time}) with '${text}'`);
    if (one.computed && one.time && other?.time && other.time !== one.time)
      times.add(`${one.name} (${one.time}) with ${other.name} (${other.time})`);
    if (affinity < TEXT) {
      if (one.is === 'number' && text !== undefined) unlike.add(`${one.name} with '${text}'`);
      if (one.computed && one.is === 'text' && !one.json) {
        if (number !== undefined) unlike.add(`${one.name} with ${number}`);
        else if (other?.is === 'number') unlike.add(`${other.name} with ${one.name}`);
      }
    }
    if (affinity !== TEXT || one.is !== 'text' || one.computed || one.likeNumbers) return;
    if (number !== undefined && one.time) times.add(`${one.name} (${one.time}) with ${number}`);
    else if (number !== undefined) mixed.add(`${one.name} with ${number}`);
    else if (other?.computed && other.is === 'number') mixed.add(`${other.name} with ${one.name}`);
  };
  const note = (column: Traced | undefined, ordered = false): void => {
    if (column?.json) takenFromJson(column.json);
    if (column?.computed) return;
    if (column?.exact && column.is === 'text') exactAsText.add(column.name);
    if (column?.long) byReal.add(column.name);
    if (ordered && column?.likeTimes) timesAsText.add(column.name);
    if (column?.is === 'text' && (column.likeNumbers || (ordered && column.identifies))) asText.add(column.name);
  };
  const pair = (one: Traced | undefined, other: Traced | undefined, text?: string, ordered = false): void => {
    if (one?.exact || other?.exact || one?.computed || other?.computed) return;
    if (one?.time && other?.time && one.time !== other.time)
      times.add(
        [one, other]
          .map(({ name, time }) => `${name} (${time})`)
          .sort()
          .join(' with '),
      );
    if (one?.time && !other && text !== undefined && !isWrittenAs(one.time, text, ordered))
      times.add(`${one.name} (${one.time}) with '${text}'`);
    if (one?.is === 'number' && other?.is === 'text') mixed.add(`${one.name} with ${other.name}`);
    else if (one?.is === 'number' && !other && text !== undefined && (!isNumber(text) || PADDED.test(text)))
      mixed.add(`${one.name} with '${text}'`);
  };
  const once = (): void => {
    const registers = new Map<number, Traced>();
    const records = new Map<number, Row>();
    const written = new Map<number, string>();
    /** Texts that are written out in the records of a cursor: the list of an IN. */
    const inRecords = new Map<number, readonly (string | undefined)[]>();
    const inLists = new Map<number, (readonly (string | undefined)[])[]>();
    const gathered = new Map<number, Row>();
    const set = (register: number, column: Traced | undefined): void => {
      if (column === undefined) registers.delete(register);
      else registers.set(register, column);
    };
    const several = (first: number, count: number): Row =>
      Array.from({ length: Math.max(0, count) }, (_, at) => registers.get(first + at));
    for (const { opcode, p1, p2, p3, p4, p5 } of program) {
      if (opcode === 'String8') written.set(p2, p4 ?? '');
      else if (TO_P2.test(opcode)) written.delete(p2);
      else if (opcode === 'Column' || TO_P3.test(opcode)) written.delete(p3);
      if (opcode === 'OpenRead' && p3 === 0) {
        const row: (Traced | undefined)[] = [];
        for (const [place, column] of watched.get(p2) ?? []) row[place] = column;
        cursors.set(p1, row);
      } else if (opcode === 'OpenDup') cursors.set(p1, cursors.get(p2) ?? []);
      else if (opcode === 'SorterOpen' || opcode === 'OpenEphemeral')
        keys.set(p1, Number(/^k\((\d+)/.exec(p4 ?? '')?.[1]));
      else if (opcode === 'Column') {
        const column = cursors.get(p1)?.[p2];
        if (column && !column.exact && !column.computed) read.add(column.name);
        set(p3, column);
      } else if (opcode === 'SCopy') set(p2, registers.get(p1));
      else if (opcode === 'Copy' || opcode === 'Move') {
        for (const [at, column] of several(p1, opcode === 'Copy' ? p3 + 1 : p3).entries()) set(p2 + at, column);
      } else if (opcode === 'MakeRecord') {
        records.set(p3, several(p1, p2));
        inRecords.set(
          p3,
          Array.from({ length: p2 }, (_, at) => written.get(p1 + at)),
        );
      } else if (opcode === 'Insert' || opcode === 'IdxInsert' || opcode === 'SorterInsert') {
        const row = records.get(p2) ?? [];
        const before = cursors.get(p1) ?? [];
        cursors.set(
          p1,
          Array.from({ length: Math.max(row.length, before.length) }, (_, at) => row[at] ?? before[at]),
        );
        for (const [at, column] of row.slice(0, keys.get(p1) || 0).entries()) {
          if (!isTieOf(column, row.slice(0, at))) note(column);
          if (at === 0 && column?.likeTimes) timesSorted.add(column.name);
          pair(column, before[at]); // the arms of a compound
        }
        inLists.set(p1, [...(inLists.get(p1) ?? []), inRecords.get(p2) ?? []]);
      } else if (opcode === 'SorterData') cursors.set(p3, cursors.get(p1) ?? []);
      else if (opcode === 'ResultRow') {
        for (let at = 0; at < p2; at++) {
          const column = registers.get(p1 + at);
          if (column?.exact && column.is === 'text') exactAt.add(at);
          if (column?.computed) madeAt.add(at);
        }
      } else if (opcode === 'Cast') set(p1, cast(registers.get(p1), p2));
      else if (opcode === 'Affinity') {
        for (let at = 0; at < p2; at++)
          if ((p4?.[at] ?? '') >= 'C' && registers.get(p1 + at)?.likeNumbers) registers.delete(p1 + at);
      } else if (COMPARISON.test(opcode)) {
        const [one, other] = [registers.get(p1), registers.get(p3)];
        const ordered = ORDER.test(opcode);
        pair(one, other, texts.get(p3), ordered);
        pair(other, one, texts.get(p1), ordered);
        computedPair(one, other, p3, p5 & AFFINITY, ordered);
        computedPair(other, one, p1, p5 & AFFINITY, ordered);
        if ((p5 & AFFINITY) < NUMERIC) for (const each of [one, other]) note(each, ordered);
        else for (const each of [one, other]) if (each?.long) note(each);
      } else if (SEEK.test(opcode)) {
        for (const [at, column] of several(p3, Number(p4) || 0).entries()) {
          note(column);
          const key = cursors.get(p1)?.[at];
          pair(column, key);
          pair(key, column);
          for (const list of inLists.get(p1) ?? []) if (list[at] !== undefined) pair(column, undefined, list[at]);
        }
      } else if (opcode === 'Compare') {
        for (const [at, column] of several(p1, p3).entries()) {
          pair(column, registers.get(p2 + at));
          pair(registers.get(p2 + at), column);
          for (const each of [column, registers.get(p2 + at)]) if (each?.likeTimes) timesGrouped.add(each.name);
        }
      } else if (opcode === 'VFilter') {
        for (const column of several(p3 + 2, 2))
          if (column && !column.exact && !column.computed) parsed.add(column.name);
      } else if (opcode === 'AggFinal' || opcode === 'AggValue') {
        const result = exactResult(p4) ?? ofFunction(nameOfFunction(p4), gathered.get(p1) ?? [], undefined);
        set(opcode === 'AggFinal' ? p1 : p3, result);
      } else if (/^(?:Agg|PureFunc|Func)/.test(opcode)) {
        const [, name = '', count] = /^(\w+|->>?)\((-?\d+)\)$/.exec(p4 ?? '') ?? [];
        const given = several(p2, count === '-1' ? p5 : Number(count));
        if (/^(?:min|max)$/i.test(name))
          for (const column of given) {
            note(column, true);
            if (isPlainText(column) && !column.identifies && !column.likeNumbers && !column.likeTimes && !column.time)
              leastOf.add(column.name);
          }
        if (/^(?:min|max)_by$/i.test(name)) note(given[1], true);
        if (/^(?:sum|avg|total)$/i.test(name))
          // Those that identify by their digits are read in full.
          for (const column of given)
            if (isPlainText(column) && (column.likeNumbers || !column.identifies)) added.add(column.name);
        if (/^(?:sum|avg|total|dec_sum|dec_avg)$/i.test(name))
          for (const column of given)
            if (column && !column.exact)
              for (const each of column.computed ? (column.of ?? '').split(' and ') : [column.name]) summed.add(each);
        if (/^dec_/i.test(name)) for (const column of given) if (column?.long) roundedInto.add(column.name);
        const first = registers.get(p2); // a program does not say how many a function of any number is given
        if (JSON_FUNCTION.test(p4 ?? '') && first && !first.exact && !first.computed) parsed.add(first.name);
        if (/^(?:like|glob)$/i.test(name)) {
          const [, value] = given;
          const pattern = texts.get(p2);
          const odd =
            (value?.places && value.is === 'number') ||
            (value?.time && pattern !== undefined && fitsNone(value.time, pattern));
          if (value && odd) patterns.add(`${value.name} ${name.toUpperCase()} '${pattern ?? '…'}'`);
        }
        if (opcode.startsWith('Agg')) gathered.set(p3, given);
        else
          set(
            p3,
            exactResult(p4) ??
              ofFunction(name, count === '-1' ? [first, registers.get(p2 + 1)] : given, texts.get(p2 + 1)),
          );
      } else if (TO_P2.test(opcode)) registers.delete(p2);
      else if (TO_P3.test(opcode)) set(p3, ofOperator(opcode, [registers.get(p1), registers.get(p2)]));
    }
  };
  once();
  once(); // what a table in memory was filled with further down
  for (const name of timesSorted) if (!timesGrouped.has(name)) timesAsText.add(name);
  return {
    read,
    exactAt,
    madeAt,
    summed,
    asText,
    mixed,
    byReal,
    roundedInto,
    added,
    leastOf,
    times,
    parsed,
    exactAsText,
    unlike,
    fromJson,
    patterns,
    timesAsText,
    timesGrouped: sorters.size === 1 ? timesGrouped : new Set(),
  };
}

/** A column of text as it is, not what a statement makes of it. */
const isPlainText = (column: Traced | undefined): column is Traced =>
  column !== undefined && column.is === 'text' && !column.exact && !column.computed;

/** A cell that is cast to a number is one; a text that is cast to text stays what it was. */
function cast(column: Traced | undefined, affinity: number): Traced | undefined {
  if (!column) return undefined;
  if (column.computed) return affinity >= NUMERIC ? { ...column, is: 'number', json: undefined } : undefined;
  if (column.exact && affinity >= NUMERIC) return { ...column, is: 'number' };
  if (affinity === TEXT) return column.is === 'text' ? { ...column, long: false } : undefined;
  return affinity >= NUMERIC ? { ...column, is: 'number', likeNumbers: false, identifies: false } : undefined;
}

const nameOfFunction = (p4: string | null): string => /^(\w+|->>?)\(/.exec(p4 ?? '')?.[1] ?? '';

function exactResult(p4: string | null): Traced | undefined {
  const name = nameOfFunction(p4);
  return EXACT_TEXT.test(name)
    ? { name: name.toLowerCase(), is: 'text', likeNumbers: false, identifies: false, long: false, exact: true }
    : undefined;
}
/** Whether the text of an exact result only decides between those that are the same number. */
const isTieOf = (column: Traced | undefined, before: Row): boolean =>
  column?.exact === true && before.some((each) => each?.exact && each.is === 'number' && each.name === column.name);

/** A number equals such a text where SQLite takes it for one: 7 and '007', 100000 and '1e5'. */
const PADDED = /^[-+]?0\d|^\+|^\s|\s$|e/i;
const isNumber = (text: string): boolean => text.trim() !== '' && Number.isFinite(Number(text));

const MINUTES = '0000-00-00 00:00'.length;
/** Whether a text is written as the times of a column; in an order the beginning of such a time will do, up to its minutes. */
function isWrittenAs(time: string, text: string, ordered: boolean): boolean {
  const [form, shape] = [time, text].map((each) => each.replace(/\d/g, '0')) as [string, string];
  if (!shape.includes('0')) return true;
  return form === shape || (ordered && shape.length <= MINUTES && form.startsWith(shape));
}
