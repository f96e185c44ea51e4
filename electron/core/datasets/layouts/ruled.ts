import type { Dialect } from '../dialect.ts';
import { ASIDE, asRow, blankAsNull, type LineReader } from './read-line.ts';

type Found = Pick<Dialect, 'layout' | 'delimiter' | 'quote' | 'escape' | 'header' | 'skipLines'>;

const RULE = /^[\s|+:=\-─━═│┃║┼╋╬├┤┌┐└┘┬┴╞╡╪╤╧╔╗╚╝╠╣╦╩╟╢╫╭╮╰╯]+$/u;
const isRule = (line: string): boolean =>
  RULE.test(line) && /[-─━═=]{2}|:-|-:/.test(line) && /[|+│┼├┌└╞╔╚╠╟╭╰┃]/u.test(line);
const BARS = ['│', '┃', '║', '|'] as const;
const LOOKED_AT = 200;

/** A table drawn with lines: as Markdown, as `psql` and `mysql` print results, or in a box of line characters. */
export function detectRuled(lines: readonly string[]): Found | null {
  const looked = lines.slice(0, LOOKED_AT);
  const rule = looked.findIndex(isRule);
  if (rule < 0) return null;
  const delimiter = BARS.find((bar) => looked.some((line) => line.includes(bar) && !isRule(line)));
  if (!delimiter) return null;
  const boxed = /^\s*[+┌╔├╭]/u.test(looked[rule] as string);
  const header = boxed ? rule + 1 : rule - 1;
  const width = cellsOf(looked[header] ?? '', delimiter).length;
  const first = looked.slice(rule + (boxed ? 2 : 1)).find((line) => line.trim() !== '' && !isRule(line));
  if (!looked[header]?.includes(delimiter) || isRule(looked[header] as string)) return null;
  if (first !== undefined && cellsOf(first, delimiter).length !== width) return null;
  return { layout: 'ruled', delimiter, quote: '', escape: '', header: true, skipLines: boxed ? rule : header };
}

/** @param frameless as `psql` draws: a bar at the start of a line follows a blank first cell */
function partsOf(line: string, delimiter: string, frameless = false): string[] {
  let inner = line.trimEnd();
  const framed = !frameless && inner.trimStart().startsWith(delimiter);
  if (framed) inner = inner.trimStart().slice(delimiter.length);
  if (framed && inner.endsWith(delimiter) && !inner.endsWith(`\\${delimiter}`))
    inner = inner.slice(0, -delimiter.length);
  return inner.replaceAll(`\\${delimiter}`, '\u0000').split(delimiter);
}
const plain = (part: string, delimiter: string): string => part.trim().replaceAll('\u0000', delimiter);

const cellsOf = (line: string, delimiter: string): (string | null)[] =>
  partsOf(line, delimiter).map((part) => blankAsNull(plain(part, delimiter)));

/**
 * Where a value has line ends, `psql` puts a plus in place of the blank after it and goes on in the next line; in the last column
 * that is where the rule ends.
 */
const goesOn = (parts: readonly string[], line: string, ruleEnd: number): boolean =>
  parts.some((part, at) => part.endsWith('+') && (at < parts.length - 1 || line.trimEnd().length === ruleEnd));

export function ruledReader({ delimiter }: Pick<Dialect, 'delimiter'>): LineReader {
  let open: string[][] = [];
  let ruleEnd = -1;
  let frameless = false;
  return (line) => {
    if (isRule(line)) {
      ruleEnd = line.trimEnd().length;
      frameless = /^-+(?:\+-+)+\s*$/.test(line);
    }
    if (isRule(line) || !line.includes(delimiter)) return ASIDE;
    const parts = partsOf(line, delimiter, frameless);
    if (frameless && goesOn(parts, line, ruleEnd)) {
      open.push(parts.map((part) => plain(part.replace(/\+$/, ''), delimiter)));
      return null;
    }
    if (open.length === 0) return asRow(parts.map((part) => blankAsNull(plain(part, delimiter))));
    const lines = [...open, parts.map((part) => plain(part, delimiter))];
    open = [];
    const width = Math.max(...lines.map((each) => each.length));
    const cells = Array.from({ length: width }, (_, at) =>
      lines
        .map((each) => each[at] ?? '')
        .join('\n')
        .trimEnd(),
    );
    return asRow(cells.map(blankAsNull));
  };
}
