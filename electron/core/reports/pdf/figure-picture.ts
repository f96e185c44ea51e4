import type { SKRSContext2D } from '@napi-rs/canvas';
import type { Block, Picture } from '../working/blocks.ts';
import { type Drawable, type Node, photoIn } from './outline.ts';
import type { FontFile } from './shaping.ts';

/** Pixels a point: some 180 dots an inch, at which the small letters of a board can be read. */
const DENSITY = 2.5;

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly paddingLeft?: number;
  readonly paddingTop?: number;
}
interface Line {
  readonly box: { readonly x: number; readonly y: number };
  readonly ascent?: number;
  readonly runs: readonly Run[];
}
interface Run {
  readonly attributes: { readonly font?: readonly FontFile[]; readonly fontSize: number; readonly color?: string };
  readonly glyphs?: readonly { readonly id: number }[];
  readonly positions?: readonly { readonly xAdvance: number; readonly xOffset?: number; readonly yOffset?: number }[];
}
/** A node of the layout, as the PDF's own writer reads it. */
interface Laid {
  readonly type: string;
  readonly box?: Box;
  readonly style?: Readonly<Record<string, unknown>>;
  readonly props?: Readonly<Record<string, unknown>>;
  readonly lines?: readonly Line[] | null;
  readonly alignOffset?: number;
  readonly children?: readonly Laid[] | null;
}

/** Gives each figure its picture: its own bytes where it is one, else what the PDF draws there, by the same outlines. */
export async function withPictures(blocks: readonly (Block | Drawable)[]): Promise<Block[]> {
  const made: Block[] = [];
  for (const block of blocks) {
    if (block.kind !== 'figure' || !('node' in block)) made.push(block);
    else {
      const { node, ...rest } = block;
      made.push({ ...rest, picture: photo(node) ?? (await drawnPicture(node as Laid)) });
    }
  }
  return made;
}

const jpegOf = ({ props }: Laid): Uint8Array | null => {
  const src = props?.['src'] as { readonly data?: Uint8Array } | undefined;
  return src?.data ?? null;
};

function photo(node: Node): Picture | null {
  const only = photoIn(node);
  const bytes = only && jpegOf(only as Laid);
  return bytes && { bytes, type: 'jpg' };
}

async function drawnPicture(node: Laid): Promise<Picture> {
  const { createCanvas, loadImage, Path2D } = await import('@napi-rs/canvas');
  const { width = 1, height = 1, left = 0, top = 0 } = node.box ?? {};
  const canvas = createCanvas(Math.max(1, Math.ceil(width * DENSITY)), Math.max(1, Math.ceil(height * DENSITY)));
  const context = canvas.getContext('2d');
  context.scale(DENSITY, DENSITY);
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, width, height);
  context.translate(-left, -top);
  const path = (outline: string) => new Path2D(outline);
  type Picture = Awaited<ReturnType<typeof loadImage>>;
  const pictures = new Map<Laid, Picture>();
  const load = async (of: Laid): Promise<void> => {
    const bytes = of.type === 'IMAGE' ? jpegOf(of) : null;
    if (bytes) pictures.set(of, await loadImage(Buffer.from(bytes)));
    for (const child of of.children ?? []) await load(child);
  };
  await load(node);

  const draw = (of: Laid): void => {
    const { box, style = {}, children } = of;
    if (!box) return;
    context.save();
    if (typeof style['opacity'] === 'number') context.globalAlpha *= style['opacity'];
    ground(context, box, style);
    if (of.type === 'TEXT') letters(context, of, box, path);
    else if (of.type === 'SVG') vectors(context, of, box, path);
    else if (of.type === 'IMAGE') {
      const picture = pictures.get(of);
      if (picture) context.drawImage(picture, box.left, box.top, box.width, box.height);
    } else {
      if (style['overflow'] === 'hidden') {
        context.beginPath();
        context.rect(box.left, box.top, box.width, box.height);
        context.clip();
      }
      context.translate(box.left, box.top);
      for (const child of children ?? []) draw(child);
    }
    context.restore();
  };
  draw(node);
  return { bytes: canvas.toBuffer('image/png'), type: 'png' };
}

/** Its background and its border; a box has the same border on all sides here, or one below it. */
function ground(
  context: SKRSContext2D,
  { left, top, width, height }: Box,
  style: Readonly<Record<string, unknown>>,
): void {
  const number = (name: string): number => Number(style[name] ?? 0) || 0;
  const radius = Math.min(number('borderTopLeftRadius'), width / 2, height / 2);
  if (typeof style['backgroundColor'] === 'string') {
    context.fillStyle = style['backgroundColor'];
    context.beginPath();
    context.roundRect(left, top, width, height, radius);
    context.fill();
  }
  const line = number('borderTopWidth');
  if (line > 0 && number('borderLeftWidth') > 0) {
    context.strokeStyle = String(style['borderTopColor'] ?? '#000000');
    context.lineWidth = line;
    context.setLineDash(style['borderTopStyle'] === 'dashed' ? [line * 2, line * 1.2] : []);
    context.beginPath();
    context.roundRect(left + line / 2, top + line / 2, Math.max(0, width - line), Math.max(0, height - line), radius);
    context.stroke();
    context.setLineDash([]);
  }
}

type Outlined = (outline: string) => InstanceType<typeof import('@napi-rs/canvas').Path2D>;

/** By the outlines of its glyphs, at the places that the PDF has them. */
function letters(context: SKRSContext2D, { lines, alignOffset = 0 }: Laid, box: Box, path: Outlined): void {
  const [first] = lines ?? [];
  if (!first) return;
  context.translate(box.left + (box.paddingLeft ?? 0) - alignOffset, box.top + (box.paddingTop ?? 0) - first.box.y);
  for (const { box: of, ascent = 0, runs } of lines ?? []) {
    let x = of.x;
    for (const { attributes, glyphs = [], positions = [] } of runs) {
      const file = attributes.font?.[0];
      const scale = attributes.fontSize / (file?.unitsPerEm ?? 1000);
      context.fillStyle = attributes.color ?? '#000000';
      for (const [at, { id }] of glyphs.entries()) {
        const { xAdvance = 0, xOffset = 0, yOffset = 0 } = positions[at] ?? {};
        const outline = file === undefined ? '' : outlineOf(file, id);
        if (outline !== '') {
          context.save();
          context.translate(x + xOffset, of.y + ascent - yOffset);
          context.scale(scale, -scale);
          context.fill(path(outline));
          context.restore();
        }
        x += xAdvance;
      }
    }
  }
}

const outlineOf = (file: FontFile, id: number): string =>
  (file.getGlyph(id) as unknown as { readonly path: { toSVG(): string } }).path.toSVG();

function vectors(context: SKRSContext2D, { props = {}, children }: Laid, box: Box, path: Outlined): void {
  context.translate(box.left, box.top);
  const view = props['viewBox'] as { minX: number; minY: number; maxX: number; maxY: number } | undefined;
  if (view) {
    context.scale(box.width / view.maxX, box.height / view.maxY);
    context.translate(-view.minX, -view.minY);
  }
  for (const { type, props: of = {} } of children ?? []) {
    const number = (name: string): number => Number(of[name] ?? 0);
    const outline =
      type === 'PATH'
        ? String(of['d'] ?? '')
        : type === 'RECT'
          ? `M${number('x')} ${number('y')}h${number('width')}v${number('height')}h${-number('width')}Z`
          : '';
    if (outline === '') continue;
    context.save();
    if (of['opacity'] !== undefined) context.globalAlpha *= number('opacity');
    const shape = path(outline);
    const { fill, stroke, strokeWidth, strokeDasharray } = of;
    if (typeof fill === 'string' && fill !== 'none') {
      context.fillStyle = fill;
      context.fill(shape);
    }
    if (typeof stroke === 'string' && stroke !== 'none') {
      context.strokeStyle = stroke;
      context.lineWidth = Number(strokeWidth ?? 1);
      if (typeof strokeDasharray === 'string') context.setLineDash(strokeDasharray.split(/[ ,]+/).map(Number));
      context.stroke(shape);
    }
    context.restore();
  }
}
