import type { Chart } from '../../contract/charts.ts';
import type { ChartKind, Drawn } from '../charts.ts';
import { alternativeOf } from './alternative.ts';
import type { Room } from './axes.ts';
import { barRows, drawBars } from './bars.ts';
import { drawFlows, flowRows } from './flows.ts';
import { drawHours } from './hours.ts';
import { legendOf } from './legend.ts';
import { drawLines } from './lines.ts';
import { drawPlaces } from './places.ts';
import { type Scene, type Shape, text, wrapped } from './scene.ts';
import { boxRows, drawBins, drawBoxes, drawPoints } from './spread.ts';
import { columnOf, footWords, measureWords, titleFor } from './words.ts';

export interface SceneSize {
  readonly width: number;
  /** At least; a chart with many categories is taller. */
  readonly height: number;
  /** Of its letters. */
  readonly size: number;
  /** With its title, and with the rows behind it and what is not drawn below, as for a file that leaves. */
  readonly titled: boolean;
  /** As tall as asked for, however many categories there are. */
  readonly fixed?: boolean;
  /** With marks that are not seen where a line is too dense for its own, so that each of its values can be clicked. */
  readonly hits?: boolean;
}

/** Draws a chart: the same specification and data give the same scene everywhere. */
export function chartScene(
  chart: Chart,
  { width, height, size, titled, fixed = false, hits = false }: SceneSize,
): Scene {
  const margin = size * (titled ? 1.4 : 0.4);
  const head: Shape[] = [];
  let top = margin;
  const put = (lines: readonly string[], letters: number, paint: 'ink' | 'muted', bold: boolean) => {
    for (const each of lines) {
      top += letters * 1.3;
      head.push(text(margin, top - letters * 0.3, each, letters, 'start', paint, bold));
    }
  };
  const title = chart.spec.title || titleFor(chart);
  if (titled) put(wrapped(title, size * 1.4, width - 2 * margin), size * 1.4, 'ink', true);
  const axes = axisWords(chart);
  if (axes !== '' && axes !== title) put(wrapped(axes, size, width - 2 * margin), size, 'muted', false);
  top += size * 0.4;
  const legend = legendOf(chart, { left: margin, top, right: width - margin, size });
  top += legend.height;
  const foot = titled ? footWords(chart).flatMap((words) => wrapped(words, size * 0.85, width - 2 * margin)) : [];
  const below = foot.length * size * 0.85 * 1.35 + (titled ? margin : size * 0.2);
  const wanted = fixed ? 0 : (rowsOf(chart.data.drawn, size) ?? 0);
  const tall = Math.max(height, top + wanted + below);
  const room: Room = { left: margin, top, right: width - margin, bottom: tall - below, size, hits };
  const footShapes = foot.map((words, at) =>
    text(margin, tall - below + size * 0.85 * 1.35 * (at + 1), words, size * 0.85, 'start', 'muted'),
  );
  const nothing = chart.data.drawnRows === 0;
  const body = nothing
    ? [text(width / 2, (room.top + room.bottom) / 2, 'No row has values that can be drawn.', size, 'middle', 'muted')]
    : marksOf(chart.spec.kind, chart, chart.data.drawn, room);
  return {
    width,
    height: tall,
    shapes: [...head, ...legend.shapes, ...body, ...footShapes],
    alternative: alternativeOf(chart),
  };
}

function marksOf(kind: ChartKind, chart: Chart, drawn: Drawn, room: Room): Shape[] {
  switch (drawn.shape) {
    case 'grouped':
      return kind === 'line' ? drawLines(chart, drawn, room) : drawBars(chart, drawn, room);
    case 'points':
      return drawPoints(chart, drawn, room);
    case 'bins':
      return drawBins(chart, drawn, room);
    case 'boxes':
      return drawBoxes(chart, drawn, room);
    case 'hours':
      return drawHours(chart, drawn, room);
    case 'flows':
      return drawFlows(chart, drawn, room);
    case 'places':
      return drawPlaces(chart, drawn, room);
  }
}

/** Height that its rows need, where a chart has rows. */
function rowsOf(drawn: Drawn, size: number): number | null {
  if (drawn.shape === 'grouped') return barRows(drawn, size);
  if (drawn.shape === 'boxes') return boxRows(drawn, size);
  return drawn.shape === 'flows' ? flowRows(drawn, size) : null;
}

/** What the axes show, above the drawing, where it is read without turning the head. */
function axisWords(chart: Chart): string {
  const { kind, x, y, series } = chart.spec;
  const of = (place: number | null) => columnOf(chart, place);
  switch (kind) {
    case 'scatter':
      return `${of(y)} (upwards) against ${of(x)} (across)${series === null ? '' : `, by ${of(series)}`}`;
    case 'histogram':
      return `Number of rows (upwards) by ${of(x)} (across)`;
    case 'box':
      return `${of(y)}: box from the lower to the upper quartile, line at the median, whiskers within 1.5 times the box, circles beyond`;
    case 'map':
    case 'sankey':
      return '';
    default:
      return `${measureWords(chart)} by ${of(x)}${series === null ? '' : ` and ${of(series)}`}`;
  }
}
