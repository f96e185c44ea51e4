import { inflateSync } from 'node:zlib';

export type Value = string | number | boolean | null | Name | Ref | readonly Value[] | Dictionary;
export interface Name {
  readonly name: string;
}
export interface Ref {
  readonly ref: number;
}
export type Dictionary = ReadonlyMap<string, Value>;

export interface Objects {
  readonly root: Dictionary;
  readonly all: ReadonlyMap<number, Value>;
  /** The bytes of a stream, unpacked. */
  stream(ref: Value | undefined): string;
  /** What a reference stands for, or the value itself. */
  of(value: Value | undefined): Value | undefined;
  dictionary(value: Value | undefined): Dictionary;
  list(value: Value | undefined): readonly Value[];
}

/** A PDF that pdfkit wrote without encryption, as its objects. */
export function pdfObjects(pdf: Uint8Array): Objects {
  const text = Buffer.from(pdf).toString('latin1');
  const all = new Map<number, Value>();
  const streams = new Map<number, string>();
  const heads = /(?:^|\n)(\d+) 0 obj\n/g;
  for (let head = heads.exec(text); head; head = heads.exec(text)) {
    const number = Number(head[1]);
    const { value, end } = read(text, heads.lastIndex);
    all.set(number, value);
    heads.lastIndex = end;
    if (!text.startsWith('\nstream\n', end)) continue;
    const dictionary = value as Dictionary;
    const from = end + '\nstream\n'.length;
    const to = from + Number(dictionary.get('Length'));
    const raw = Buffer.from(text.slice(from, to), 'latin1');
    const packed = nameOf(dictionary.get('Filter')) === 'FlateDecode';
    streams.set(number, packed ? inflateSync(raw).toString('latin1') : raw.toString('latin1'));
    heads.lastIndex = to;
  }
  const of = (value: Value | undefined): Value | undefined => (isRef(value) ? all.get(value.ref) : value);
  const dictionary = (value: Value | undefined): Dictionary => {
    const found = of(value);
    return found instanceof Map ? found : new Map();
  };
  const list = (value: Value | undefined): readonly Value[] => {
    const found = of(value);
    return Array.isArray(found) ? found : found === undefined ? [] : [found];
  };
  const trailer = read(text, text.lastIndexOf('trailer\n') + 'trailer\n'.length).value as Dictionary;
  return {
    ...{ root: dictionary(trailer.get('Root')), all, of, dictionary, list },
    stream: (ref) => (isRef(ref) ? (streams.get(ref.ref) ?? '') : ''),
  };
}

export const isRef = (value: Value | undefined): value is Ref =>
  typeof value === 'object' && value !== null && 'ref' in value;
export const nameOf = (value: Value | undefined): string =>
  typeof value === 'object' && value !== null && 'name' in value ? value.name : '';

const BLANK = /\s*/y;
const TOKEN = /\/[^\s/<>[\]()]*|<<|>>|\[|\]|<[0-9a-fA-F\s]*>|\d+ \d+ R|[-+.\d]+|true|false|null/y;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

function read(text: string, from: number): { readonly value: Value; readonly end: number } {
  BLANK.lastIndex = from;
  BLANK.exec(text);
  const at = BLANK.lastIndex;
  if (text[at] === '(') return literal(text, at + 1);
  TOKEN.lastIndex = at;
  const token = TOKEN.exec(text)?.[0] ?? '';
  const end = at + token.length;
  if (token === '[' || token === '<<') return several(text, end, token);
  if (token.startsWith('/')) return { value: { name: token.slice(1) }, end };
  if (token.startsWith('<')) return { value: decoded(Buffer.from(token.slice(1, -1), 'hex').toString('latin1')), end };
  if (token.endsWith(' R')) return { value: { ref: Number.parseInt(token, 10) }, end };
  if (token === 'true' || token === 'false') return { value: token === 'true', end };
  if (token === 'null' || token === '') return { value: null, end: Math.max(end, at + 1) };
  return { value: Number(token), end };
}

function several(text: string, from: number, opened: '[' | '<<'): { readonly value: Value; readonly end: number } {
  const closes = opened === '[' ? ']' : '>>';
  const values: Value[] = [];
  let end = from;
  for (;;) {
    BLANK.lastIndex = end;
    BLANK.exec(text);
    end = BLANK.lastIndex;
    if (text.startsWith(closes, end) || end >= text.length) break;
    const next = read(text, end);
    values.push(next.value);
    end = next.end;
  }
  end += closes.length;
  if (opened === '[') return { value: values, end };
  const entries = new Map<string, Value>();
  for (let at = 0; at + 1 < values.length; at += 2) entries.set(nameOf(values[at]), values[at + 1] as Value);
  return { value: entries, end };
}

function literal(text: string, from: number): { readonly value: string; readonly end: number } {
  let [depth, bytes, at] = [1, '', from];
  for (; at < text.length; at++) {
    const sign = text[at] as string;
    if (sign === '\\') {
      const octal = /^[0-7]{1,3}/.exec(text.slice(at + 1, at + 4))?.[0];
      bytes += octal ? String.fromCharCode(Number.parseInt(octal, 8)) : (ESCAPES[text[at + 1] ?? ''] ?? text[at + 1]);
      at += octal ? octal.length : 1;
      continue;
    }
    if (sign === '(') depth++;
    if (sign === ')' && --depth === 0) break;
    bytes += sign;
  }
  return { value: decoded(bytes), end: at + 1 };
}

const decoded = (bytes: string): string =>
  bytes.startsWith('\u00fe\u00ff') ? Buffer.from(bytes.slice(2), 'latin1').swap16().toString('utf16le') : bytes;
