/** A node of a laid-out document. */
interface Laid {
  readonly value?: string;
  readonly props?: { readonly id?: string };
  readonly children?: readonly Laid[];
}

/**
 * The last look at a document before it is written: each page bears its classification in head and foot and its number,
 * and the contents name the pages on which the sections came to stand. @throws Error naming what is wrong, without case data
 */
export function inspect(
  root: { readonly children: readonly unknown[] },
  label: string,
  contents: ReadonlyMap<string, number>,
): void {
  const pages = root.children as readonly Laid[];
  const standsOn = new Map<string, number>();
  for (const [at, page] of pages.entries()) {
    const texts: string[] = [];
    const visit = (node: Laid): void => {
      const id = node.props?.id;
      if (id !== undefined && !standsOn.has(id)) standsOn.set(id, at + 1);
      if (node.value !== undefined) texts.push(node.value);
      for (const child of node.children ?? []) visit(child);
    };
    visit(page);
    if (texts.filter((text) => text === label).length < 2) throw new Error('a page lacks its classification');
    if (!texts.includes(`Page ${at + 1} of ${pages.length}`)) throw new Error('a page lacks its number');
  }
  for (const [anchor, number] of contents)
    if (standsOn.get(anchor) !== number) throw new Error('the contents name a wrong page');
}
