import { createRequire } from 'node:module';
import { Font } from '@react-pdf/renderer';

/**
 * The fonts that a report embeds, whole TrueType files from the Noto family (SIL Open Font License).
 * A PDF holds just the glyphs it shows.
 */
const FAMILIES = {
  Sans: ['noto-sans', 'NotoSans', 'bold'], // Latin, Greek, Cyrillic, Devanagari
  Mono: ['noto-sans-mono', 'NotoSansMono', 'bold'],
  Arabic: ['noto-sans-arabic', 'NotoSansArabic', 'bold'],
  Hebrew: ['noto-sans-hebrew', 'NotoSansHebrew', 'bold'],
  Thai: ['noto-sans-thai', 'NotoSansThai', 'bold'],
  Chinese: ['noto-sans-sc', 'NotoSansSC', 'bold'], // Han as in GB 18030 and Unihan's basic block, and kana
  Korean: ['noto-sans-kr', 'NotoSansKR', 'bold'],
  Emoji: ['noto-emoji', 'NotoEmoji', 'bold'],
  Symbols: ['noto-sans-symbols-2', 'NotoSansSymbols2', 'regular only'],
  Math: ['noto-sans-math', 'NotoSansMath', 'regular only'],
} as const;
export type Family = keyof typeof FAMILIES;
export const BASE = ['Sans', 'Mono'] as const;
export type Base = (typeof BASE)[number];

/** Asked in this order for a character that the base font lacks. */
export const FALLBACKS: readonly Family[] = [
  'Sans',
  'Arabic',
  'Hebrew',
  'Thai',
  'Chinese',
  'Korean',
  'Emoji',
  'Symbols',
  'Math',
];

/** The part of a fontkit font that is needed here. */
interface FontFile {
  hasGlyphForCodePoint(codePoint: number): boolean;
  layout(text: string): { glyphs: { codePoints: number[] }[] };
}

const resolve = createRequire(import.meta.url).resolve;
let registered = false;
const files = new Map<Family, FontFile>();

/** Makes the families known to the library and reads them, so that it is known which font has which character; about 0.2 s. */
export async function prepareFonts(): Promise<void> {
  if (!registered) {
    for (const [family, [pack, name, bold]] of Object.entries(FAMILIES)) {
      const at = (weight: string) => resolve(`@expo-google-fonts/${pack}/${weight}/${name}_${weight}.ttf`);
      const regular = at('400Regular');
      Font.register({
        family,
        fonts: [
          { src: regular, fontWeight: 400 },
          { src: bold === 'bold' ? at('700Bold') : regular, fontWeight: 700 },
        ],
      });
    }
    registered = true;
  }
  for (const family of Object.keys(FAMILIES) as Family[]) {
    if (files.has(family)) continue;
    const descriptor = { fontFamily: family, fontWeight: 400 };
    await Font.load(descriptor);
    const data = Font.getFont(descriptor)?.data;
    if (!data) throw new Error(`the font ${family} cannot be read`);
    files.set(family, data as unknown as FontFile);
  }
}

/** @throws Error unless `prepareFonts` read the family before */
export function fontFile(family: Family): FontFile {
  const file = files.get(family);
  if (!file) throw new Error(`the font ${family} was not prepared`);
  return file;
}
