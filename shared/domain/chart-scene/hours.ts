import type { Chart } from '../../contract/charts.ts';
import type { DrawnOf } from '../charts.ts';
import type { Room } from './axes.ts';
import { figuresOf } from './numbers.ts';
import { rect, type Shape, text, textWidth } from './scene.ts';
import { DAYS } from './table.ts';
import { measuredUnit, valueWords } from './words.ts';

/** Least share of the colour of a cell that has rows: it is told from one without. */
const FAINTEST = 0.08;

/** Seven days by 24 hours; the darker a cell against the surface, the greater its value, which stands in it where it fits. */
export function drawHours(chart: Chart, { cells }: DrawnOf<'hours'>, room: Room): Shape[] {
  const { size } = room;
  const left = room.left + Math.max(...DAYS.map((day) => textWidth(day.slice(0, 3), size))) + size * 0.7;
  const top = room.top + size * 1.7;
  const bottom = room.bottom - size * 2.6;
  const wide = (room.right - left) / 24;
  const tall = (bottom - top) / 7;
  const values = cells.flat().flatMap((each) => (each ? [each.value] : []));
  const [least, greatest] = [Math.min(0, ...values), Math.max(0, ...values)];
  const share = (value: number): number =>
    greatest === least ? FAINTEST : FAINTEST + (1 - FAINTEST) * ((value - least) / (greatest - least));
  const letters = Math.min(size * 0.82, wide * 0.42);
  const hourLabels = Array.from({ length: 24 }, (_, hour) => hour)
    .filter((hour) => hour % (wide > size * 1.9 ? 1 : wide > size ? 2 : 3) === 0)
    .map((hour) =>
      text(left + wide * (hour + 0.5), room.top + size, String(hour).padStart(2, '0'), size * 0.9, 'middle', 'muted'),
    );
  const body = cells.flatMap((day, row) => {
    const name = DAYS[row] as string;
    return [
      text(left - size * 0.5, top + tall * (row + 0.5) + size * 0.35, name.slice(0, 3), size, 'end'),
      ...day.flatMap((value, hour): Shape[] => {
        const [x, y] = [left + wide * hour, top + tall * row];
        const title = `${name} ${String(hour).padStart(2, '0')}:00: ${value ? valueWords(chart, value) : 'no rows'}`;
        if (!value) return [rect(x, y, wide - 1, tall - 1, { stroke: 'grid', weight: size / 20, title })];
        const strength = share(value.value);
        const figure = figuresOf([0, greatest], '').tick(value.value);
        const fits = textWidth(figure, letters) < wide - 1 && letters < tall - 1 && letters > size * 0.45;
        return [
          rect(x, y, wide - 1, tall - 1, {
            fill: { token: 'series-0', share: strength },
            title,
            place: row * 24 + hour,
          }),
          ...(fits
            ? [
                text(
                  x + wide / 2 - 0.5,
                  y + tall / 2 + letters * 0.35,
                  figure,
                  letters,
                  'middle',
                  strength > 0.72 ? 'surface' : 'ink',
                ),
              ]
            : []),
        ];
      }),
    ];
  });
  return [...hourLabels, ...body, ...legend(chart, least, greatest, share, { ...room, left, bottom }, size)];
}

const STEPS = 24;
function legend(
  chart: Chart,
  least: number,
  greatest: number,
  share: (value: number) => number,
  { left, bottom }: Room,
  size: number,
): Shape[] {
  const y = bottom + size * 1.1;
  const figures = figuresOf([least, greatest], measuredUnit(chart));
  const [low, high] = [figures.tick(least), figures.tick(greatest)];
  const start = left + textWidth(low, size) + size * 0.6;
  const wide = size * 0.42;
  return [
    text(left, y + size * 0.85, low, size, 'start', 'muted'),
    ...Array.from({ length: STEPS }, (_, step) =>
      rect(start + step * wide, y, wide + 0.3, size, {
        fill: { token: 'series-0', share: share(least + ((greatest - least) * step) / (STEPS - 1)) },
      }),
    ),
    text(start + STEPS * wide + size * 0.6, y + size * 0.85, high, size, 'start', 'muted'),
  ];
}
