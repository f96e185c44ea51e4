import type { BoardView } from '../../../shared/contract/board.ts';
import type { Case } from '../../../shared/contract/cases.ts';
import type { EntityType } from '../../../shared/contract/entities.ts';
import { legendOf } from '../../../shared/domain/board-legend.ts';
import type { Drawn } from '../../../shared/domain/board-scene.ts';
import { boardSvg, type LegendEntry } from '../../../shared/domain/board-svg.ts';
import { TLP } from '../../../shared/domain/tlp.ts';
import { host } from '../../client/call.ts';
import { kindOf } from '../../state/entity-kinds.ts';
import { showError, showToast } from '../../ui/toaster.ts';
import type { Graph } from './graph.ts';
import type { Palette } from './palette.ts';

const HEADING = 44; // at scale 1
const LEGEND = 24; // a line of it, at scale 1
const NARROWEST = 480; // so that the heading has room above a small board

export type PictureKind = 'png2' | 'png4' | 'svg';
const SCALES = { png2: 2, png4: 4 } as const;

/** What a picture is made of. */
export interface Pictured {
  readonly graph: Graph;
  readonly view: BoardView;
  readonly drawn: Drawn;
  /** Stands beside the classification. */
  readonly title: string;
  readonly takenAt: string;
  readonly ofCase: Case;
  readonly palette: Palette;
}
type Send = (drawing: { png: Uint8Array } | { svg: string }) => Promise<{ ticket: never; name: string }>;

/** Makes a picture of all that is drawn, under the case's classification and with its legend, and has the host save it. */
export async function savePicture(kind: PictureKind, of: Pictured, send: Send): Promise<void> {
  try {
    const wanted = kind === 'svg' ? 1 : SCALES[kind];
    const png = kind === 'svg' ? null : await pngOf(of, wanted);
    const { ticket, name } = await send(png ? { png: png.bytes } : { svg: await svgOf(of) });
    const reduced =
      png && png.scale < wanted
        ? ` The board is so large that it was drawn at ${png.scale.toFixed(1)} times its size.`
        : '';
    if ((await host().save(ticket, name)) === 'saved')
      showToast({ message: `${name} was saved.${reduced}`, intent: 'success' });
  } catch (problem) {
    showError(problem);
  }
}

const headingOf = ({ ofCase, title, takenAt }: Pictured): string =>
  `${ofCase.title} · ${title} · ${takenAt.slice(0, 16).replace('T', ' ')} UTC`;

async function svgOf(of: Pictured): Promise<string> {
  const { view, drawn, ofCase } = of;
  const kinds = new Map<string, EntityType>(view.entities.map(({ id, type }) => [id, type]));
  const letters = [...kinds].map(([id, type]) => [id, kindOf(type).letters] as const);
  const nodes = await Promise.all(drawn.nodes.map(async (node) => ({ ...node, image: await inlined(node.image) })));
  return boardSvg({
    ...{ nodes, edges: drawn.edges, tlp: ofCase.tlp, heading: headingOf(of), notes: [] },
    ...{ legend: legendOf(view, kindOf), letters: new Map(letters) },
  });
}

/** A picture as part of the document that shows it: what the window alone knows by its address is drawn into it. */
async function inlined(url: string): Promise<string> {
  if (!url.startsWith('blob:')) return url;
  const image = new Image();
  image.src = url;
  await image.decode();
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width: image.naturalWidth, height: image.naturalHeight });
  canvas.getContext('2d')?.drawImage(image, 0, 0);
  return canvas.toDataURL('image/jpeg', 0.9);
}

async function pngOf(of: Pictured, wanted: number): Promise<{ bytes: Uint8Array; scale: number }> {
  const { canvas, scale } = of.graph.picture(wanted, of.palette.ground);
  const drawing = await createImageBitmap(await canvas);
  const marked = framed(drawing, of, scale);
  drawing.close();
  const blob = await marked.convertToBlob({ type: 'image/png' });
  return { bytes: new Uint8Array(await blob.arrayBuffer()), scale };
}

function framed(drawing: ImageBitmap, of: Pictured, scale: number): OffscreenCanvas {
  const { ofCase, palette, view } = of;
  const { label, colour } = TLP[ofCase.tlp];
  const heading = Math.ceil(HEADING * scale);
  const margin = Math.ceil(16 * scale);
  const width = Math.max(drawing.width + 2 * margin, NARROWEST * scale);
  const font = (weight: number, size: number): string => `${weight} ${size * scale}px ${palette.font}`;
  const measure = new OffscreenCanvas(1, 1).getContext('2d');
  if (measure) measure.font = font(400, 12);
  const widthOf = (words: string): number => measure?.measureText(words).width ?? 0;
  const rows = rowsOf(legendOf(view, kindOf), width - 2 * margin, (words) => widthOf(words) + 40 * scale);
  const below = rows.length * LEGEND * scale;
  const canvas = new OffscreenCanvas(width, drawing.height + heading + 2 * margin + Math.ceil(below));
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas to draw on');
  context.fillStyle = palette.ground;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(drawing, Math.floor((canvas.width - drawing.width) / 2), heading + margin);
  context.fillStyle = '#000';
  context.fillRect(0, 0, canvas.width, heading);
  context.textBaseline = 'middle';
  context.font = font(700, 14);
  context.fillStyle = colour;
  context.fillText(label, margin, heading / 2);
  const after = margin + context.measureText(label).width + margin;
  context.font = font(400, 12);
  context.fillStyle = '#fff';
  context.fillText(headingOf(of), after, heading / 2, canvas.width - after - margin);
  for (const [index, row] of rows.entries()) {
    const y = canvas.height - below + (index + 0.3) * LEGEND * scale;
    for (const { entry, x } of row) {
      context.fillStyle = context.strokeStyle = entry.colour ?? palette.muted;
      if (entry.colour) context.fillRect(margin + x, y - 6 * scale, 16 * scale, 12 * scale);
      else if (!entry.plain) {
        context.lineWidth = 1.6 * scale;
        context.setLineDash(entry.dashed ? [6 * scale, 4 * scale] : []);
        context.beginPath();
        context.moveTo(margin + x, y);
        context.lineTo(margin + x + 16 * scale, y);
        context.stroke();
      }
      context.fillStyle = palette.text;
      context.fillText(entry.words, margin + x + (entry.plain ? 0 : 22 * scale), y);
    }
  }
  return canvas;
}

function rowsOf(legend: readonly LegendEntry[], room: number, widthOf: (words: string) => number) {
  const rows: { entry: LegendEntry; x: number }[][] = [];
  let x = Number.POSITIVE_INFINITY;
  for (const entry of legend) {
    const width = widthOf(entry.words);
    if (x + width > room) {
      rows.push([]);
      x = 0;
    }
    rows.at(-1)?.push({ entry, x });
    x += width;
  }
  return rows;
}
