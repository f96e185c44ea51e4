/** A colour by what it stands for; a theme says which it is. */
export type Token =
  | 'ink'
  | 'muted'
  | 'axis'
  | 'grid'
  | 'surface'
  | 'water'
  | 'land'
  | 'border'
  | 'others'
  | `series-${0 | 1 | 2 | 3 | 4 | 5 | 6}`;
/** A token, or one mixed into the surface: `share` 1 is the token itself. */
export type Paint = Token | { readonly token: Token; readonly share: number };

export interface Style {
  readonly fill?: Paint;
  readonly stroke?: Paint;
  /** Of the stroke. */
  readonly weight?: number;
  readonly dash?: readonly number[];
  readonly opacity?: number;
}
/** Primitives that every output draws alike: SVG elements in the window, SVG text, vectors of a PDF. Units are those of the scene's size. */
export type Shape =
  | ({
      readonly is: 'rect';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
    } & Style &
      Told)
  | ({ readonly is: 'path'; readonly d: string } & Style & Told)
  | {
      readonly is: 'text';
      readonly x: number;
      /** Of the base line. */
      readonly y: number;
      readonly text: string;
      readonly size: number;
      readonly anchor: 'start' | 'middle' | 'end';
      readonly paint: Paint;
      readonly bold?: boolean;
    };
/** What a mark stands for, in words; for who points at it. */
interface Told {
  readonly title?: string;
  /** Which of the places along its axis it is drawn for, or which of points, cells, flows and places; for who clicks on it. */
  readonly place?: number;
  /** Which of the series; of boxes the outlier, of flows the node. */
  readonly series?: number;
}

export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly Shape[];
  /** What is to be seen, in sentences. */
  readonly alternative: string;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const NARROW = /[\s.,:;'|!iIjlftr()[\]{}/\\-]/;
const BROAD = /[MW@%mw—…]/;
const CAPITAL = /[A-Z0-9_$€&?+=<>]/;

/** The letters of DejaVu Sans, which stands in for others on Linux, against those of Noto Sans. */
const WIDEST_FONT = 1.1;

/** About how wide a text is: the scene is laid out where no font is at hand, so that letters count by their class, rather too wide. */
export function textWidth(text: string, size: number, bold = false): number {
  let em = 0;
  for (const character of text) {
    if (WIDE.test(character)) em += 1;
    else if (NARROW.test(character)) em += 0.34;
    else if (BROAD.test(character)) em += 0.92;
    else if (CAPITAL.test(character)) em += 0.65;
    else em += 0.57;
  }
  return em * size * WIDEST_FONT * (bold ? 1.06 : 1);
}

/** The text, or its beginning and an ellipsis where it is wider than there is room. The data table has all of it. */
export function fitted(text: string, size: number, room: number, bold = false): string {
  const line = text.replaceAll(/\s+/gu, ' ').trim();
  if (textWidth(line, size, bold) <= room) return line;
  let kept = '';
  for (const character of line) {
    if (textWidth(`${kept}${character}…`, size, bold) > room) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}

/** Words in lines no wider than there is room. */
export function wrapped(text: string, size: number, room: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && textWidth(longer, size) > room) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return line === '' ? lines : [...lines, fitted(line, size, room)];
}

export const text = (
  x: number,
  y: number,
  words: string,
  size: number,
  anchor: 'start' | 'middle' | 'end' = 'start',
  paint: Paint = 'ink',
  bold = false,
): Shape => ({
  is: 'text',
  x: short(x),
  y: short(y),
  text: words,
  size: short(size),
  anchor,
  paint,
  ...(bold ? { bold } : {}),
});

export const rect = (x: number, y: number, width: number, height: number, style: Style & Told): Shape => ({
  is: 'rect',
  x: short(x),
  y: short(y),
  width: short(Math.max(0, width)),
  height: short(Math.max(0, height)),
  ...style,
});
export const path = (d: string, style: Style & Told): Shape => ({ is: 'path', d, ...style });
export const line = (x1: number, y1: number, x2: number, y2: number, style: Style): Shape =>
  path(`M${short(x1)},${short(y1)}L${short(x2)},${short(y2)}`, style);

/** Two decimals are finer than any printer. */
export const short = (value: number): number => Math.round(value * 100) / 100;
