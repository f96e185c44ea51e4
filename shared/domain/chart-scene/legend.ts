import type { Chart } from '../../contract/charts.ts';
import type { Names } from '../charts.ts';
import { dashOf, hatched, marker, seriesPaint } from './marks.ts';
import { fitted, line, path, type Shape, text, textWidth } from './scene.ts';
import { isOthers, nameAt } from './words.ts';

interface Place {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly size: number;
}

/** The series of a chart with their marks, in as many lines as they need. */
export function legendOf(
  { spec, data }: Chart,
  { left, top, right, size }: Place,
): { shapes: Shape[]; height: number } {
  const { drawn } = data;
  const names: Names | null = drawn.shape === 'grouped' || drawn.shape === 'points' ? drawn.series : null;
  if (!names || spec.series === null) return { shapes: [], height: 0 };
  const shapes: Shape[] = [];
  const swatch = size * 1.8;
  let [x, y] = [left, top + size];
  for (const at of names.names.keys()) {
    const name = fitted(nameAt(names, at), size, size * 18);
    const wide = swatch + size * 0.5 + textWidth(name, size) + size * 1.6;
    if (x + wide - size * 1.6 > right && x > left) {
      x = left;
      y += size * 1.6;
    }
    const others = isOthers(names, at);
    const paint = seriesPaint(at, others);
    const middle = y - size * 0.35;
    if (spec.kind === 'stacked')
      shapes.push(...hatched(x, y - size * 0.9, swatch, size * 1.05, paint, others ? 3 : at, name, size));
    else {
      if (spec.kind === 'line')
        shapes.push(
          line(x, middle, x + swatch, middle, {
            stroke: paint,
            weight: size / 6.5,
            dash: (others ? [2, 2] : dashOf(at)).map((length) => (length * size) / 12),
          }),
        );
      shapes.push(path(marker(at, x + swatch / 2, middle, size * 0.34), { fill: paint }));
    }
    shapes.push(text(x + swatch + size * 0.5, y, name, size));
    x += wide;
  }
  return { shapes, height: y - top + size * 0.7 };
}
