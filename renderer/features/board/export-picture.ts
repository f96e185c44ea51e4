import type { Case } from '../../../shared/contract/cases.ts';
import type { BoardId } from '../../../shared/contract/values.ts';
import { TLP } from '../../../shared/domain/tlp.ts';
import { call, host } from '../../client/call.ts';
import type { Graph } from './graph.ts';
import type { Palette } from './palette.ts';

const SCALE = 2;
const HEADING = 44; // at scale 1
const NARROWEST = 480; // so that the heading has room above a small board

export interface Exported {
  readonly outcome: 'saved' | 'cancelled';
  readonly scale: number;
  readonly name: string;
}

/** The whole board at twice its size under the case's classification, handed to the host as a file. @throws CallError */
export async function exportPicture(
  graph: Graph,
  board: { id: BoardId; title: string },
  ofCase: Case,
  palette: Palette,
): Promise<Exported> {
  const { canvas, scale } = graph.picture(SCALE, palette.ground);
  const drawing = await createImageBitmap(await canvas);
  const marked = withHeading(drawing, board.title, ofCase, palette, scale);
  drawing.close();
  const blob = await marked.convertToBlob({ type: 'image/png' });
  const png = new Uint8Array(await blob.arrayBuffer());
  const { ticket, name } = await call('board.export', { boardId: board.id, png });
  return { outcome: await host().save(ticket, name), scale, name };
}

function withHeading(
  drawing: ImageBitmap,
  title: string,
  ofCase: Case,
  palette: Palette,
  scale: number,
): OffscreenCanvas {
  const { label, colour } = TLP[ofCase.tlp];
  const heading = Math.ceil(HEADING * scale);
  const margin = Math.ceil(16 * scale);
  const canvas = new OffscreenCanvas(
    Math.max(drawing.width + 2 * margin, NARROWEST * scale),
    drawing.height + heading + 2 * margin,
  );
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas to draw on');
  context.fillStyle = palette.ground;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(drawing, Math.floor((canvas.width - drawing.width) / 2), heading + margin);
  context.fillStyle = '#000';
  context.fillRect(0, 0, canvas.width, heading);
  context.textBaseline = 'middle';
  context.font = `700 ${14 * scale}px ${palette.font}`;
  context.fillStyle = colour;
  context.fillText(label, margin, heading / 2);
  const after = margin + context.measureText(label).width + margin;
  context.font = `400 ${12 * scale}px ${palette.font}`;
  context.fillStyle = '#fff';
  const words = `${ofCase.title} · ${title} · ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  context.fillText(words, after, heading / 2, canvas.width - after - margin);
  return canvas;
}
