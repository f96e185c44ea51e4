import { Fault } from '../../../../shared/contract/errors.ts';

/** What of a node of a laid-out document is looked at; `top` counts from the parent, in points. */
interface Laid {
  readonly type: string;
  readonly value?: string;
  readonly props?: { readonly id?: string };
  readonly box?: { readonly top: number; readonly height: number };
  readonly style?: { readonly overflow?: string; readonly maxLines?: number };
  readonly lines?: readonly Line[] | null;
  readonly children?: readonly Laid[];
}

interface Line {
  string: string;
  readonly runs: Run[];
}

/** A stretch of a line, in the order in which it is seen; one of an odd level runs from right to left. */
interface Run {
  start: number;
  end: number;
  glyphs?: unknown[];
  positions?: { readonly xAdvance?: number }[];
  xAdvance?: number;
  readonly attributes?: { readonly bidiLevel?: number };
}

/** Whether each heading, entry and caption stands on a page: the fast engine can lose one, with no word of that. */
export const holdsAll = (pageOf: ReadonlyMap<string, number>, anchors: Iterable<string>): boolean =>
  [...anchors].every((anchor) => pageOf.has(anchor));

/**
 * The last look at a document before it is written: each page bears its classification in head and foot and its number.
 * @throws Error naming what is wrong, without case data
 */
export function inspect(root: { readonly children: readonly unknown[] }, label: string): void {
  const pages = root.children as readonly Laid[];
  for (const [at, page] of pages.entries()) {
    const texts: string[] = [];
    const visit = (node: Laid): void => {
      if (node.value !== undefined) texts.push(node.value);
      for (const child of node.children ?? []) visit(child);
    };
    visit(page);
    if (texts.filter((text) => text === label).length < 2) throw new Error('a page lacks its classification');
    if (!texts.includes(`Page ${at + 1} of ${pages.length}`)) throw new Error('a page lacks its number');
  }
}

/** Rounding of the layout engine. */
const SLACK = 2;

/** Whether each page got what is repeated on all: the fast engine forgets it on a page that a tall row overflows to. */
export const bearsLabels = (root: { readonly children: readonly unknown[] }, label: string): boolean =>
  (root.children as readonly Laid[]).every((page) => valuesIn(page).filter((text) => text === label).length >= 2);

const valuesIn = (node: Laid): string[] => [
  ...(node.value === undefined ? [] : [node.value]),
  ...(node.children ?? []).flatMap(valuesIn),
];

/**
 * Whether every text and picture stands wholly on the page it was put on. The engine lets one hang over the edge, with
 * no more than a word to the console, when it finds no place to break; that part would be missing from the PDF.
 */
export const staysOnPages = (root: { readonly children: readonly unknown[] }): boolean =>
  (root.children as readonly Laid[]).every((page) => {
    const bottom = (page.box?.height ?? 0) + SLACK;
    return (page.children ?? []).every((child) => fits(child, 0, bottom));
  });

function fits(node: Laid, from: number, bottom: number): boolean {
  const top = from + (node.box?.top ?? 0);
  const shown = (node.lines?.length ?? 0) > 0 || node.type === 'IMAGE';
  if (shown && top + (node.box?.height ?? 0) > bottom) return false;
  // What a frame clips on purpose, such as a part of a board, is shown whole on another page.
  return node.style?.overflow === 'hidden' || (node.children ?? []).every((child) => fits(child, top, bottom));
}

/**
 * Compares every line of the laid-out document with the text it was made from. A hyphen that the engine put at
 * a line's end is taken out again; a text that came out otherwise than it went in ends the print, because a report
 * that alters evidence must not leave the program. White space does not count: it is what lines are broken at.
 */
export function keepText(root: unknown): void {
  // A text that was split over pages goes on where one of its kind stopped.
  const open = new Map<string, Stop[]>();
  const visit = (node: Laid): void => {
    if (node.lines && node.children && !node.style?.maxLines) compare(node.lines, bare(textOf(node.children)));
    else for (const child of node.children ?? []) visit(child);
  };
  const compare = (lines: readonly Line[], source: string): void => {
    const stops = open.get(source) ?? [];
    for (const stop of [...stops, BEGINNING]) {
      const found = follow(lines, source, stop.at);
      if (!found) continue;
      for (const line of [...stop.hyphens, ...found.hyphens]) dropHyphen(line);
      const left = stops.filter((each) => each.of !== stop.of || stop === BEGINNING);
      if (found.at < source.length) left.push(...stopsAt(found, lines, source));
      open.set(source, left);
      return;
    }
    throw notWhole('altered', source);
  };
  visit(root as Laid);
  for (const [source, stops] of open) if (stops.length > 0) throw notWhole('lost a part of', source);
}

/** Where in its source a text stopped, and the lines whose hyphen is the engine's if it goes on there; one of several for one text. */
interface Stop {
  readonly at: number;
  readonly hyphens: readonly Line[];
  readonly of: object;
}
const BEGINNING: Stop = { at: 0, hyphens: [], of: {} };

/** A hyphen at the end of a page may be the text's or the engine's: how the text goes on tells. */
function stopsAt({ at }: Pick<Stop, 'at'>, lines: readonly Line[], source: string): Stop[] {
  const of = {};
  const last = lines.at(-1);
  const stops: Stop[] = [{ at, hyphens: [], of }];
  if (last && source[at - 1] === '-' && withoutHyphen(last)) stops.push({ at: at - 1, hyphens: [last], of });
  return stops;
}

const MOST_NAMED = 80;

/** Names the text by how it begins: white space apart, it is what the investigator typed. */
const notWhole = (what: 'altered' | 'lost a part of', source: string): Fault =>
  new Fault(
    'unsupported',
    `The report was not printed: the layout ${what} the text that begins “${[...source].slice(0, MOST_NAMED).join('')}” (shown without spaces). Shorten or change it, or leave its item out.`,
  );

/**
 * Where in `source` the lines end that begin at `from`, and those whose hyphen the engine put there; null when they are not
 * what stands there. A hyphen that ends a line is the text's where it can be, unless the next line begins with it.
 */
function follow(lines: readonly Line[], source: string, from: number): Omit<Stop, 'of'> | null {
  const tried = new Set<string>();
  /** How each line so far was taken, and how else it can be. */
  const way: { readonly taken: End; readonly others: readonly End[] }[] = [];
  for (;;) {
    const line = lines[way.length];
    const at = way.at(-1)?.taken.at ?? from;
    if (!line) return { at, hyphens: lines.filter((_, each) => way[each]?.taken.dropped) };
    const key = `${way.length} ${at}`;
    let [taken, ...others] = tried.has(key) ? [] : endsOf(line, source, at);
    tried.add(key);
    // Back to the last line whose hyphen may be the engine's.
    while (!taken) {
      const last = way.pop();
      if (!last) return null;
      [taken, ...others] = last.others;
    }
    way.push({ taken, others });
  }
}

interface End {
  readonly at: number;
  /** The hyphen that ends the line is the engine's. */
  readonly dropped: boolean;
}

function endsOf(line: Line, source: string, at: number): End[] {
  const text = bare(line.string);
  const without = bare(withoutHyphen(line)?.text ?? text);
  const reordered = isReordered(line);
  return [
    ...(continues(source, at, text, reordered) ? [{ at: at + text.length, dropped: false }] : []),
    ...(without !== text && continues(source, at, without, reordered)
      ? [{ at: at + without.length, dropped: true }]
      : []),
  ];
}

/** The line without the hyphen that may end it, and where that stands: at the left of a last word that runs from right to left. */
function withoutHyphen({
  string,
  runs,
}: Line): { readonly text: string; readonly at: number; readonly run: number } | null {
  const level = (run: number) => runs[run]?.attributes?.bidiLevel ?? 0;
  let last = runs.length - 1;
  while (last > 0 && level(last) > 0 && level(last - 1) > 0) last--;
  const { start = 0, end = string.length } = runs[last] ?? {};
  const at = level(last) % 2 === 1 ? start : end - 1;
  return string[at] === '-' ? { text: string.slice(0, at) + string.slice(at + 1), at, run: last } : null;
}

function dropHyphen(line: Line): void {
  const found = withoutHyphen(line);
  if (!found) return;
  const { text, at, run: number } = found;
  line.string = text;
  for (const [index, run] of line.runs.entries()) {
    if (index === number) {
      const glyph = at === run.start && (run.attributes?.bidiLevel ?? 0) % 2 === 1 ? 0 : -1;
      run.glyphs?.splice(glyph, 1);
      const [gone] = run.positions?.splice(glyph, 1) ?? [];
      if (run.xAdvance !== undefined) run.xAdvance -= gone?.xAdvance ?? 0;
    }
    if (run.start > at) run.start--;
    if (run.end > at) run.end--;
  }
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/;

/** Numbers behind right-to-left script run backwards among themselves, also on a line without a letter of it. */
const isReordered = ({ string, runs }: Line): boolean =>
  RIGHT_TO_LEFT.test(string) || runs.some(({ attributes }) => (attributes?.bidiLevel ?? 0) > 0);

/** Whether a line is what comes next. One with right-to-left script is held as it looks, so its characters are compared without their order. */
function continues(source: string, at: number, line: string, reordered = RIGHT_TO_LEFT.test(line)): boolean {
  if (source.startsWith(line, at)) return true;
  return reordered && unordered(source.slice(at, at + line.length)) === unordered(line);
}

// Brackets and their like are mirrored on the way.
const unordered = (text: string): string => [...text.replace(/\p{Bidi_M}/gu, '(')].sort().join('');

const textOf = (children: readonly Laid[]): string =>
  children.map((child) => child.value ?? textOf(child.children ?? [])).join('');

// Decomposed, because the engine takes Indic scripts apart before it shapes them.
const bare = (text: string): string => text.replace(/\s+/g, '').normalize('NFD');
