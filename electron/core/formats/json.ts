import { counted } from '../../../shared/domain/counted.ts';
import { decoderFor, encodingOf } from '../text/encoding.ts';
import { type Json, JsonFault, JsonText, Lines } from './json-text.ts';
import { LISTED_CHARACTERS, MOST_TABLES } from './limits.ts';
import { type Cell, type Found, firstOf, type Table, type TableRecord } from './table.ts';

/** Members of an object by which it counts as a table with a key for each row. */
const LEAST_KEYED = 8;
const DEEPEST_COLUMN = 8;
/** Beyond this many columns only the first level of members becomes columns. */
const MOST_COLUMNS = 1000;
const NOTED_FIELDS = 20;
const NOTED_CHARACTERS = 80;

/** Where the records of a table lie: an array, an object whose members are records, or values one after the other. */
export interface Place {
  readonly path: readonly string[];
  readonly how: 'array' | 'keyed' | 'sequence' | 'single';
  readonly from: number;
  /** Cells that each of its records begins with, by their names. */
  readonly before?: readonly (readonly [name: string, cell: Cell])[];
}
interface Span {
  readonly place: Place;
  readonly key: string | null;
  readonly from: number;
  readonly to: number;
  readonly fault: JsonFault | null;
}

/** A text as it was read, with what whoever reads its tables has to know of it. */
export function decoded(bytes: Uint8Array): { readonly text: string; readonly notes: readonly string[] } {
  const read = (from: number, length: number) => bytes.subarray(from, from + length);
  const { encoding, guessed } = encodingOf({ bytes: bytes.length, read });
  const text = decoderFor(encoding).decode(bytes);
  const lost = text.split('\ufffd').length - 1;
  const notes: string[] = [];
  if (guessed) notes.push(`Nothing in the file states its encoding; ${encoding} is a guess. Check names with accents.`);
  if (lost > 0)
    notes.push(
      `${counted(lost, 'character is', 'characters are')} unreadable and shown as \ufffd: undecodable as ${encoding}, or lost before the export.`,
    );
  return { text, notes };
}

/**
 * The tables of a JSON text, and of one JSON value a line: every array that lies in no other array. Members of members become
 * columns by their path; an array within a record stays its JSON text. Numbers keep their digits.
 */
export function readJson(text: string): Found {
  const json = new JsonText(text);
  const start = json.space(0);
  const places: Place[] = [];
  const notes: string[] = [];
  const fields: string[] = [];
  const beyond = isSequence(json, start);
  if (beyond) places.push({ path: [], how: 'sequence', from: start });
  else look(json, start, [], places, fields, notes);
  if (places.length === 0 && text.length > start) places.push({ path: [], how: 'single', from: start });
  else if (fields.length > 0)
    notes.push(
      `Beside ${places.length === 1 ? 'the table' : 'its tables'} the file says ${firstOf(fields, NOTED_FIELDS)}.`,
    );
  if (places.length > MOST_TABLES)
    notes.push(`${counted(places.length, 'table')} are in the file; the first ${MOST_TABLES} are read.`);
  return {
    tables: places
      .slice(0, MOST_TABLES)
      .map((place) => jsonTable(json, [place], place.path.join('.'), formatWords(place))),
    notes,
  };
}

/**
 * More than one value, as in a file with one a line. Where the first is broken, the line after it decides: a whole value
 * there is one of its own.
 */
function isSequence(json: JsonText, start: number): boolean {
  const { text } = json;
  try {
    const next = json.space(json.skip(start));
    return next < text.length && text[next] !== ',';
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    if (text[start] !== '{') return false;
    const line = text.indexOf('\n', start);
    if (line < 0) return false;
    const next = json.space(line);
    const end = text.indexOf('\n', next);
    return isWhole(text.slice(next, end < 0 ? text.length : end));
  }
}

function isWhole(line: string): boolean {
  const json = new JsonText(line);
  try {
    return json.text[0] === '{' && json.space(json.skip(0)) >= line.length;
  } catch (error) {
    if (error instanceof JsonFault) return false;
    throw error;
  }
}

/** Looks for tables in a value that lies in no record. */
function look(
  json: JsonText,
  from: number,
  path: readonly string[],
  places: Place[],
  fields: string[],
  notes: string[],
): void {
  const letter = json.text[from];
  if (letter === '[') {
    if (json.text[json.space(from + 1)] === ']') notes.push(`"${path.join('.')}" is an empty list.`);
    else places.push({ path, how: 'array', from });
    return;
  }
  if (letter !== '{') {
    if (path.length > 0) fields.push(`${path.join('.')} = ${shortened(json.text.slice(from, endOf(json, from)))}`);
    return;
  }
  const members = [...spans(json, { path, how: 'keyed', from })];
  const objects = members.filter((each) => json.text[each.from] === '{').length;
  const nested = objects + members.filter((each) => json.text[each.from] === '[').length;
  if (members.length >= LEAST_KEYED && (objects === members.length || (nested === 0 && path.length > 0))) {
    places.push({ path, how: 'keyed', from });
    return;
  }
  if (nested === 0 && path.length === 0) return; // one record
  for (const member of members) look(json, member.from, [...path, member.key ?? ''], places, fields, notes);
}

function endOf(json: JsonText, from: number): number {
  try {
    return json.skip(from);
  } catch (error) {
    if (error instanceof JsonFault) return error.at;
    throw error;
  }
}
const shortened = (text: string): string =>
  text.length > NOTED_CHARACTERS ? `${text.slice(0, NOTED_CHARACTERS)}…` : text;

function* everySpan(json: JsonText, places: readonly Place[]): IterableIterator<Span> {
  for (const place of places) yield* spans(json, place);
}

/** The records of a place, each passed and checked; the last may be broken. */
function* spans(json: JsonText, place: Place): IterableIterator<Span> {
  const { how, from } = place;
  if (how === 'single') return yield span(json, place, null, from);
  if (how === 'sequence') return yield* sequence(json, place);
  const end = how === 'keyed' ? '}' : ']';
  let at = json.space(from + 1);
  if (json.text[at] === end) return;
  for (;;) {
    let key: string | null = null;
    const begins = at;
    try {
      if (how === 'keyed') {
        const value = json.name(at);
        key = json.string(at);
        at = value;
      }
    } catch (error) {
      if (!(error instanceof JsonFault)) throw error;
      return yield { place, key, from: begins, to: json.text.length, fault: error };
    }
    const found = span(json, place, key, at);
    yield found;
    if (found.fault) return;
    const next = json.space(found.to);
    if (json.text[next] === end) return;
    try {
      at = json.comma(next, end);
    } catch (error) {
      if (!(error instanceof JsonFault)) throw error;
      return yield { place, key: null, from: next, to: json.text.length, fault: error };
    }
  }
}

function* sequence(json: JsonText, place: Place): IterableIterator<Span> {
  for (let at = json.space(place.from); at < json.text.length; ) {
    const found = span(json, place, null, at);
    const line = found.fault ? json.text.indexOf('\n', at) : -1;
    const to = found.fault ? (line < 0 ? json.text.length : line) : found.to;
    yield { ...found, to };
    at = json.space(to);
  }
}

function span(json: JsonText, place: Place, key: string | null, from: number): Span {
  try {
    return { place, key, from, to: json.skip(from), fault: null };
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    return { place, key, from, to: json.text.length, fault: error };
  }
}

/** Between the steps of a path, and what ends the step to the first member of a name; no name holds them but by intent. */
const BETWEEN = '\u0000';
const FIRST = '\u00011';

/** Columns by the path of members; a second member of one name is a column of its own. */
class Columns {
  readonly at = new Map<string, number>();
  readonly names: string[] = [];
  /** Places of the numbers with a point or an exponent in the record that was read last. */
  private numbers: number[] = [];
  constructor(readonly deepest: number) {}

  record(json: JsonText, each: Span): Pick<TableRecord, 'cells' | 'numbers'> {
    this.numbers = [];
    const cells = this.cells(json, each);
    while (cells.length < this.names.length) cells.push(null);
    return this.numbers.length === 0 ? { cells } : { cells, numbers: this.numbers };
  }
  cells(json: JsonText, { key, from, place }: Span): Cell[] {
    const cells: Cell[] = Array.from({ length: this.names.length }, () => null);
    for (const [name, cell] of place.before ?? []) this.put(cells, `before ${name}${FIRST}`, name, cell);
    if (key !== null) this.put(cells, `key${FIRST}`, 'key', key);
    const [value] = json.value(from);
    if (value.kind === 'object') this.object(json, value, '', '', 1, cells);
    else if (value.kind === 'array')
      for (const [place, item] of value.items.entries())
        this.put(cells, `#${place}${FIRST}`, `item ${place + 1}`, textOf(json, item), item);
    else this.put(cells, `value${FIRST}`, 'value', textOf(json, value), value);
    return cells;
  }
  private object(
    json: JsonText,
    { members }: Json & { kind: 'object' },
    path: string,
    name: string,
    depth: number,
    cells: Cell[],
  ): void {
    const seen = new Map<string, number>();
    for (const [key, value] of members) {
      const copy = (seen.get(key) ?? 0) + 1;
      seen.set(key, copy);
      const inner = `${path === '' ? '' : path + BETWEEN}${key}\u0001${copy}`;
      const shown = name === '' ? key : `${name}.${key}`;
      if (value.kind === 'object' && value.members.length > 0 && depth < this.deepest)
        this.object(json, value, inner, shown, depth + 1, cells);
      else this.put(cells, inner, shown, textOf(json, value), value);
    }
  }
  private put(cells: Cell[], path: string, name: string, cell: Cell, value?: Json): void {
    let at = this.at.get(path);
    if (at === undefined) {
      at = this.names.length;
      this.at.set(path, at);
      this.names.push(name);
    }
    while (cells.length <= at) cells.push(null);
    cells[at] = cell;
    if (value?.kind === 'word' && POINTED.test(value.text)) this.numbers.push(at);
  }
}

const POINTED = /^-?\d.*[.eE]/;

function textOf(json: JsonText, value: Json): Cell {
  if (value.kind === 'null') return null;
  if (value.kind === 'text' || value.kind === 'word') return value.text;
  return json.text.slice(value.from, value.to).toWellFormed();
}

/** One table over the records of one or more places. */
export function jsonTable(json: JsonText, places: readonly Place[], part: string, format: string): Table {
  let columns = new Columns(DEEPEST_COLUMN);
  const tally = { records: 0, repeated: false, fault: null as JsonFault | null };
  const gather = (): void => {
    for (const each of everySpan(json, places)) {
      tally.records++;
      if (each.fault) tally.fault = each.fault;
      else columns.cells(json, each);
    }
  };
  gather();
  const notes: string[] = [];
  if (columns.names.length > MOST_COLUMNS) {
    notes.push(
      `Its members are ${counted(columns.names.length, 'path')}; only those of the first level became columns, what lies deeper stays JSON text.`,
    );
    columns = new Columns(1);
    gather();
  }
  const copies = [...columns.at.keys()].filter((path) =>
    path.split(BETWEEN).some((step) => !step.endsWith(FIRST)),
  ).length;
  if (copies > 0)
    notes.push(`Some records repeat the name of a member; ${counted(copies, 'column')} hold the repetitions.`);
  if (json.odd > 0)
    notes.push('Texts hold escapes \\xNN, which are no valid JSON; they were read as the byte they name.');
  if (json.torn > 0)
    notes.push('Texts hold halves of surrogate pairs, which no text can hold; they are shown as \ufffd.');
  if (tally.fault)
    notes.push(
      `The JSON is not whole: ${tally.fault.why} (line ${new Lines(json.text).of(tally.fault.at)}). What comes before was read.`,
    );
  const width = columns.names.length;
  return {
    part: part.toWellFormed(),
    format,
    header: [...columns.names],
    width,
    notes,
    *records(): IterableIterator<TableRecord> {
      const lines = new Lines(json.text);
      for (const each of everySpan(json, places)) {
        const line = lines.of(each.from);
        const raw = json.text.slice(each.from, Math.min(each.to, each.from + LISTED_CHARACTERS)).toWellFormed();
        if (each.fault) yield { cells: [], line, problem: `it is no JSON: ${each.fault.why}`, raw };
        else yield { ...columns.record(json, each), line, problem: null, raw };
      }
    },
  };
}

function formatWords({ path, how }: Place): string {
  const where = path.length === 0 ? '' : ` at ${path.join('.')}`;
  if (how === 'sequence') return 'JSON, one value a line';
  if (how === 'single') return 'JSON, one object';
  return how === 'array' ? `JSON, list${where}` : `JSON, members of an object${where}`;
}
