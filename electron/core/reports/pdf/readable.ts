/** What of a laid-out node and of pdfkit's document is touched here. */
interface Laid {
  readonly children?: readonly Laid[];
  readonly box?: { readonly top: number; readonly left: number; readonly width: number };
  readonly props?: { bookmark?: { top?: number; left?: number } | null };
  readonly lines?: readonly { readonly string: string; readonly runs: readonly Run[] }[] | null;
}
interface Run {
  readonly start: number;
  readonly end: number;
  readonly attributes: { font?: readonly object[] };
}
interface PdfDocument {
  font(source: unknown, ...rest: unknown[]): unknown;
  addContent(operators: string): unknown;
  addNamedDestination(name: string, ...rest: unknown[]): unknown;
  readonly _ctm: readonly [number, number, number, number, number, number];
  readonly page: { readonly height: number };
}

/** Scripts and emoji whose glyphs stand in another order, or in another number, than their characters. */
const RESHAPED = /[\p{Script=Devanagari}\p{Script=Thai}\p{Emoji_Presentation}]|\ufe0f|\u200d/u;
const RIGHT_TO_LEFT = /[\u0590-\u08ff]/;

/**
 * Gives such runs an /ActualText (ISO 32000-2, 14.9.4), so that what is copied, searched or extracted is what was
 * written. Call after the layout and before the document is written.
 */
export function keepReadable(root: unknown, document: unknown): void {
  const target = document as PdfDocument;
  const texts = new Map<object, { readonly text: string; readonly font: object }>();
  const visit = (node: Laid): void => {
    for (const { string, runs } of node.lines ?? []) {
      if (!RESHAPED.test(string) || RIGHT_TO_LEFT.test(string)) continue;
      for (const run of runs) {
        const text = string.slice(run.start, run.end);
        const font = run.attributes.font?.[0];
        if (!font || !RESHAPED.test(text)) continue;
        // Stands in for the font of this one run, so that it is recognised when the run is drawn.
        const token = Object.create(font) as object;
        texts.set(token, { text, font });
        run.attributes.font = [token];
      }
    }
    for (const child of node.children ?? []) visit(child);
  };
  visit(root as Laid);

  let pending: string | null = null;
  const { font, addContent } = target;
  target.font = (source, ...rest) => {
    const known = texts.get(source as object);
    pending = known?.text ?? null;
    return font.call(target, known?.font ?? source, ...rest);
  };
  target.addContent = (operators) => {
    if (pending === null || (operators !== 'BT' && operators !== 'ET')) return addContent.call(target, operators);
    if (operators === 'BT') addContent.call(target, `/Span <</ActualText <${utf16(pending)}>>> BDC`);
    const result = addContent.call(target, operators);
    if (operators === 'ET') {
      addContent.call(target, 'EMC');
      pending = null;
    }
    return result;
  };
}

const utf16 = (text: string): string =>
  `feff${Array.from({ length: text.length }, (_, at) => text.charCodeAt(at).toString(16).padStart(4, '0')).join('')}`;

/**
 * Makes links and bookmarks lead to the entry itself. The engine gives both the place of a node within its parent, and
 * pdfkit counts the left edge of a bookmark from the right. Call after the layout and before the document is written.
 */
export function placeTargets(root: { readonly children: readonly unknown[] }, document: unknown): void {
  for (const page of root.children as readonly Laid[]) {
    const width = page.box?.width ?? 0;
    const visit = (node: Laid, above: number): void => {
      const top = above + (node.box?.top ?? 0);
      if (node.props?.bookmark) Object.assign(node.props.bookmark, { top, left: width });
      for (const child of node.children ?? []) visit(child, top);
    };
    for (const child of page.children ?? []) visit(child, 0);
  }
  const target = document as PdfDocument;
  const { addNamedDestination } = target;
  target.addNamedDestination = (name, kind, x, y, zoom) => {
    const [a, b, c, d, e, f] = target._ctm;
    const [left, top] = [Number(x), Number(y)];
    const onPage = [a * left + c * top + e, target.page.height - (b * left + d * top + f)];
    return addNamedDestination.call(target, name, kind, ...onPage, zoom);
  };
}
