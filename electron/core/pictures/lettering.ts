import { createRequire } from 'node:module';
import type { SKRSContext2D } from '@napi-rs/canvas';
import type { Font } from 'fontkit';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Lettering } from '../../../shared/domain/draw-step.ts';

/** Asked in this order for a character; the fonts of the report, read from their packages when first needed. */
const FONTS = [
  'noto-sans/400Regular/NotoSans_400Regular',
  'noto-sans-arabic/400Regular/NotoSansArabic_400Regular',
  'noto-sans-hebrew/400Regular/NotoSansHebrew_400Regular',
  'noto-sans-thai/400Regular/NotoSansThai_400Regular',
  'noto-sans-sc/400Regular/NotoSansSC_400Regular',
  'noto-sans-kr/400Regular/NotoSansKR_400Regular',
  'noto-emoji/400Regular/NotoEmoji_400Regular',
  'noto-sans-symbols-2/400Regular/NotoSansSymbols2_400Regular',
  'noto-sans-math/400Regular/NotoSansMath_400Regular',
] as const;

const require = createRequire(import.meta.url);
const opened = new Map<string, Font>();

function fontAt(file: string): Font {
  const known = opened.get(file);
  if (known) return known;
  // Loading it takes as long as the rest of the process does to start, and few pictures are lettered.
  const { openSync } = require('fontkit') as typeof import('fontkit');
  const font = openSync(require.resolve(`@expo-google-fonts/${file}.ttf`));
  opened.set(file, font);
  return font;
}

/** Combining marks, joiners and variation selectors stay with the font of the letter before them. */
const ATTACHED = /^(\p{M}|\u200c|\u200d|\ufe0e|\ufe0f)$/u;

/** The stretches of a line that one font draws. @throws Fault `unsupported` for a character that no font has */
function stretches(text: string): { font: Font; text: string }[] {
  const found: { font: Font; text: string }[] = [];
  for (const character of text.normalize('NFC')) {
    const last = found.at(-1);
    const code = character.codePointAt(0) as number;
    if (last && (ATTACHED.test(character) || (character === ' ' && last.font.hasGlyphForCodePoint(code)))) {
      last.text += character;
      continue;
    }
    const file = FONTS.find((name) => fontAt(name).hasGlyphForCodePoint(code));
    if (!file)
      throw new Fault(
        'unsupported',
        `the fonts of this program have no letter for "${character}" (U+${code.toString(16).toUpperCase().padStart(4, '0')}); write it another way`,
      );
    if (last?.font === fontAt(file)) last.text += character;
    else found.push({ font: fontAt(file), text: character });
  }
  return found;
}

/**
 * Draws letters as outlines read from the program's own fonts. A canvas's own text would come from whatever font engine
 * and fonts the machine has, and look different on each.
 */
export function outlineLettering(context: SKRSContext2D): Lettering {
  return {
    width: (text, size) =>
      stretches(text).reduce((sum, { font, text: part }) => sum + advance(font, part) * (size / font.unitsPerEm), 0),
    paint: (text, size, x, baseline, how) => {
      context.beginPath();
      let at = x;
      for (const { font, text: part } of stretches(text)) {
        const scale = size / font.unitsPerEm;
        trace(context, font, part, at, baseline, scale);
        at += advance(font, part) * scale;
      }
      if (how === 'fill') context.fill();
      else context.stroke();
    },
  };
}

const advance = (font: Font, text: string): number =>
  font.layout(text).positions.reduce((sum, { xAdvance }) => sum + xAdvance, 0);

/** Font units grow upwards, a canvas's downwards. */
function trace(context: SKRSContext2D, font: Font, text: string, x: number, baseline: number, scale: number): void {
  const { glyphs, positions } = font.layout(text);
  let pen = 0;
  for (const [index, { path }] of glyphs.entries()) {
    const place = positions[index] as (typeof positions)[number];
    const at = (units: readonly number[]): number[] =>
      units.map((unit, axis) =>
        axis % 2 === 0 ? x + (pen + place.xOffset + unit) * scale : baseline - (place.yOffset + unit) * scale,
      );
    for (const { command, args } of path.commands)
      (context[command] as (...numbers: number[]) => void).apply(context, at(args));
    pen += place.xAdvance;
  }
}
