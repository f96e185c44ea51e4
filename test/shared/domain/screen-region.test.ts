import { describe, expect, it } from 'vitest';
import { inPixels, isDrawn, pressed, regionOf } from '../../../shared/domain/screen-region.ts';

const SCREEN = { width: 1000, height: 500 };
const key = (name: string, held: { shiftKey?: boolean; altKey?: boolean } = {}) => ({
  key: name,
  ...{ shiftKey: false, altKey: false },
  ...held,
});

describe('a region that is drawn', () => {
  it('lies within its screen, whichever way it is dragged', () => {
    expect(regionOf({ x: 30, y: 40 }, { x: 10, y: 20 }, SCREEN)).toEqual({ x: 10, y: 20, width: 20, height: 20 });
    expect(regionOf({ x: 990, y: 490 }, { x: 1200, y: 900 }, SCREEN)).toEqual({
      x: 990,
      y: 490,
      width: 10,
      height: 10,
    });
    expect(isDrawn({ x: 5, y: 5, width: 2, height: 200 })).toBe(false);
  });
  it('is made, moved and sized by keys, taken by Enter and left by Escape', () => {
    const middle = { x: 250, y: 125, width: 500, height: 250 };
    expect(pressed(key('ArrowDown'), null, SCREEN)).toEqual({ region: middle });
    expect(pressed(key('ArrowRight'), middle, SCREEN)).toEqual({ region: { ...middle, x: 251 } });
    expect(pressed(key('ArrowUp', { shiftKey: true }), middle, SCREEN)).toEqual({ region: { ...middle, y: 115 } });
    expect(pressed(key('ArrowLeft', { altKey: true, shiftKey: true }), middle, SCREEN)).toEqual({
      region: { ...middle, width: 490 },
    });
    const edge = { x: 500, y: 0, width: 500, height: 3 };
    expect(pressed(key('ArrowRight', { shiftKey: true }), edge, SCREEN)).toEqual({ region: edge });
    expect(pressed(key('ArrowRight', { altKey: true }), edge, SCREEN)).toEqual({ region: edge });
    expect(pressed(key('ArrowUp', { altKey: true }), edge, SCREEN)).toEqual({ region: edge });
    expect([pressed(key('Enter'), null, SCREEN), pressed(key('Escape'), edge, SCREEN)]).toEqual(['done', 'cancelled']);
    expect(pressed(key('a'), edge, SCREEN)).toBeNull();
  });
});

describe('a region in the pixels of a picture', () => {
  it.each([
    ['1', { width: 1000, height: 500 }, { x: 10, y: 20, width: 30, height: 40 }],
    ['2', { width: 2000, height: 1000 }, { x: 20, y: 40, width: 60, height: 80 }],
    ['1.5', { width: 1500, height: 750 }, { x: 15, y: 30, width: 45, height: 60 }],
    ['1.1', { width: 1100, height: 550 }, { x: 11, y: 22, width: 33, height: 44 }],
    ['1.25', { width: 1250, height: 625 }, { x: 12, y: 25, width: 38, height: 50 }], // 12.5 and 50: each pixel touched
  ])('at scale %s', (_scale, picture, expected) => {
    expect(inPixels({ x: 10, y: 20, width: 30, height: 40 }, SCREEN, picture)).toEqual(expected);
  });
  it('is the whole picture for the whole screen, also where the system rounds its scale', () => {
    const screen = { width: 1463, height: 914 }; // 2560 × 1600 at 1.75
    expect(inPixels({ x: 0, y: 0, ...screen }, screen, { width: 2560, height: 1600 })).toEqual({
      ...{ x: 0, y: 0, width: 2560, height: 1600 },
    });
  });
  it('is none in a picture of other proportions, which is of another screen', () => {
    expect(inPixels({ x: 0, y: 0, width: 5, height: 5 }, SCREEN, { width: 1920, height: 1080 })).toBeNull();
    expect(inPixels({ x: 0, y: 0, width: 5, height: 5 }, SCREEN, { width: 0, height: 0 })).toBeNull();
  });
});
