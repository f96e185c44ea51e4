import { createRequire } from 'node:module';
import { Font } from '@react-pdf/renderer';
import { openSync } from 'fontkit';
import { type FontFile, measureByClusters, shape } from './shaping.ts';

/** A stretch of text drawn with one font. */
export interface Run {
  readonly family: Family;
  readonly text: string;
  /** Set when the font's composition would not show a character, such as the skin tone of an emoji. */
  readonly plain: boolean;
}

/** Basic Latin to Latin Extended-B without the soft hyphen and C1 controls: both base fonts have these. */
const SIMPLE = /^[\n\x20-\x7e\xa0-\xac\xae-\u017f]*$/;
/** Controls, soft hyphen, zero-width and bidirectional controls: they would be invisible, or reorder what is read. */
const INVISIBLE = /[\p{Cc}\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/u;
/** Joiners and variation selectors shape the characters beside them and have no look of their own. */
const SHAPING = new Set([0x200c, 0x200d, 0xfe0e, 0xfe0f]);
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

export const isSimple = (text: string): boolean => SIMPLE.test(text);

/** How a character is written that cannot be shown as itself: `⟨U+202E⟩`. */
export const named = (codePoint: number, times = 1): string =>
  `⟨U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}${times === 1 ? '' : ` ×${times}`}⟩`;

/** From so many of one in a row on, invisible characters are counted instead of written one by one. */
const MANY = 4;
/** Pieces that are drawn as one, and hidden characters that repeat, with how often. */
function* pieces(text: string): Generator<{ readonly segment: string; readonly times: number }> {
  let hidden = '';
  let times = 0;
  const written = (): { segment: string; times: number }[] =>
    times >= MANY ? [{ segment: hidden, times }] : Array.from({ length: times }, () => ({ segment: hidden, times: 1 }));
  for (const { segment } of graphemes.segment(text)) {
    if (segment === hidden) {
      times++;
      continue;
    }
    yield* written();
    const repeats = [...segment].length === 1 && hides(segment);
    [hidden, times] = repeats ? [segment, 1] : ['', 0];
    if (!repeats) yield { segment, times: 1 };
  }
  yield* written();
}

/**
 * Cuts text into runs of one font each, a grapheme cluster never split, so that a name in any script is drawn whole.
 * Invisible controls, and characters that no font has, are written as their code point instead of vanishing.
 * @param unknown receives what had to be written so for want of a font
 */
export function itemize(text: string, base: Base, unknown?: Set<string>): Run[] {
  if (isSimple(text)) return text === '' ? [] : [{ family: base, text, plain: false }];
  const runs: { family: Family; text: string; plain: boolean }[] = [];
  const push = (family: Family, piece: string, plain: boolean) => {
    const last = runs.at(-1);
    if (last && last.family === family && last.plain === plain) last.text += piece;
    else runs.push({ family, text: piece, plain });
  };
  for (const { segment, times } of pieces(text)) {
    const family = segment === '\n' ? base : familyOf(segment, base, runs.at(-1)?.family);
    if (family && !hides(segment)) push(family, segment, losesTone(segment, family));
    else
      for (const character of segment) {
        const own = hides(character) ? null : familyOf(character, base, undefined);
        if (own) push(own, character, false);
        else {
          const name = named(character.codePointAt(0) as number, times);
          if (!hides(character)) unknown?.add(named(character.codePointAt(0) as number));
          for (const run of itemize(name, base)) push(run.family, run.text, false);
        }
      }
  }
  return runs;
}

const hides = (piece: string): boolean => piece !== '\n' && INVISIBLE.test(piece);

function familyOf(grapheme: string, base: Base, before: Family | undefined): Family | null {
  const codePoints = [...grapheme]
    .map((character) => character.codePointAt(0) as number)
    .filter((codePoint) => !SHAPING.has(codePoint));
  const has = (family: Family) => codePoints.every((codePoint) => fontFile(family).has(codePoint));
  if (before && before !== base && /^\s$/.test(grapheme) && has(before)) return before;
  if (/\p{Emoji_Presentation}|\ufe0f/u.test(grapheme) && has('Emoji')) return 'Emoji';
  if (has(base)) return base;
  return FALLBACKS.find(has) ?? null;
}

/** Whether the font draws an emoji with a skin tone as it draws the one without: then the two are drawn side by side. */
function losesTone(grapheme: string, family: Family): boolean {
  if (family !== 'Emoji' || !/\p{EMod}/u.test(grapheme) || grapheme.includes('\u200d')) return false;
  const glyphs = (text: string) =>
    shape(fontFile(family), text).flatMap((cluster) => cluster.glyphs.map(({ id }) => id));
  return String(glyphs(grapheme)) === String(glyphs(grapheme.replace(/\p{EMod}/gu, '')));
}

/**
 * The fonts that a report embeds, whole TrueType files from the Noto family (SIL Open Font License).
 * A PDF holds just the glyphs it shows.
 */
const FAMILIES = {
  Sans: ['noto-sans', 'NotoSans', 'bold'], // Latin, Greek, Cyrillic, Devanagari
  Italic: ['noto-sans', 'NotoSans', 'bold'], // of Sans, for emphasis
  Mono: ['noto-sans-mono', 'NotoSansMono', 'bold'],
  Armenian: ['noto-sans-armenian', 'NotoSansArmenian', 'bold'],
  Georgian: ['noto-sans-georgian', 'NotoSansGeorgian', 'bold'],
  Ethiopic: ['noto-sans-ethiopic', 'NotoSansEthiopic', 'bold'],
  Arabic: ['noto-sans-arabic', 'NotoSansArabic', 'bold'],
  Hebrew: ['noto-sans-hebrew', 'NotoSansHebrew', 'bold'],
  Bengali: ['noto-sans-bengali', 'NotoSansBengali', 'bold'],
  Gurmukhi: ['noto-sans-gurmukhi', 'NotoSansGurmukhi', 'bold'],
  Tamil: ['noto-sans-tamil', 'NotoSansTamil', 'bold'],
  Thai: ['noto-sans-thai', 'NotoSansThai', 'bold'],
  Khmer: ['noto-sans-khmer', 'NotoSansKhmer', 'bold'],
  Myanmar: ['noto-sans-myanmar', 'NotoSansMyanmar', 'bold'],
  Chinese: ['noto-sans-sc', 'NotoSansSC', 'bold'], // Han as in GB 18030 and Unihan's basic block, and kana
  Japanese: ['noto-sans-jp', 'NotoSansJP', 'bold'], // rare Han in names, such as U+20BB7
  Korean: ['noto-sans-kr', 'NotoSansKR', 'bold'],
  Emoji: ['noto-emoji', 'NotoEmoji', 'bold'],
  Symbols: ['noto-sans-symbols-2', 'NotoSansSymbols2', 'regular only'],
  Math: ['noto-sans-math', 'NotoSansMath', 'regular only'],
} as const;
export type Family = keyof typeof FAMILIES;
export const BASE = ['Sans', 'Mono', 'Italic'] as const;
export type Base = (typeof BASE)[number];

/** Asked in this order for a character that the base font lacks. */
export const FALLBACKS: readonly Family[] = [
  'Sans',
  'Armenian',
  'Georgian',
  'Ethiopic',
  'Arabic',
  'Hebrew',
  'Bengali',
  'Gurmukhi',
  'Tamil',
  'Thai',
  'Khmer',
  'Myanmar',
  'Chinese',
  'Japanese',
  'Korean',
  'Emoji',
  'Symbols',
  'Math',
];

const resolve = createRequire(import.meta.url).resolve;
const files = new Map<string, FontFile>();
let prepared = false;
const WEIGHTS = [400, 700] as const;
export type Weight = (typeof WEIGHTS)[number];

export function fontPath(family: Family, weight: Weight = 400): string {
  const [pack, name, bold] = FAMILIES[family];
  const cut = weight === 700 && bold === 'bold' ? '700Bold' : '400Regular';
  const style = family === 'Italic' ? `${cut}_Italic` : cut;
  return resolve(`@expo-google-fonts/${pack}/${style}/${name}_${style}.ttf`);
}

/** Makes the families known to the library, which gets each font from here when a text first asks for it. */
export function prepareFonts(): void {
  if (prepared) return;
  prepared = true;
  for (const family of Object.keys(FAMILIES) as Family[]) {
    Font.register({ family, fonts: WEIGHTS.map((fontWeight) => ({ src: fontPath(family, fontWeight), fontWeight })) });
    for (const weight of WEIGHTS) sourceOf(family, weight).load = async () => void fontFile(family, weight);
  }
}

/** Where the library looks for a font; it has no types for that. */
interface Source {
  data: unknown;
  load(): Promise<void>;
}
const sourceOf = (family: Family, fontWeight: Weight): Source =>
  Font.getFont({ fontFamily: family, fontWeight }) as unknown as Source;

/** A font, opened when it is first asked for: all of them together are 200 MB. @throws Error unless they were prepared before */
export function fontFile(family: Family, weight: Weight = 400): FontFile {
  const key = `${family} ${weight}`;
  const known = files.get(key);
  if (known) return known;
  if (!prepared) throw new Error('the fonts were not prepared');
  const file = openSync(fontPath(family, weight)) as unknown as FontFile;
  measureByClusters(file);
  files.set(key, file);
  sourceOf(family, weight).data = file;
  return file;
}
