import type { FontFile, Glyph } from './shaping.ts';

/** Stands in a text for the number of a page that is not known yet: dashes as wide as digits, which no font lacks. */
export const PAGE_GAP = '\u2012\u2012\u2012';
/**
 * What follows the name of something: ", page 12". The blanks keep it on one line while lines are broken, and are written as any
 * other blank once the number is known.
 */
export const ON_PAGE = `,\u00a0page\u00a0${PAGE_GAP}`;
/** What the line in each margin says until the pages are counted. */
export const PAGE_LINE = `Page ${PAGE_GAP} of ${PAGE_GAP}`;

interface Position {
  readonly xAdvance: number;
  readonly yAdvance: number;
  readonly xOffset: number;
  readonly yOffset: number;
}
interface Run {
  readonly start: number;
  readonly end: number;
  readonly glyphs?: readonly Glyph[];
  readonly positions?: readonly Position[];
  readonly xAdvance?: number;
  readonly attributes: { readonly font?: readonly FontFile[]; readonly fontSize: number; readonly link?: string };
}
interface Line {
  readonly string: string;
  readonly runs: readonly Run[];
  readonly xAdvance?: number;
  readonly box?: { readonly x: number };
}
interface Laid {
  readonly props?: { readonly id?: string; readonly pageOf?: string; readonly pageLine?: boolean };
  readonly style?: { readonly textAlign?: string };
  readonly lines?: readonly Line[] | null;
  readonly children?: readonly Laid[];
  readonly value?: string;
}

/** The page, from 1, on which each anchor first stands. */
export function pagesOf(root: { readonly children: readonly unknown[] }): Map<string, number> {
  const pages = new Map<string, number>();
  for (const [at, page] of (root.children as readonly Laid[]).entries()) {
    const visit = ({ props, children = [] }: Laid): void => {
      if (props?.id !== undefined && !pages.has(props.id)) pages.set(props.id, at + 1);
      for (const child of children) visit(child);
    };
    visit(page);
  }
  return pages;
}

/**
 * Writes the numbers of pages where a gap was left for them, once every page is laid out. The engine could ask for each text
 * anew on its page, but then measures whatever is around it a second time, and loses headings on the way.
 * @throws Error for a gap whose anchor stands on no page
 */
export function numberPages(
  root: { readonly children: readonly unknown[] },
  pageOf: ReadonlyMap<string, number>,
): void {
  const pages = root.children as readonly Laid[];
  const numberOf = (anchor: string | undefined): string => {
    const number = pageOf.get(anchor ?? '');
    if (number === undefined) throw new Error('a page number leads nowhere');
    return String(number);
  };
  const filled = (node: Laid, page: number): Laid => {
    const { props, lines, children = [] } = node;
    if (lines) {
      const standing = props?.pageLine
        ? [String(page), String(pages.length)]
        : props?.pageOf === undefined
          ? null
          : [numberOf(props.pageOf)];
      const left = [...(standing ?? [])];
      const numbers = (run: Run): string | undefined =>
        standing ? left.shift() : numberOf(run.attributes.link?.slice(1));
      if (!lines.some(({ string }) => string.includes(PAGE_GAP))) return node;
      const written = lines.map((line) => filledLine(line, numbers, ALIGNED[node.style?.textAlign ?? ''] ?? 0));
      const words = standing ? [{ ...children[0], value: written.map(({ string }) => string).join('') }] : children;
      return { ...node, lines: written, children: words };
    }
    const next = children.map((child) => filled(child, page));
    return next.some((child, at) => child !== children[at]) ? { ...node, children: next } : node;
  };
  Object.assign(root, { children: pages.map((page, at) => filled(page, at + 1)) });
}

/** How much of what a line grows shorter goes to its left. */
const ALIGNED: Readonly<Record<string, number>> = { center: 0.5, right: 1 };

function filledLine(line: Line, numbers: (run: Run) => string | undefined, aligned: number): Line {
  let { string } = line;
  let moved = 0;
  let shorter = 0;
  const runs = line.runs.map((run): Run => {
    let next: Run = { ...run, start: run.start + moved, end: run.end + moved };
    for (let at = string.indexOf(PAGE_GAP, next.start); at >= 0 && at < next.end; ) {
      const number = numbers(run);
      if (number === undefined) throw new Error('a page number is one too many');
      const before = next.xAdvance ?? 0;
      string = string.slice(0, at) + number + string.slice(at + PAGE_GAP.length);
      moved += number.length - PAGE_GAP.length;
      next = { ...filledRun(next, number), end: next.end + number.length - PAGE_GAP.length };
      shorter += before - (next.xAdvance ?? 0);
      string = `${string.slice(0, next.start)}${string.slice(next.start, next.end).replaceAll(KEPT, ' ')}${string.slice(next.end)}`;
      at = string.indexOf(PAGE_GAP, at);
    }
    return next;
  });
  if (line.string === string) return line;
  return {
    ...line,
    ...{ string, runs },
    ...(line.xAdvance !== undefined && { xAdvance: line.xAdvance - shorter }),
    ...(line.box && { box: { ...line.box, x: line.box.x + shorter * aligned } }),
  };
}

const GAP = PAGE_GAP.codePointAt(0);
const KEPT = '\u00a0';

/** Digits instead of the first gap of a run. */
function filledRun(run: Run, number: string): Run {
  const { glyphs = [], positions = [], attributes } = run;
  const font = attributes.font?.[0];
  const at = glyphs.findIndex(({ codePoints }) => codePoints[0] === GAP);
  if (!font || at < 0) throw new Error('a page number has no place in its line');
  const scale = attributes.fontSize / font.unitsPerEm;
  const digits = [...number].map((digit) => font.glyphForCodePoint(digit.codePointAt(0) ?? 0));
  const set = positions.toSpliced(
    at,
    PAGE_GAP.length,
    ...digits.map(({ advanceWidth }) => ({ xAdvance: advanceWidth * scale, yAdvance: 0, xOffset: 0, yOffset: 0 })),
  );
  return {
    ...run,
    glyphs: glyphs
      .toSpliced(at, PAGE_GAP.length, ...digits)
      .map((glyph) => (glyph.codePoints[0] === KEPT.codePointAt(0) ? font.glyphForCodePoint(0x20) : glyph)),
    positions: set,
    xAdvance: set.reduce((sum, { xAdvance }) => sum + xAdvance, 0),
  };
}
