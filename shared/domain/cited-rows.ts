import { grouped } from './counted.ts';

/** From 1, both ends meant; one row is a range of one. */
export interface RowRange {
  readonly from: number;
  readonly to: number;
}
export interface CitedRows extends RowRange {
  /** Of the exhibit beside which they stand. */
  readonly label: string;
}

/** With or without signs between its thousands. */
const NUMBER = "(?:\\d{1,3}(?:[,.’'\\u00a0\\u202f]\\d{3})+(?!\\d)|\\d+)";
const RANGE = `${NUMBER}(?:(?: ?[-–—] ?| to | through )${NUMBER})?`;
const LIST = `(?:[Rr]ows (${RANGE}(?:(?:, and |, | and )${RANGE})*)|[Rr]ow (${NUMBER}))`;
/** "E-0003 row 5", "E-0003 (rows 5–8", "E-0003 in row 5". */
const BEHIND = new RegExp(`\\b(E-\\d{4,}),? (?:in |at )?\\(?${LIST}`, 'g');
/** "rows 5–8 of E-0003", "row 5 (E-0003". */
const BEFORE = new RegExp(`\\b${LIST} (?:of |in |from |\\()(?:exhibit )?(E-\\d{4,})\\b`, 'g');

/**
 * Rows that a text cites beside an exhibit, in their order: "E-0003 row 1,234", "rows 3, 5 and 8–10 of E-0003". As they are written:
 * a range may run backwards, or begin at 0.
 */
export function citedRows(text: string): CitedRows[] {
  const behind = [...text.matchAll(BEHIND)].map(({ 0: { length }, 1: label = '', 2: many, 3: one = '', index }) => ({
    ...{ label, words: many ?? one, from: index, to: index + length },
  }));
  // "E-0003 row 5 (E-0004)": a row is that of the exhibit before it.
  const taken = (at: number) => behind.some(({ from, to }) => at >= from && at < to);
  const before = [...text.matchAll(BEFORE)].flatMap(({ 1: many, 2: one = '', 3: label = '', index }) =>
    taken(index) ? [] : [{ label, words: many ?? one, from: index }],
  );
  return [...behind, ...before]
    .sort((a, b) => a.from - b.from)
    .flatMap(({ label, words }) => rangesIn(words).map((range) => ({ label, ...range })));
}

const rangesIn = (words: string): RowRange[] =>
  words.split(/, and |, | and /).map((part) => {
    const [from = 0, to = from] = part
      .split(/ ?[-–—] ?| to | through /)
      .map((digits) => Number(digits.replace(/\D/g, '')));
    return { from, to };
  });

/** In their order, each row once; without what names no row. */
export function joinedRows(ranges: readonly RowRange[]): RowRange[] {
  const apart: RowRange[] = [];
  for (const { from, to } of ranges
    .filter((each) => each.from >= 1 && each.from <= each.to)
    .sort((a, b) => a.from - b.from)) {
    const last = apart.at(-1);
    if (last && from <= last.to + 1) apart[apart.length - 1] = { from: last.from, to: Math.max(last.to, to) };
    else apart.push({ from, to });
  }
  return apart;
}

/** The rows of them between two, both ends meant. */
export const rowsWithin = (ranges: readonly RowRange[], first: number, last: number): RowRange[] =>
  ranges.flatMap(({ from, to }) =>
    to < first || from > last ? [] : [{ from: Math.max(from, first), to: Math.min(to, last) }],
  );

/** "row 3", "rows 3, 5 and 1,200–1,300"; empty for none. */
export function rowsWords(ranges: readonly RowRange[]): string {
  const [only, ...others] = ranges;
  if (only === undefined) return '';
  const said = ranges.map(({ from, to }) =>
    from === to ? grouped(String(from)) : `${grouped(String(from))}–${grouped(String(to))}`,
  );
  const last = said.pop() ?? '';
  const word = others.length === 0 && only.from === only.to ? 'row' : 'rows';
  return `${word} ${said.length === 0 ? last : `${said.join(', ')} and ${last}`}`;
}
