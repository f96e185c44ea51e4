import { beforeAll, describe, expect, it } from 'vitest';
import { BASE, fontFile, prepareFonts } from '../../../../../electron/core/reports/pdf/fonts.ts';
import type { FontFile } from '../../../../../electron/core/reports/pdf/shaping.ts';
import { LATIN, PLAIN } from '../../../../../electron/core/reports/pdf/text.tsx';

/** Every letter of Latin as far as Extended-A, by numbers that are the same in each run. */
function* texts(count: number): Generator<string> {
  const letters = Array.from({ length: 0x180 - 0x20 }, (_, at) => String.fromCharCode(at + 0x20)).filter((letter) =>
    /[\x20-\x7e\xa0-\xac\xae-\u017f]/.test(letter),
  );
  const pools = [letters, letters.slice(0, 95), [...'0123456789-.,:/ %$']];
  let state = 1; // a plain generator, of Park and Miller
  const next = (below: number): number => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
  for (let at = 0; at < count; at++) {
    const pool = pools[at % 3] as string[];
    yield Array.from({ length: 1 + next(14) }, () => pool[next(pool.length)]).join('');
  }
}

describe('Latin text, laid out by its pairs', () => {
  beforeAll(prepareFonts);

  it.each(BASE.flatMap((base) => [400, 700].map((weight) => [base, weight] as const)))(
    'is what the font itself makes of it: %s %i',
    (base, weight) => {
      const file = fontFile(base, weight as 400);
      const { layout }: FontFile = Object.getPrototypeOf(file);
      for (const features of [LATIN, PLAIN])
        for (const text of [...texts(400), 'AV To. fi ffl “x”'.replace(/[“”]/g, '"'), 'ĳ Ŀl f\u00a0i', '1.234,56']) {
          const told = ({ glyphs, positions }: ReturnType<FontFile['layout']>) =>
            glyphs.map(({ id, codePoints, advanceWidth }, at) => {
              const { xAdvance = 0, yAdvance = 0, xOffset = 0, yOffset = 0 } = positions[at] ?? {};
              return [id, [...codePoints], advanceWidth, xAdvance, yAdvance, xOffset, yOffset];
            });
          const own = layout.call(file, text, { ...features }, undefined, undefined, 'ltr');
          expect(told(file.layout(text, features)), text).toEqual(told(own));
        }
    },
  );
});
