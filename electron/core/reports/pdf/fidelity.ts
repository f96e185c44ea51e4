/** What of a laid-out node concerns its text. */
interface Laid {
  readonly type: string;
  readonly value?: string;
  readonly style?: { readonly maxLines?: number };
  readonly children?: readonly Laid[];
  readonly lines?: readonly Line[] | null;
}
interface Line {
  string: string;
  readonly runs: { glyphs?: unknown[]; positions?: unknown[] }[];
}

/**
 * Compares every line of the laid-out document with the text it was made from. A hyphen that the engine put at
 * a line's end is taken out again; a text that came out otherwise than it went in ends the print, because a report
 * that alters evidence must not leave the program. White space does not count: it is what lines are broken at.
 */
export function keepText(root: unknown): void {
  // A text that was split over pages keeps the list it was made from, and goes on where it stopped.
  const reached = new Map<unknown, number>();
  const sources = new Map<unknown, string>();
  const visit = (node: Laid): void => {
    if (node.lines && node.children && !node.style?.maxLines) compare(node.lines, node.children);
    else for (const child of node.children ?? []) visit(child);
  };
  const compare = (lines: readonly Line[], children: readonly Laid[]): void => {
    let source = sources.get(children);
    if (source === undefined) sources.set(children, (source = bare(textOf(children))));
    let at = reached.get(children) ?? 0;
    for (const line of lines) {
      let text = bare(line.string);
      if (!continues(source, at, text) && text.endsWith('-') && continues(source, at, text.slice(0, -1))) {
        dropLastGlyph(line);
        text = text.slice(0, -1);
      }
      if (!continues(source, at, text)) throw new Error('the layout altered a text');
      at += text.length;
    }
    reached.set(children, at);
  };
  visit(root as Laid);
  for (const [children, source] of sources)
    if (reached.get(children) !== source.length) throw new Error('the layout lost a part of a text');
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/;

/** Whether a line is what comes next. One with right-to-left script is held as it looks, so its characters are compared without their order. */
function continues(source: string, at: number, line: string): boolean {
  if (source.startsWith(line, at)) return true;
  return RIGHT_TO_LEFT.test(line) && unordered(source.slice(at, at + line.length)) === unordered(line);
}

// Brackets are mirrored on the way.
const unordered = (text: string): string => [...text.replace(/[()[\]{}<>«»]/g, '(')].sort().join('');

const textOf = (children: readonly Laid[]): string =>
  children.map((child) => child.value ?? textOf(child.children ?? [])).join('');

// Decomposed, because the engine takes Indic scripts apart before it shapes them.
const bare = (text: string): string => text.replace(/\s+/g, '').normalize('NFD');

function dropLastGlyph(line: Line): void {
  const run = line.runs.findLast(({ glyphs }) => glyphs && glyphs.length > 0);
  run?.glyphs?.pop();
  run?.positions?.pop();
  line.string = line.string.replace(/-$/, '');
}
