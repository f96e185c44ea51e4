import { describe, expect, it } from 'vitest';
import { compareCopy, drawCopy } from '../../../../electron/core/pictures/draw.ts';
import type { CopyStep } from '../../../../shared/contract/copies.ts';
import { paint, readPixels } from '../../../support/pixels.ts';

const letters = (text: string, quarterTurns = 0): CopyStep => ({
  kind: 'text',
  x: quarterTurns === 2 ? 390 : 10,
  y: quarterTurns === 2 ? 90 : 10,
  text,
  colour: 'black',
  size: 40,
  quarterTurns,
});
const white = paint(400, 100, () => [255, 255, 255]);

/** Where the ink of a copy of the white picture is. */
async function ink(step: CopyStep) {
  const { width, height, at } = await readPixels(await drawCopy({ original: white, steps: [step] }));
  const found = { left: width, top: height, right: -1, bottom: -1, pixels: 0 };
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if (at(x, y)[0] > 128) continue;
      found.pixels++;
      found.left = Math.min(found.left, x);
      found.right = Math.max(found.right, x);
      found.top = Math.min(found.top, y);
      found.bottom = Math.max(found.bottom, y);
    }
  return found;
}

describe('letters', () => {
  it('stand where they are put, as high as asked', async () => {
    const { left, top, right, bottom } = await ink(letters('HHHH'));
    // Capitals of Noto Sans are 0.714 high, 1.069 below the top of the line at their feet.
    expect([top, bottom]).toEqual([Math.round(10 + 40 * (1.069 - 0.714)), Math.round(10 + 40 * 1.069) - 1]);
    expect(left).toBeGreaterThan(10);
    expect(right).toBeLessThan(10 + 4 * 40 * 0.75);
    const turned = await ink(letters('HHHH', 2));
    expect([399 - turned.right, 99 - turned.bottom, 399 - turned.left]).toEqual([left, top, right]);
  });
  it.each(['Ünïcode', 'Διαφθορά', 'Мошенник', 'احتيال', 'הונאה', 'धोखा', 'การฉ้อโกง', '詐欺', '사기', '✔ 🙂'])(
    'of %s are drawn, each from a font that has it',
    async (text) => {
      expect((await ink(letters(text))).pixels).toBeGreaterThan(200);
    },
  );
  it('of two scripts stand one after the other', async () => {
    const [latin, both] = [await ink(letters('Name ')), await ink(letters('Name 詐欺'))];
    expect(both.right).toBeGreaterThan(latin.right + 60);
    expect(both.left).toBe(latin.left);
  });
});

describe('comparing', () => {
  const original = paint(60, 40, (x, y) => [x, y, 9]);
  const steps: CopyStep[] = [{ kind: 'redact', x: 5, y: 5, width: 20, height: 10, style: 'pixelated' }];
  it('takes the same pixels in other bytes for the same copy', async () => {
    const copy = await drawCopy({ original, steps });
    const { width, height, at } = await readPixels(copy);
    const bytes = Buffer.from(copy);
    const start = bytes.indexOf('sBIT') - 4;
    const other = Buffer.concat([bytes.subarray(0, start), bytes.subarray(start + 16)]);
    expect(await compareCopy({ original, steps, copy })).toBe(true);
    expect(await compareCopy({ original, steps, copy: other })).toBe(true);
    const spot = (x: number, y: number) => (x === 7 && y === 7 ? ([250, 0, 0] as const) : at(x, y));
    expect(await compareCopy({ original, steps, copy: paint(width, height, spot) })).toBe(false);
    expect(await compareCopy({ original, steps, copy: bytes.subarray(0, 60) })).toBe(false);
  });
});
