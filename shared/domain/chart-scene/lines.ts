import { scaleLinear, scaleUtc } from 'd3-scale';
import type { Chart } from '../../contract/charts.ts';
import { type DrawnOf, zeroWithoutRows } from '../charts.ts';
import { gridUp, labelsBelow, type Room, valuesUp } from './axes.ts';
import { circle, dashOf, marker, seriesPaint } from './marks.ts';
import { figuresOf } from './numbers.ts';
import { path, type Shape, short } from './scene.ts';
import { clockTitle, timeTicks } from './time-axis.ts';
import { isOthers, measuredUnit, nameAt, unitAlong, valueWords } from './words.ts';

/** Points that are marked one by one; a denser line is its stroke. */
const MARKED = 45;

export function drawLines(chart: Chart, { along, series, values }: DrawnOf<'grouped'>, room: Room): Shape[] {
  if (along.is === 'category') return [];
  const { size } = room;
  const at = along.is === 'time' ? along.at.map((each) => Date.parse(`${each}Z`)) : along.at;
  const held = values.flat().flatMap((each) => (each ? [each.value] : []));
  const zero = zeroWithoutRows(chart.spec.measure);
  const low = Math.min(...held, ...(zero || held.length === 0 ? [0] : []));
  const high = Math.max(...held, ...(zero || held.length === 0 ? [0] : []));
  const scale = scaleLinear(low === high ? [low - 1, high + 1] : [low, high], [0, 1]).nice(5);
  const ticks = scale.ticks(5);
  const figures = figuresOf(ticks, measuredUnit(chart));
  const box = valuesUp(room, ticks, figures);
  scale.range([box.bottom, box.top]);
  const [first, last] = [at[0] ?? 0, at.at(-1) ?? 1];
  const domain = first === last ? [first - 1, last + 1] : [first, last];
  const inset = [box.left + size * 0.6, box.right - size * 0.6];
  const x = along.is === 'time' ? scaleUtc(domain, inset) : scaleLinear(domain, inset);
  const many = Math.max(2, Math.floor((box.right - box.left) / (size * 7)));
  const along_ =
    along.is === 'time'
      ? timeTicks(first, last, along.unit, at, many)
      : numberTicks(x.ticks(many).map(Number), unitAlong(chart));
  const dense = at.length > MARKED;
  const drawn = values.flatMap((each, place): Shape[] => {
    const others = isOthers(series, place);
    const paint = seriesPaint(place, others);
    let d = '';
    let open = false;
    const marks: Shape[] = [];
    const solo = (index: number) => !each[index - 1] && !each[index + 1];
    for (const [index, value] of each.entries()) {
      if (!value) {
        open = false; // a gap is left where nothing is known
        continue;
      }
      const [px, py] = [x(at[index] as number), scale(value.value)];
      d += `${open ? 'L' : 'M'}${short(px)},${short(py)}`;
      open = true;
      const of = { place: index, series: place };
      const where = along.is === 'time' ? clockTitle(at[index] as number, along.unit) : String(at[index]);
      const title = [where, ...(values.length > 1 ? [nameAt(series, place)] : []), valueWords(chart, value)].join(': ');
      if (dense && !solo(index)) {
        if (room.hits) marks.push(path(circle(px, py, size * 0.4), { fill: 'ink', opacity: 0, title, ...of }));
        continue;
      }
      marks.push(
        path(marker(place, px, py, size * 0.28), {
          fill: paint,
          stroke: 'surface',
          weight: size / 16,
          title,
          ...of,
        }),
      );
    }
    const title = values.length > 1 ? nameAt(series, place) : '';
    const dash = others ? [2, 2] : dashOf(place);
    return [
      path(d, {
        stroke: paint,
        weight: size / 6.5,
        dash: dash.map((length) => (length * size) / 12),
        ...(title ? { title, series: place } : {}),
      }),
      ...marks,
    ];
  });
  return [
    ...gridUp(box, scale, ticks, figures, size),
    ...labelsBelow(
      box,
      along_.map((tick) => ({ ...tick, x: x(tick.at) })),
      size,
    ),
    ...drawn,
  ];
}

export function numberTicks(ticks: readonly number[], unit: string) {
  const figures = figuresOf(ticks, unit);
  return ticks.map((at) => ({ at, label: figures.tick(at) }));
}
