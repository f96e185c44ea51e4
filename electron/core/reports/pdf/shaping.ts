import { Blob, Buffer as Characters, Direction, Face, Feature, Font, shape as shapeBuffer } from 'harfbuzzjs';

/** The part of a fontkit font that is used here. Lengths are in font units, of which `unitsPerEm` make the font size. */
export interface FontFile {
  /** As the layout engine is told, which takes the characters of Indic scripts apart unless it is `STANDARD`. */
  type: string;
  readonly unitsPerEm: number;
  readonly ascent: number;
  readonly stream: { readonly buffer: Uint8Array };
  /** What the layout engine asks before it takes another font; once prepared, the answer is always yes: see `has`. */
  hasGlyphForCodePoint(codePoint: number): boolean;
  /** Whether the font has the character. */
  has(codePoint: number): boolean;
  glyphForCodePoint(codePoint: number): Glyph;
  /** @param codePoints the characters that it stands for */
  getGlyph(id: number, codePoints?: readonly number[]): Glyph;
  layout(text: string, features?: Features, ...rest: unknown[]): GlyphRun;
}
export interface Glyph {
  readonly id: number;
  readonly codePoints: readonly number[];
  readonly advanceWidth: number;
}
export interface GlyphRun {
  readonly glyphs: readonly Glyph[];
  readonly positions: readonly Position[];
}
interface Position {
  readonly xAdvance: number;
  readonly yAdvance: number;
  readonly xOffset: number;
  readonly yOffset: number;
}
export type Features = Readonly<Record<string, boolean>>;

/** Characters that are drawn as one, and the glyphs that draw them from left to right. */
export interface Cluster {
  readonly text: string;
  readonly glyphs: readonly (Position & { readonly id: number })[];
}

/** Scripts whose characters stand one after the other, each as one glyph, unless a mark joins them. */
const PLAIN =
  /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Armenian}\p{Script=Georgian}\p{Script=Ethiopic}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\p{Script=Hangul}\p{Script=Common}]*$/u;
const JOINING = /[\p{M}\p{Emoji_Presentation}\p{RI}\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff\u200c\u200d]/u;

/** Whether the glyphs of a text may stand in another order, number or place than its characters. */
export const isComplex = (text: string): boolean => !PLAIN.test(text) || JOINING.test(text);

/** Scripts that HarfBuzz shapes by rules of their own; it takes one at a time. */
const SCRIPTS = [
  ...['Arabic', 'Hebrew', 'Devanagari', 'Bengali', 'Gurmukhi', 'Gujarati', 'Tamil', 'Telugu', 'Kannada', 'Malayalam'],
  ...['Sinhala', 'Thai', 'Lao', 'Khmer', 'Myanmar', 'Tibetan', 'Hangul', 'Latin', 'Greek', 'Cyrillic', 'Han'],
].map((name) => new RegExp(`\\p{Script=${name}}`, 'u'));
const SHARED = /[\p{Script=Common}\p{Script=Inherited}]/u;

/** Stretches of one script; what all scripts share stays with what stands before it. */
function byScript(text: string): string[] {
  const pieces: string[] = [];
  let script: RegExp | undefined;
  for (const character of text) {
    const own = SHARED.test(character) ? undefined : SCRIPTS.find((each) => each.test(character));
    if (pieces.length === 0 || (own && script && own !== script)) pieces.push(character);
    else pieces[pieces.length - 1] += character;
    script = own ?? script;
  }
  return pieces;
}

/** Their letters are copied one by one, so no ligature may stand for two. */
const EUROPEAN = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u;

export const codePointsOf = (text: string): number[] =>
  [...text].map((character) => character.codePointAt(0) as number);

const fonts = new WeakMap<FontFile, Font>();
let buffer: Characters | null = null;

function fontOf(file: FontFile): Font {
  const known = fonts.get(file);
  if (known) return known;
  const font = new Font(new Face(new Blob(file.stream.buffer)));
  fonts.set(file, font);
  return font;
}

/**
 * Shapes a text of one direction with HarfBuzz, which composes, joins, reorders and stacks as the script asks.
 * @param rightToLeft left out, the script decides @returns clusters in the order in which they are read
 */
export function shape(file: FontFile, text: string, features: Features = {}, rightToLeft?: boolean): Cluster[] {
  return byScript(text).flatMap((piece) => {
    const wanted = Object.entries(features)
      .filter(([tag]) => tag === 'ccmp' || EUROPEAN.test(piece))
      .map(([tag, on]) => new Feature(tag, on ? 1 : 0));
    return shapePiece(fontOf(file), piece, wanted, rightToLeft);
  });
}

function shapePiece(font: Font, text: string, features: Feature[], rightToLeft: boolean | undefined): Cluster[] {
  buffer ??= new Characters();
  buffer.reset();
  buffer.addText(text);
  buffer.guessSegmentProperties();
  if (rightToLeft !== undefined) buffer.setDirection(rightToLeft ? Direction.RTL : Direction.LTR);
  shapeBuffer(font, buffer, features);
  const infos = buffer.getGlyphInfos();
  const positions = buffer.getGlyphPositions();
  const byStart = new Map<number, (Position & { id: number })[]>();
  for (const [at, { codepoint: id, cluster }] of infos.entries()) {
    const glyphs = byStart.get(cluster) ?? [];
    glyphs.push({ id, ...(positions[at] as Position) });
    byStart.set(cluster, glyphs);
  }
  const starts = [...byStart.keys()].sort((a, b) => a - b);
  return starts.map((start, at) => ({
    // The first cluster may begin behind characters that draw nothing.
    text: text.slice(at === 0 ? 0 : start, starts[at + 1] ?? text.length),
    glyphs: byStart.get(start) ?? [],
  }));
}

/** Letters of which each is one glyph, and only its neighbour may move it: what is between any two of them is asked once. */
const PAIRED = /^[\x20-\x7e\xa0-\xac\xae-\u017f]+$/;
const LATIN_LETTER = /\p{Script=Latin}/u;
type Lay = FontFile['layout'];

/**
 * Lays out texts of the letters above by their pairs, glyph by glyph as the font's own layout does.
 * @returns null where a pair is no two glyphs of their own, or one is not on the line
 */
function layoutByPairs(file: FontFile, layout: Lay) {
  const known = new Map<string, Map<string, { readonly glyph: Glyph; readonly position: Position } | null>>();
  return (text: string, features: Features): GlyphRun | null => {
    // The font's rules hang on the script, which is that of the whole text; without a letter it has none.
    const script = LATIN_LETTER.test(text) ? 'latn' : 'zyyy';
    const kind = `${script} ${Object.entries(features)}`;
    const pairs = known.get(kind) ?? new Map();
    known.set(kind, pairs);
    const glyphs: Glyph[] = [];
    const positions: Position[] = [];
    for (let at = 0; at < text.length; at++) {
      const pair = text.slice(at, at + 2);
      let first = pairs.get(pair);
      if (first === undefined) {
        const run = layout.call(file, pair, { ...features }, script, undefined, 'ltr');
        const [glyph, position] = [run.glyphs[0], run.positions[0]];
        const plain = run.glyphs.length === pair.length && position && !position.xOffset && !position.yOffset;
        first = plain && glyph ? { glyph, position } : null;
        pairs.set(pair, first);
      }
      if (first === null) return null;
      glyphs.push(first.glyph);
      positions.push(first.position);
    }
    return { glyphs, positions };
  };
}

/** A line end draws nothing; a font without one would draw its box for missing characters. */
export const LINE_END: Glyph = { id: 0, codePoints: [10], advanceWidth: 0 };

const joined = (before: GlyphRun, after: GlyphRun): GlyphRun => ({
  glyphs: [...before.glyphs, LINE_END, ...after.glyphs],
  positions: [...before.positions, { xAdvance: 0, yAdvance: 0, xOffset: 0, yOffset: 0 }, ...after.positions],
});

/**
 * Makes a font measure complex text by its clusters, one glyph for each as wide as the whole of it. The layout engine
 * breaks lines with that; `placeGlyphs` then puts the real glyphs of each line in their place, and the font as it is.
 */
export function measureByClusters(file: FontFile): void {
  // The font's own methods, whatever was put over them before: the library keeps its fonts longer than this module may live.
  const { layout, hasGlyphForCodePoint, getGlyph }: FontFile = Object.getPrototypeOf(file);
  file.type = 'STANDARD';
  // Fonts are chosen before the layout; the engine would put joiners and line ends into a font that is not embedded.
  file.has = (codePoint) => hasGlyphForCodePoint.call(file, codePoint);
  file.hasGlyphForCodePoint = () => true;
  // A font keeps each glyph with the characters that it was first asked for. The engine counts by them: a letter that an earlier
  // text had made of two, or that was asked for by its number alone, would be cut off where it stands next.
  file.getGlyph = (id, codePoints = []) => {
    const glyph = getGlyph.call(file, id, codePoints);
    const same =
      glyph.codePoints.length === codePoints.length && glyph.codePoints.every((each, at) => each === codePoints[at]);
    return same ? glyph : Object.create(glyph, { codePoints: { value: codePoints } });
  };
  // Asked for each line of each text, where the font has it behind two others.
  Object.defineProperty(file, 'unitsPerEm', { value: file.unitsPerEm });
  const byPairs = layoutByPairs(file, layout);
  file.layout = (text, features, ...rest) => {
    const end = text.indexOf('\n');
    if (end >= 0) return joined(file.layout(text.slice(0, end), features), file.layout(text.slice(end + 1), features));
    // Of its own: the library writes every feature of the font into what it is given, fractions among them.
    const paired = PAIRED.test(text) ? byPairs(text, features ?? {}) : null;
    if (paired) return paired;
    if (!isComplex(text)) return layout.call(file, text, { ...features }, ...rest);
    const clusters = shape(file, text, features);
    return {
      glyphs: clusters.map(({ text: piece, glyphs: [first] }) => ({
        id: first?.id ?? 0,
        codePoints: codePointsOf(piece),
        advanceWidth: file.getGlyph(first?.id ?? 0).advanceWidth,
      })),
      positions: clusters.map(({ glyphs }) => ({
        xAdvance: glyphs.reduce((sum, { xAdvance }) => sum + xAdvance, 0),
        yAdvance: 0,
        xOffset: 0,
        yOffset: 0,
      })),
    };
  };
}
