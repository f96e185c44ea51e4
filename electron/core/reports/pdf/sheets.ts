import layOut from '@react-pdf/layout';
import type write from '@react-pdf/render';
import { Font } from '@react-pdf/renderer';

export type Layout = Parameters<typeof write>[1];

/** What of a laid-out node is looked at here. */
interface Laid {
  style?: object;
  box?: Box;
  readonly lines?: readonly { readonly runs: readonly Run[] }[] | null;
  readonly children?: readonly Laid[] | null;
}
interface Run {
  readonly attributes: { readonly font?: readonly object[] };
  positions?: Position[];
  /** How characters and glyphs answer to one another: of use to whoever breaks lines alone. */
  stringIndices?: unknown;
  glyphIndices?: unknown;
}
type Edge = `${'margin' | 'padding'}${Side}` | `border${Side}Width`;
type Side = 'Top' | 'Right' | 'Bottom' | 'Left';
type Box = Readonly<Record<'top' | 'right' | 'bottom' | 'left' | 'width' | 'height' | Edge, number>>;
interface Position {
  readonly xAdvance: number;
  readonly yAdvance: number;
  readonly xOffset: number;
  readonly yOffset: number;
}

/**
 * Lays a document out sheet by sheet, and keeps of each what is needed to draw it: the engine holds everything that it works
 * with, of all it is given, until it is done with the last page.
 * @param document as the library's reconciler made it; its sheets are taken from it
 */
export async function laidBySheets(document: { children: unknown[] }): Promise<Layout> {
  // Typed for one parameter, called by the library itself with two.
  const lay = layOut as unknown as (document: unknown, fonts: typeof Font) => Promise<Layout>;
  const sheets = document.children.splice(0).reverse();
  const pages: unknown[] = [];
  let root: object = {};
  for (let sheet = sheets.pop(); sheet !== undefined; sheet = sheets.pop()) {
    const { children, ...rest } = await lay({ ...document, children: [sheet] }, Font);
    const compact = compactor();
    for (const page of children) compact(page as Laid);
    pages.push(...children);
    root = rest;
  }
  return { ...root, children: pages } as Layout;
}

/**
 * Equal places of glyphs become one object, and equal styles: there are some thousands of glyphs on a page, and some dozen widths;
 * some hundred cells, and a style or two.
 */
function compactor(): (node: Laid) => void {
  const styles = new Map<string, object>();
  const sharedStyle = (style: object): object => {
    const key = JSON.stringify(style);
    const same = styles.get(key) ?? style;
    styles.set(key, same);
    return same;
  };
  const known = new Map<number, Position>();
  const shared = (position: Position): Position => {
    const { xAdvance, yAdvance, xOffset, yOffset } = position;
    if (yAdvance !== 0 || xOffset !== 0 || yOffset !== 0) return position;
    const same = known.get(xAdvance);
    if (same) return same;
    const made = { xAdvance, yAdvance, xOffset, yOffset };
    known.set(xAdvance, made);
    return made;
  };
  const visit = (node: Laid): void => {
    const { lines, children, style, box } = node;
    if (style) node.style = sharedStyle(style);
    if (box) node.box = boxOf(box);
    for (const { runs } of lines ?? [])
      for (const run of runs) {
        if (run.positions) run.positions = run.positions.map(shared);
        delete run.stringIndices;
        delete run.glyphIndices;
      }
    for (const child of children ?? []) visit(child);
  };
  return visit;
}

/** The same, in a fifth of the memory: as the engine puts one together it becomes a dictionary. */
const boxOf = (box: Box): Box => ({
  top: box.top,
  right: box.right,
  bottom: box.bottom,
  left: box.left,
  width: box.width,
  height: box.height,
  marginTop: box.marginTop,
  marginRight: box.marginRight,
  marginBottom: box.marginBottom,
  marginLeft: box.marginLeft,
  paddingTop: box.paddingTop,
  paddingRight: box.paddingRight,
  paddingBottom: box.paddingBottom,
  paddingLeft: box.paddingLeft,
  borderTopWidth: box.borderTopWidth,
  borderRightWidth: box.borderRightWidth,
  borderBottomWidth: box.borderBottomWidth,
  borderLeftWidth: box.borderLeftWidth,
});
