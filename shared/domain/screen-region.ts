/** A region of a screen, from its top left corner. */
export interface Region {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
interface Size {
  readonly width: number;
  readonly height: number;
}
interface Point {
  readonly x: number;
  readonly y: number;
}

/** Less than this, dragged, is a click. */
const LEAST = 3;
const STEP = 1;
const LARGE_STEP = 10;

const within = (value: number, most: number): number => Math.min(Math.max(value, 0), most);

/** The part of a screen between two points of it, whichever way it was dragged, in the screen's own units. */
export function regionOf(a: Point, b: Point, { width, height }: Size): Region {
  const [left, right] = [within(Math.min(a.x, b.x), width), within(Math.max(a.x, b.x), width)];
  const [top, bottom] = [within(Math.min(a.y, b.y), height), within(Math.max(a.y, b.y), height)];
  return { x: left, y: top, width: right - left, height: bottom - top };
}
export const isDrawn = ({ width, height }: Region): boolean => width >= LEAST && height >= LEAST;

/** What a key does to a region, of which there may be none yet. */
export type Pressed = { readonly region: Region } | 'done' | 'cancelled' | null;

/**
 * Arrow keys move a region, with Alt its right and lower edges, by ten with Shift; the first one makes a region in the middle.
 * Enter takes it, or the whole screen where none is drawn; Escape takes nothing.
 */
export function pressed(
  { key, shiftKey, altKey }: { readonly key: string; readonly shiftKey: boolean; readonly altKey: boolean },
  region: Region | null,
  { width, height }: Size,
): Pressed {
  if (key === 'Escape') return 'cancelled';
  if (key === 'Enter') return 'done';
  const [right, down] = ARROWS[key] ?? [0, 0];
  if (right === 0 && down === 0) return null;
  if (!region)
    return {
      region: {
        x: Math.round(width / 4),
        y: Math.round(height / 4),
        width: Math.round(width / 2),
        height: Math.round(height / 2),
      },
    };
  const step = shiftKey ? LARGE_STEP : STEP;
  const { x, y } = region;
  if (altKey)
    return {
      region: {
        ...{ x, y },
        width: Math.max(LEAST, within(x + region.width + right * step, width) - x),
        height: Math.max(LEAST, within(y + region.height + down * step, height) - y),
      },
    };
  return {
    region: {
      ...region,
      x: within(x + right * step, width - region.width),
      y: within(y + down * step, height - region.height),
    },
  };
}
const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/**
 * A region of a screen in the pixels of its picture: all of every pixel that it touches. The scale is told from the picture
 * itself, since systems round it. @returns null when the picture has other proportions, and so is of another screen
 */
export function inPixels(region: Region, screen: Size, picture: Size): Region | null {
  const [across, along] = [picture.width / screen.width, picture.height / screen.height];
  if (!(across > 0) || Math.abs(across / along - 1) > 0.01) return null;
  const x = within(Math.floor(region.x * across + ROUNDING), picture.width - 1);
  const y = within(Math.floor(region.y * along + ROUNDING), picture.height - 1);
  const right = within(Math.ceil((region.x + region.width) * across - ROUNDING), picture.width);
  const bottom = within(Math.ceil((region.y + region.height) * along - ROUNDING), picture.height);
  return { x, y, width: Math.max(1, right - x), height: Math.max(1, bottom - y) };
}
/** 100 × 1.1 is a little more than 110 for a computer. */
const ROUNDING = 1e-6;
