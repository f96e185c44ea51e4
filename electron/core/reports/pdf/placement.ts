/** What of a laid-out node concerns its place; `top` counts from the parent, in points. */
interface Laid {
  readonly type: string;
  readonly box?: { readonly top: number; readonly height: number };
  readonly style?: { readonly overflow?: string };
  readonly lines?: readonly unknown[] | null;
  readonly children?: readonly Laid[];
}

/** Rounding of the layout engine. */
const SLACK = 2;

/**
 * Whether every text and picture stands wholly on the page it was put on. The engine lets one hang over the edge, with
 * no more than a word to the console, when it finds no place to break; that part would be missing from the paper.
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
