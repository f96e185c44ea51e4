import { delimitedRows, delimiterOf } from '../delimited.ts';
import { readBorn, readingsOf } from '../screening/listed.ts';
import { countryCode } from './codes.ts';

/** What one line of a list says of a country. */
export interface CountryFact {
  readonly country: string;
  /** "status: increased monitoring; score: 7" */
  readonly text: string;
  /** Days, both included; null where the line states none. */
  readonly from: string | null;
  readonly to: string | null;
  readonly line: number;
}
export interface CountryList {
  readonly kind: 'fatf' | 'risk';
  /** As the file states it; empty where it states none. */
  readonly listDate: string;
  readonly rows: number;
  readonly facts: readonly CountryFact[];
  readonly left: readonly { readonly line: number; readonly why: string }[];
}

const COUNTRY =
  /^(?:country|countries|country[ _-]?(?:name|code)|jurisdictions?|territory|iso(?:[ _-]?(?:code|2|3|alpha[ _-]?[23]))?|code|land|pays)$/;
const FROM =
  /^(?:valid[ _]?from|from|effective(?:[ _](?:from|date))?|since|start(?:[ _]date)?|listed(?:[ _]on)?|date[ _](?:added|listed)|added|as[ _]of|date|year)$/;
const TO =
  /^(?:valid[ _]?(?:to|until|through)|to|until|end(?:[ _]date)?|expir(?:es|y)(?:[ _]on)?|removed(?:[ _]on)?|date[ _]removed)$/;
/** Columns of people or companies: a table that has one names them, and no countries. */
const NAMES = /^(?:name|full[ _]?name|alias(?:es)?|first[ _]?name|last[ _]?name|dob|passport)$/;
const FATF = /\bFATF\b|financial action task force|call for action|increased monitoring/i;
/** Lines above the header, such as "As of 24 October 2026". */
const MOST_ABOVE = 6;

/**
 * A table of countries: a column that names them, and what is said of each in the others. Without a header each line is a country.
 * @returns null for a text that is none, as one of persons
 */
export function readCountryList(text: string): CountryList | null {
  const clean = text.replace(/^\uFEFF/, '');
  const lines = clean.split(/\r\n|\n|\r/);
  const isHead = (line: string): boolean =>
    [...delimitedRows(line, delimiterOf(line))].some(({ cells }) =>
      cells.some((cell) => COUNTRY.test(cell.trim().toLowerCase())),
    );
  const headAt = lines.slice(0, MOST_ABOVE).findIndex(isHead);
  if (headAt < 0) return readPlain([...delimitedRows(clean, delimiterOf(clean))]);
  const rest = lines.slice(headAt).join('\n');
  const rows = [...delimitedRows(rest, delimiterOf(lines[headAt] ?? ''))].map((row) => ({
    ...row,
    line: row.line + headAt,
  }));
  const head = (rows[0]?.cells ?? []).map((cell) => cell.trim());
  const at = (pattern: RegExp): number => head.findIndex((cell) => pattern.test(cell.toLowerCase()));
  if (at(NAMES) >= 0) return null;
  const columns = head.flatMap((cell, index) => (COUNTRY.test(cell.toLowerCase()) ? [index] : []));
  const [from, to] = [at(FROM), at(TO)];
  const said = head.flatMap((name, index) =>
    columns.includes(index) || index === from || index === to || name === '' ? [] : [{ name, index }],
  );
  const left: { line: number; why: string }[] = [];
  const body = rows.slice(1).filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  const facts = body.flatMap(({ cells, line, broken }): CountryFact[] => {
    const cell = (index: number): string => cells[index]?.trim() ?? '';
    const refuse = (why: string): [] => {
      left.push({ line, why });
      return [];
    };
    if (broken) return refuse('a quote in it is never closed');
    const codes = new Set(columns.flatMap((index) => countryCode(cell(index)) ?? []));
    const [country] = codes;
    if (country === undefined) return refuse(`“${cell(columns[0] ?? 0)}” is no country that is known`);
    if (codes.size > 1) return refuse(`it names several countries: ${[...codes].join(', ')}`);
    const span = [spanOf(cell(from)), spanOf(cell(to))] as const;
    if (span.includes('unread'))
      return refuse(`“${[cell(from), cell(to)].filter(Boolean).join(' ')}” is no date that is read: write 2026-10-24`);
    const [begins, ends] = span as readonly (Span | null)[];
    const words = said.flatMap(({ name, index }) => (cell(index) === '' ? [] : [`${name}: ${cell(index)}`]));
    // A year alone, where nothing says until when, is the year that the line is about.
    const last = ends?.to ?? (/^year$/i.test(head[from] ?? '') ? (begins?.to ?? null) : null);
    for (const each of new Set([begins?.either, ends?.either])) if (each) words.push(each);
    return [{ country, text: words.join('; '), from: begins?.from ?? null, to: last, line }];
  });
  if (facts.length === 0 || facts.length < left.length) return null;
  const above = lines.slice(0, headAt);
  return {
    ...{ kind: FATF.test([...above, head.join(' '), ...facts.map((each) => each.text)].join('\n')) ? 'fatf' : 'risk' },
    ...{ listDate: dateIn(above.join('\n')), rows: body.length, facts, left },
  };
}

/** Headings of lists without columns; those of countries that are on it no more come first. */
const OFF = /\b(?:no longer|removed|delisted|exited|taken off|not (?:on|subject))\b/i;
const ON = /\b(?:jurisdictions?|countries|territories|monitoring|call for action|list)\b/i;

type Rows = readonly { readonly cells: readonly string[]; readonly line: number }[];
function readPlain(rows: Rows): CountryList | null {
  const lines = rows.filter(({ cells }) => cells.join('').trim() !== '');
  const read = lines.map(({ cells, line }) => ({
    line,
    text: cells.join(', ').trim(),
    code: countryCode(cells.join(', ')),
  }));
  let words = 'is on the list';
  const facts = read.flatMap(({ line, text, code }): CountryFact[] => {
    // A line above countries says what those below it are.
    if (code === null && OFF.test(text)) words = `is named as off the list: “${text}”`;
    else if (code === null && ON.test(text)) words = `is on the list: “${text}”`;
    return code === null ? [] : [{ country: code, text: words, from: null, to: null, line }];
  });
  const others = read.filter(({ code }) => code === null);
  if (facts.length < 2 || facts.length <= others.length) return null;
  const headings = others.map(({ text }) => text).join('\n');
  return {
    ...{
      kind: FATF.test(headings) ? ('fatf' as const) : ('risk' as const),
      listDate: dateIn(headings),
      rows: lines.length,
      facts,
    },
    left: others.map(({ line, text }) => ({ line, why: `“${text}” is no country that is known` })),
  };
}

interface Span {
  readonly from: string;
  readonly to: string;
  /** What its days may be where they do not say whether their day or month comes first: the span holds both. */
  readonly either?: string;
}
function spanOf(text: string): Span | null | 'unread' {
  if (text === '') return null;
  const [one, other] = readingsOf(text);
  if (!one) return 'unread';
  if (!other) return one;
  const [first, last] = [one.from, other.from].toSorted() as [string, string];
  return { from: first, to: last, either: `${text} may be ${first} or ${last}` };
}

/** The first date that a text names in full, as a day; else empty. */
function dateIn(text: string): string {
  const found = /\d{4}-\d\d-\d\d|\d{1,2} [A-Za-z]{3,9} \d{4}/.exec(text);
  return found ? (readBorn(found[0])?.from ?? '') : '';
}
