import { inflateSync } from 'node:zlib';
import { type Secrets, seeker } from './resolve/seek.ts';

/** A text that a reader of the file can get at, and where it is. */
export interface Item {
  readonly where: string;
  readonly text: string;
}

export interface Part {
  readonly number: number;
  readonly dictionary: string;
  readonly stream: Buffer | null;
}

/** The objects of a file that pdfkit wrote without encryption: none lie in object streams. */
export function partsOf(pdf: Buffer): Part[] {
  const text = pdf.toString('latin1');
  const parts: Part[] = [];
  let opens = text.indexOf('stream\n');
  const heads = /(?:^|\n)(\d+) 0 obj\n/g;
  for (let head = heads.exec(text); head; head = heads.exec(text)) {
    const from = heads.lastIndex;
    // Looked for anew only where the last one lies behind: the objects of the structure, at the end, have none.
    if (opens >= 0 && opens < from) opens = text.indexOf('stream\n', from);
    const ends = text.indexOf('\nendobj', from);
    if (opens < 0 || ends < opens) {
      parts.push({ number: Number(head[1]), dictionary: text.slice(from, ends), stream: null });
      heads.lastIndex = ends;
      continue;
    }
    const dictionary = text.slice(from, opens);
    const length = Number(/\/Length (\d+)/.exec(dictionary)?.[1] ?? 0);
    const start = opens + 'stream\n'.length;
    const raw = pdf.subarray(start, start + length);
    parts.push({ number: Number(head[1]), dictionary, stream: unpacked(dictionary, raw) });
    heads.lastIndex = start + length;
  }
  return parts;
}

function unpacked(dictionary: string, raw: Buffer): Buffer {
  if (!dictionary.includes('/FlateDecode')) return raw;
  try {
    return inflateSync(raw);
  } catch {
    return raw;
  }
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** Every string of a dictionary or a content stream, as a reader decodes it (ISO 32000-2, 7.3.4 and 7.9.2). */
function stringsIn(source: string): string[] {
  const found: string[] = [];
  for (let at = 0; at < source.length; at++) {
    if (source[at] === '(') {
      let [depth, bytes] = [1, ''];
      for (at++; at < source.length; at++) {
        const sign = source[at] as string;
        if (sign === '\\') {
          const octal = /^[0-7]{1,3}/.exec(source.slice(at + 1, at + 4))?.[0];
          bytes += octal
            ? String.fromCharCode(Number.parseInt(octal, 8))
            : (ESCAPES[source[at + 1] ?? ''] ?? source[at + 1] ?? '');
          at += octal ? octal.length : 1;
          continue;
        }
        if (sign === '(') depth++;
        if (sign === ')' && --depth === 0) break;
        bytes += sign;
      }
      found.push(decoded(bytes));
    } else if (source[at] === '<' && source[at + 1] !== '<') {
      const end = source.indexOf('>', at);
      const hex = source.slice(at + 1, end).replace(/\s/g, '');
      if (end > at && /^[0-9a-f]*$/i.test(hex)) found.push(decoded(Buffer.from(hex, 'hex').toString('latin1')));
    } else if (source[at] === '<') at++;
  }
  return found;
}

const decoded = (bytes: string): string =>
  bytes.startsWith('\u00fe\u00ff') ? Buffer.from(bytes.slice(2), 'latin1').swap16().toString('utf16le') : bytes;

/** What the glyphs of each font say: its ToUnicode map. */
function mapOf(stream: Buffer): Map<number, string> {
  const map = new Map<number, string>();
  const said = (hex: string): string => Buffer.from(hex.replace(/\s/g, ''), 'hex').swap16().toString('utf16le');
  for (const [, range = ''] of stream.toString('latin1').matchAll(/beginbfrange([\s\S]*?)endbfrange/g))
    for (const [, first = '', , list = ''] of range.matchAll(/<([0-9a-f]+)>\s*<([0-9a-f]+)>\s*\[([^\]]*)\]/gi))
      for (const [at, [, hex = '']] of [...list.matchAll(/<([0-9a-f\s]*)>/gi)].entries())
        map.set(Number.parseInt(first, 16) + at, said(hex));
  for (const [, list = ''] of stream.toString('latin1').matchAll(/beginbfchar([\s\S]*?)endbfchar/g))
    for (const [, code = '', hex = ''] of list.matchAll(/<([0-9a-f]+)>\s*<([0-9a-f\s]+)>/gi))
      map.set(Number.parseInt(code, 16), said(hex));
  return map;
}

export const reference = (dictionary: string, key: string): number =>
  Number(new RegExp(`/${key} (\\d+) 0 R`).exec(dictionary)?.[1] ?? 0);

/** Numbers of the streams that fonts name by a key. */
const streamsOf = (parts: Iterable<Part>, key: string): Set<number> =>
  new Set(
    [...parts].flatMap(({ dictionary }) =>
      [...dictionary.matchAll(new RegExp(`/${key} (\\d+) 0 R`, 'g'))].map(([, number]) => Number(number)),
    ),
  );

/** Numbers of the page objects, in order. */
export function pageNumbers(parts: Iterable<Part>): number[] {
  const kids = [...parts].find(({ dictionary }) => /\/Type \/Pages\b/.test(dictionary))?.dictionary ?? '';
  return [...(/\/Kids \[([^\]]*)\]/.exec(kids)?.[1] ?? '').matchAll(/(\d+) 0 R/g)].map(([, number]) => Number(number));
}

/**
 * Takes a print apart: the text of each page as its glyphs give it, what marked content says instead, and every string of the
 * file beside: information, XMP, outline, destinations, links, annotations, attachments, alternative texts.
 * @param pdf unencrypted, as it was written
 */
export function takenApart(pdf: Uint8Array): Item[] {
  const parts = new Map(partsOf(Buffer.from(pdf)).map((part) => [part.number, part]));
  const items: Item[] = [];
  const contents = new Set<number>();
  const maps = new Map<number, Map<number, string>>();
  const mapFor = (font: number): Map<number, string> => {
    const known = maps.get(font);
    if (known) return known;
    const stream = parts.get(reference(parts.get(font)?.dictionary ?? '', 'ToUnicode'))?.stream;
    const made = stream ? mapOf(stream) : new Map<number, string>();
    maps.set(font, made);
    return made;
  };
  for (const [at, number] of pageNumbers(parts.values()).entries()) {
    const page = parts.get(number)?.dictionary ?? '';
    const content = reference(page, 'Contents');
    contents.add(content);
    const resources = parts.get(reference(page, 'Resources'))?.dictionary ?? page;
    const fonts = new Map(
      [...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name, font]) => [name as string, Number(font)] as const),
    );
    const source = parts.get(content)?.stream?.toString('latin1') ?? '';
    items.push({ where: `page ${at + 1}, text`, text: glyphText(source, (name) => mapFor(fonts.get(name) ?? 0)) });
    const instead = [...source.matchAll(/\/(?:ActualText|Alt|E) (<[^>]*>|\((?:\\.|[^\\)])*\))/g)];
    items.push({
      where: `page ${at + 1}, text given for glyphs`,
      text: instead.flatMap(([, text = '']) => stringsIn(text)).join(''),
    });
  }
  // Outlines of a font are no text, and its map lists glyphs in the order in which they were first used: both hold any short value
  // by chance. What glyphs say in a page is read there; here, what a single one of them says.
  const outlines = streamsOf(parts.values(), 'FontFile[23]?');
  const sayings = streamsOf(parts.values(), 'ToUnicode');
  for (const { number, dictionary, stream } of parts.values()) {
    const where = /\/Type \/StructElem/.test(dictionary)
      ? 'alternative text'
      : /\/Dest|\/Title|\/URI|\/Subtype \/Link|\/Names/.test(dictionary)
        ? 'outline, destinations or links'
        : 'document information';
    const strings = stringsIn(dictionary);
    if (strings.length > 0) items.push({ where: `${where} (object ${number})`, text: strings.join('\n') });
    if (stream && sayings.has(number)) {
      for (const said of mapOf(stream).values())
        if (said.length > 1) items.push({ where: `a glyph of a font (object ${number})`, text: said });
    } else if (stream && !contents.has(number) && !outlines.has(number) && !/\/Subtype \/Image/.test(dictionary))
      items.push({
        where: `embedded data (object ${number})`,
        text: `${stream.toString('utf8')}\n${stringsIn(stream.toString('latin1')).join('\n')}`,
      });
  }
  return items;
}

/** The text that glyphs draw, in the order in which the page draws them. */
function glyphText(source: string, mapFor: (font: string) => Map<number, string>): string {
  let map = new Map<number, string>();
  let text = '';
  for (const [, font, shown] of source.matchAll(/\/(F\d+) [\d.-]+ Tf|((?:<[0-9a-f]*>|\[(?:[^\]])*\])\s*(?:TJ|Tj))/gi)) {
    if (font) map = mapFor(font);
    for (const [, hex = ''] of (shown ?? '').matchAll(/<([0-9a-f]*)>/gi))
      for (let at = 0; at + 4 <= hex.length; at += 4) text += map.get(Number.parseInt(hex.slice(at, at + 4), 16)) ?? '';
    if (shown) text += '\n';
  }
  return text;
}

/** A hash tells nothing of what it is of, and may hold any short value. */
const HASHES = /(?<![0-9a-f])(?:[0-9a-f]\s*){64}(?![0-9a-f])/gi;

/** Where a print still holds what its edition redacts. @returns sentences that name item and page, and never the secret */
export function leaksIn(items: readonly Item[], secrets: Secrets): string[] {
  const seek = seeker(secrets, true);
  return items.flatMap(({ where, text }) => {
    const found = new Set(seek(text.replace(HASHES, '\n')).map(({ label }) => label));
    return found.size === 0 ? [] : [`${where}: ${[...found].join(', ')}`];
  });
}

const SECTIONS: Readonly<Record<string, string>> = {
  ...{
    case: 'the case',
    brief: 'the first page',
    board: 'the board',
    figures: 'a snapshot',
    events: 'the list of events',
  },
  ...{
    indicators: 'the list of indicators',
    checklist: 'the checklist',
    custody: 'the custody log',
    chain: 'the custody log',
  },
  ...{
    traced: 'what each statement rests on',
    summary: 'the executive summary',
    method: 'the method notes',
    caveat: 'the handling caveat',
  },
};

/** Fields of the model that hold a secret, in words for the person who prints. @returns "E-0004, acquired at: [REDACTED-01]" */
export function placesIn(model: object, secrets: Secrets): string[] {
  const seek = seeker(secrets, true);
  const found = new Set<string>();
  const walk = (value: unknown, of: string, field: string): void => {
    if (typeof value === 'string') {
      if (/^[0-9a-f]{64}$/i.test(value)) return;
      for (const { label } of seek(value)) found.add(`${of}${field === '' ? '' : `, ${field}`}: ${label}`);
    } else if (value !== null && typeof value === 'object' && !(value instanceof Uint8Array)) {
      const named = (value as { record?: { label?: unknown } }).record?.label ?? (value as { label?: unknown }).label;
      const own = typeof named === 'string' && /^(?:E-\d{4,}|F-\d+)$/.test(named) ? named : of;
      for (const [key, each] of Object.entries(value))
        walk(each, own, Array.isArray(value) ? field : key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`));
    }
  };
  for (const [key, value] of Object.entries(model)) walk(value, SECTIONS[key] ?? key, '');
  return [...found];
}
