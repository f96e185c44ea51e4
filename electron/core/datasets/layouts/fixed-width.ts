import type { Dialect } from '../dialect.ts';
import { ASIDE, asRow, blankAsNull, type LineReader } from './read-line.ts';

type Found = Pick<Dialect, 'layout' | 'delimiter' | 'quote' | 'escape' | 'starts'> & { readonly skipLines: number };

const LOOKED_AT = 300;
const ENOUGH_LINES = 4;
/** Share of lines in which a column is set off by more than one blank: a lone blank parts words. */
const SET_OFF = 0.3;
const RULE = /^\s*[-=]{2,}(?:\s+[-=]{1,})+\s*$/;

/** Columns at the same places in every line, told by a rule of dashes below their names or by places that are blank in all lines. */
export function detectFixedWidth(lines: readonly string[]): Found | null {
  const looked = lines.slice(0, LOOKED_AT).filter((line) => line.trim() !== '');
  const separators = { layout: 'fixed-width', delimiter: '', quote: '', escape: '' } as const;
  const rule = lines.slice(0, 20).findIndex((line) => RULE.test(line));
  if (rule > 0) {
    const starts = [...(lines[rule] as string).matchAll(/[-=]+/g)].map(({ index }) => index);
    const across = looked.filter((line) => starts.some((start) => crosses(line, start))).length;
    if (across * 20 <= looked.length) return { ...separators, starts, skipLines: rule - 1 };
  }
  if (looked.length < ENOUGH_LINES || looked.some((line) => line.includes('\t'))) return null;
  const longest = Math.max(...looked.map((line) => line.length));
  const blank = Array.from({ length: longest }, (_, at) => looked.every((line) => (line[at] ?? ' ') === ' '));
  const places = blank.flatMap((each, at) => (!each && (at === 0 || blank[at - 1]) ? [at] : []));
  // The first line has something in every column: else words of a text happen to part at the same place.
  const first = looked[0] as string;
  const starts = places.filter(
    (start, at) => at === 0 || (first.slice(start, places[at + 1]).trim() !== '' && isSetOff(looked, start)),
  );
  const reaching = looked.filter((line) => line.length > (starts.at(-1) ?? 0)).length;
  if (starts.length < 2 || reaching * 2 < looked.length) return null;
  return { ...separators, starts, skipLines: 0 };
}

const crosses = (line: string, start: number): boolean =>
  start > 0 && (line[start - 1] ?? ' ') !== ' ' && (line[start] ?? ' ') !== ' ';

function isSetOff(lines: readonly string[], start: number): boolean {
  const before = lines.filter(
    (line) => line.length > start && line.slice(Math.max(0, start - 2), start) === '  ',
  ).length;
  const after = lines.filter((line) => /^ +\S/.test(line.slice(start))).length;
  return before + after >= lines.length * SET_OFF;
}

export function fixedWidthReader({ starts }: Pick<Dialect, 'starts'>): LineReader {
  return (line) => {
    if (line.trim() === '' || RULE.test(line) || /^[-=]{3,}\s*$/.test(line)) return ASIDE;
    const across = starts.find((start) => crosses(line, start));
    if (across !== undefined)
      return { cells: [], problem: `text runs across the column that begins at character ${across + 1}`, aside: false };
    return asRow(starts.map((start, at) => blankAsNull(line.slice(at === 0 ? 0 : start, starts[at + 1]).trim())));
  };
}
