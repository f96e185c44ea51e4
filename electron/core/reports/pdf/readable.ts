import bidiFactory from 'bidi-js';
import { fontFile } from './fonts.ts';
import { codePointsOf, type Features, type FontFile, type Glyph, isComplex, LINE_END, shape } from './shaping.ts';

/** What of a laid-out node and of pdfkit's document is touched here. */
interface Laid {
  readonly children?: readonly Laid[];
  readonly box?: { readonly top: number; readonly left: number; readonly width: number };
  readonly props?: { bookmark?: { top?: number; left?: number } | null };
  readonly lines?: readonly { readonly string: string; readonly runs: readonly Run[]; ascent?: number }[] | null;
}
interface Run {
  readonly start: number;
  readonly end: number;
  readonly attributes: {
    font?: readonly FontFile[];
    readonly fontSize: number;
    readonly features?: Features;
    readonly bidiLevel?: number;
  };
  glyphs?: readonly DrawnGlyph[] | undefined;
  positions?: readonly Position[] | undefined;
  xAdvance?: number;
}
interface Position {
  readonly xAdvance: number;
  readonly yAdvance: number;
  readonly xOffset: number;
  readonly yOffset: number;
}
/** A glyph of a run that HarfBuzz shaped tells by `span` which text it draws together with its neighbours of the same span. */
interface DrawnGlyph extends Glyph {
  readonly span?: { readonly text: string };
}

/** Knows which characters a right-to-left run shows mirrored; the engine has put the mirrored ones in the text. */
const bidi = bidiFactory();

/**
 * Puts the glyphs of complex scripts in their final place, line by line: the layout engine and its shaper lose offsets,
 * and with them dots, vowel signs and tone marks. Call after the layout and before the document is written.
 */
export function placeGlyphs(root: unknown): void {
  const done = new WeakSet<Run>();
  const base = fontFile('Sans');
  const ascent = base.ascent / base.unitsPerEm;
  const visit = (node: Laid): void => {
    for (const line of node.lines ?? []) {
      const { string, runs } = line;
      const size = Math.max(...runs.map(({ attributes }) => attributes.fontSize));
      // A line of a taller font would hang lower than its neighbours, and into the line below.
      if (line.ascent !== undefined) line.ascent = Math.min(line.ascent, size * ascent);
      for (const run of runs) {
        if (!done.has(run)) place(run, string.slice(run.start, run.end).replaceAll('\n', ''));
        done.add(run);
        const file = run.attributes.font?.[0];
        if (file) run.attributes.font = [embeddable(file)];
      }
    }
    for (const child of node.children ?? []) visit(child);
  };
  visit(root as Laid);
}

const embedded = new WeakMap<FontFile, FontFile>();

/** The font as what it is, a file to embed; the same object for the same font. */
function embeddable(file: FontFile): FontFile {
  if (file.type !== 'STANDARD' || !('stream' in file)) return file;
  const known: FontFile = embedded.get(file) ?? Object.create(file, { type: { value: 'TTF' } });
  embedded.set(file, known);
  return known;
}

/** @param shown the run's text in the order in which it is seen */
function place(run: Run, shown: string): void {
  const { font, fontSize, features = {}, bidiLevel = 0 } = run.attributes;
  const file = font?.[0];
  run.positions = run.positions?.filter((_, at) => run.glyphs?.[at] !== LINE_END);
  run.glyphs = run.glyphs?.filter((glyph) => glyph !== LINE_END);
  const rightToLeft = bidiLevel % 2 === 1;
  if (!file || shown === '' || !(rightToLeft || isComplex(shown))) return;
  const text = rightToLeft
    ? [...shown]
        .reverse()
        .map((character) => bidi.getMirroredCharacter(character) ?? character)
        .join('')
    : shown;
  const clusters = shape(file, text, features, rightToLeft);
  const whole = { text };
  const drawn = (rightToLeft ? clusters.toReversed() : clusters).flatMap((cluster) => {
    const ids = cluster.glyphs.map(({ id }) => id);
    const codePoints = perGlyph(file, cluster.text, ids);
    const widest = Math.max(...cluster.glyphs.map(({ xAdvance }) => xAdvance));
    const base = cluster.glyphs.findIndex(({ xAdvance }) => xAdvance === widest);
    // Readers put right-to-left text into order by themselves, from the places of its characters: each cluster is told
    // at its base, in the order in which it would be seen, and its marks say nothing.
    const own = { text: [...cluster.text].reverse().join('') };
    return cluster.glyphs.map((position, at) => ({
      position,
      glyph: {
        id: position.id,
        codePoints: codePoints[at] ?? NOTHING,
        advanceWidth: file.getGlyph(position.id).advanceWidth,
        span: rightToLeft ? (at === base ? own : SILENT) : whole,
      },
    }));
  });
  const scale = fontSize / file.unitsPerEm;
  run.glyphs = drawn.map(({ glyph }) => glyph);
  run.positions = drawn.map(({ position: { xAdvance, yAdvance, xOffset, yOffset } }) => ({
    xAdvance: xAdvance * scale,
    yAdvance: yAdvance * scale,
    xOffset: xOffset * scale,
    yOffset: yOffset * scale,
  }));
  run.xAdvance = run.positions.reduce((sum, { xAdvance }) => sum + xAdvance, 0);
}

const SILENT = { text: '' };
/** Readers that know no /ActualText leave it out, where an entry without text would give them a control character. */
const NOTHING = [0x200b];

/** What each glyph of a cluster says to a reader that knows no /ActualText: its own character, the first of the others the rest. */
function perGlyph(file: FontFile, text: string, ids: readonly number[]): readonly (readonly number[])[] {
  const left = codePointsOf(text);
  const own = ids.map((id) => {
    const at = left.findIndex((codePoint) => file.glyphForCodePoint(codePoint).id === id);
    return at < 0 ? null : left.splice(at, 1);
  });
  const other = Math.max(0, own.indexOf(null));
  return own
    .map((codePoints, at) => {
      if (at === other) return [...(codePoints ?? []), ...left];
      return codePoints ?? NOTHING;
    })
    .map((codePoints) => (codePoints.length === 0 ? NOTHING : codePoints));
}

/** pdfkit's document with the fonts that it embeds. */
interface PdfDocument {
  _font: {
    readonly id: string;
    readonly font: { readonly unitsPerEm: number };
    readonly subset: { includeGlyph(id: number): number };
    readonly widths: (number | undefined)[];
    readonly unicode: (readonly number[] | undefined)[];
    ref(): unknown;
  };
  _fontSize: number;
  readonly _ctm: readonly [number, number, number, number, number, number];
  readonly page: { readonly height: number; readonly fonts: Record<string, unknown> };
  font(source: unknown, ...rest: unknown[]): unknown;
  glyphs?(glyphs: readonly DrawnGlyph[], positions: readonly Position[], x: number, y: number): void;
  save(): unknown;
  restore(): unknown;
  transform(...matrix: number[]): unknown;
  addContent(operators: string): unknown;
  addNamedDestination(name: string, ...rest: unknown[]): unknown;
}

const points = (value: number): number => Math.round(value * 1e4) / 1e4;

/**
 * Draws glyphs where their positions put them, and gives complex runs an /ActualText (ISO 32000-2, 14.9.4), so that
 * what is copied, searched or extracted is what was written. Stands in for the library's way, which takes offsets for
 * thousandths of the font size after it has scaled them.
 */
export function drawByPosition(document: unknown): void {
  const target = document as PdfDocument;
  target.glyphs = (glyphs, positions, left, top) => {
    const { _font: font, _fontSize: size, page } = target;
    page.fonts[font.id] ??= font.ref();
    const codes = glyphs.map((glyph) => encode(font, glyph));
    const operators = ['BT', `/${font.id} ${points(size)} Tf`];
    const base = page.height - top;
    let x = left;
    let pending = '';
    let span: DrawnGlyph['span'];
    let moved = true;
    const flush = () => {
      if (pending !== '') operators.push(`[${pending.replaceAll('><', '')}] TJ`);
      pending = '';
    };
    const turn = (next: DrawnGlyph['span']) => {
      if (next === span) return;
      flush();
      if (span) operators.push('EMC');
      if (next) operators.push(`/Span <</ActualText <${utf16(next.text)}>>> BDC`);
      span = next;
    };
    for (const [at, glyph] of glyphs.entries()) {
      const { xAdvance, xOffset, yOffset } = positions[at] as Position;
      turn(glyph.span);
      const placed = glyph.span !== undefined;
      if (placed || moved) {
        flush();
        operators.push(`1 0 0 1 ${points(x + (placed ? xOffset : 0))} ${points(base + (placed ? yOffset : 0))} Tm`);
      }
      const apart = points(glyph.advanceWidth * (1000 / font.font.unitsPerEm) - (xAdvance * 1000) / size);
      pending += `<${codes[at]}>${placed || apart === 0 ? '' : ` ${apart} `}`;
      moved = placed;
      x += xAdvance;
    }
    turn(undefined);
    flush();
    operators.push('ET');
    target.save();
    target.transform(1, 0, 0, -1, 0, page.height);
    target.addContent(operators.join('\n'));
    target.restore();
  };
}

/** pdfkit opens a font anew for each stretch of text, to find by all of its names that it has it already: here it is the same object. */
export function openFontsOnce(document: unknown): void {
  const target = document as PdfDocument;
  const { font } = target;
  const open = new Map<unknown, PdfDocument['_font']>();
  target.font = (source, ...rest) => {
    const known = rest.length === 0 || typeof rest[0] === 'number' ? open.get(source) : undefined;
    if (!known) font.call(target, source, ...rest);
    else {
      target._font = known;
      if (typeof rest[0] === 'number') target._fontSize = rest[0];
    }
    open.set(source, target._font);
    return target;
  };
}

/**
 * @returns the glyph's code in the embedded font: four hexadecimal digits. What the code stands for is said once for the whole
 * file: by a glyph that has no /ActualText to say it, where there is one
 */
function encode(font: PdfDocument['_font'], { id, advanceWidth, codePoints, span }: DrawnGlyph): string {
  const code = font.subset.includeGlyph(id);
  font.widths[code] ??= (advanceWidth * 1000) / font.font.unitsPerEm;
  if (!span || !font.unicode[code]) font.unicode[code] = codePoints;
  return code.toString(16).padStart(4, '0');
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
