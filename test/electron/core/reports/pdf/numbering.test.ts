import { describe, expect, it } from 'vitest';
import { numberPages, PAGE_GAP, PAGE_LINE, pagesOf } from '../../../../../electron/core/reports/pdf/numbering.ts';

const glyph = (codePoint: number) => ({ id: codePoint, codePoints: [codePoint], advanceWidth: 500 });
const font = { unitsPerEm: 1000, glyphForCodePoint: glyph };
function line(...pieces: (readonly [text: string, link?: string])[]) {
  let at = 0;
  const runs = pieces.map(([text, link]) => {
    const start = at;
    at += text.length;
    const glyphs = [...text].map((sign) => glyph(sign.codePointAt(0) ?? 0));
    const positions = glyphs.map(() => ({ xAdvance: 5, yAdvance: 0, xOffset: 0, yOffset: 0 }));
    const attributes = { font: [font], fontSize: 10, ...(link && { link }) };
    return { start, end: at, glyphs, positions, xAdvance: 5 * text.length, attributes };
  });
  return { string: pieces.map(([text]) => text).join(''), runs, xAdvance: 5 * at, box: { x: 0 } };
}
type Made = ReturnType<typeof line>;
const text = (made: Made, props = {}, style = {}) => ({
  ...{ props, style, lines: [made] },
  children: [{ value: made.string }],
});
const linesOf = (root: { children: readonly unknown[] }): Made[] => {
  const found: Made[] = [];
  const visit = (node: { lines?: Made[]; children?: unknown[] }): void => {
    found.push(...(node.lines ?? []));
    for (const child of node.children ?? []) visit(child as never);
  };
  for (const page of root.children) visit(page as never);
  return found;
};
const drawn = ({ runs }: Made): string =>
  runs.map(({ glyphs }) => String.fromCodePoint(...glyphs.flatMap(({ codePoints }) => codePoints))).join('');

describe('numbers of pages', () => {
  const anchor = (id: string) => ({ props: { id }, children: [] });
  const pages = (count: number, last: object) =>
    Array.from({ length: count }, (_, at) => ({ children: at === count - 1 ? [last] : ([] as object[]) }));

  it('are written where a gap was left, and what stands behind them moves up', () => {
    const within = line(['see ', undefined], [`E-0007, page ${PAGE_GAP},`, '#exhibit-E-0007'], [' twice', undefined]);
    const root = { children: [{ children: [text(within)] }, ...pages(6, anchor('exhibit-E-0007'))] };
    numberPages(root, pagesOf(root));
    const [made] = linesOf(root);
    expect(made?.string).toBe('see E-0007, page 7, twice');
    expect(made && drawn(made)).toBe(made?.string);
    expect(made?.runs.map(({ start, end }) => made.string.slice(start, end))).toEqual([
      'see ',
      'E-0007, page 7,',
      ' twice',
    ]);
    expect(made?.xAdvance).toBe(5 * 25);
  });

  it('keep to the right or to the middle where they stand so', () => {
    const [right, middle] = [line([PAGE_GAP]), line([PAGE_LINE])];
    const root = {
      children: [
        {
          children: [
            text(right, { pageOf: 'a' }, { textAlign: 'right' }),
            text(middle, { pageLine: true }, { textAlign: 'center' }),
          ],
        },
        ...pages(11, anchor('a')),
      ],
    };
    numberPages(root, pagesOf(root));
    const [first, second] = linesOf(root);
    expect([first?.string, first?.box.x]).toEqual(['12', 5]);
    expect([second?.string, second?.box.x]).toEqual(['Page 1 of 12', 7.5]);
  });

  it('stop a print in which one leads nowhere', () => {
    const root = { children: [{ children: [text(line([PAGE_GAP]), { pageOf: 'gone' })] }] };
    expect(() => numberPages(root, pagesOf(root))).toThrow('nowhere');
  });
});
