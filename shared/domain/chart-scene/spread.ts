import { scaleLinear, scaleUtc } from 'd3-scale';
import type { Chart } from '../../contract/charts.ts';
import type { ChartUnit, DrawnOf } from '../charts.ts';
import { grouped } from '../counted.ts';
import { baseline, gridAcross, gridUp, labelsBelow, nameColumn, type Room, valuesUp } from './axes.ts';
import { numberTicks } from './lines.ts';
import { circle, marker, seriesPaint } from './marks.ts';
import { figuresOf, rounded, withUnit } from './numbers.ts';
import { type Box, line, path, rect, type Shape, text, textWidth } from './scene.ts';
import { clockTitle, timeTicks } from './time-axis.ts';
import { isOthers, measuredUnit, nameAt, unitAlong } from './words.ts';

const instant = (at: number | string): number => (typeof at === 'string' ? Date.parse(`${at}Z`) : at);
const UNITS: readonly (readonly [ChartUnit, number])[] = [
  ['year', 3e10],
  ['month', 2.4e9],
  ['day', 8.6e7],
  ['minute', 6e4],
];
/** The unit that tells places along a span of milliseconds apart. */
const unitOfSpan = (span: number): ChartUnit => UNITS.find(([, length]) => span >= length * 4)?.[0] ?? 'second';

export function drawPoints(chart: Chart, { along, points, series, gathered }: DrawnOf<'points'>, room: Room): Shape[] {
  const { size } = room;
  const xs = points.map(({ x }) => instant(x));
  const ys = points.map(({ y }) => y);
  const span = (values: readonly number[]): [number, number] => {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    return values.length === 0 ? [0, 1] : low === high ? [low - 1, high + 1] : [low, high];
  };
  const scale = scaleLinear(span(ys), [0, 1]).nice(5);
  const ticks = scale.ticks(5);
  const figures = figuresOf(ticks, measuredUnit(chart));
  const box = valuesUp(room, ticks, figures);
  scale.range([box.bottom, box.top]);
  const inset = [box.left + size * 0.6, box.right - size * 0.6];
  const [first, last] = span(xs);
  const x = along === 'time' ? scaleUtc([first, last], inset) : scaleLinear([first, last], inset).nice(6);
  const many = Math.max(2, Math.floor((box.right - box.left) / (size * 7)));
  const below =
    along === 'time'
      ? timeTicks(first, last, unitOfSpan(last - first), null, many)
      : numberTicks(x.ticks(many).map(Number), unitAlong(chart));
  const most = Math.max(1, ...points.map(({ rows }) => rows));
  const radius = (rows: number): number => (gathered ? size * (0.14 + 0.56 * Math.sqrt(rows / most)) : size * 0.3);
  const marks = points.map(({ x: px, y, series: group, rows }, at) => {
    const where = along === 'time' ? clockTitle(xs[at] as number, 'second') : grouped(String(px));
    const name = series.names.length > 1 ? `${nameAt(series, group)}: ` : '';
    const title = `${name}${where}, ${withUnit(rounded(y, figures.unit), figures.unit)}${rows > 1 ? ` (${rows.toLocaleString('en-US')} rows)` : ''}`;
    return path(marker(group, x(xs[at] as number), scale(y), radius(rows)), {
      fill: seriesPaint(group, isOthers(series, group)),
      stroke: 'surface',
      weight: size / 30,
      opacity: 0.8,
      title,
      place: at,
    });
  });
  return [
    ...gridUp(box, scale, ticks, figures, size),
    ...labelsBelow(
      box,
      below.map((tick) => ({ ...tick, x: x(tick.at) })),
      size,
    ),
    ...marks,
  ];
}

export function drawBins(chart: Chart, { bins, unit }: DrawnOf<'bins'>, room: Room): Shape[] {
  const { size } = room;
  const scale = scaleLinear([0, Math.max(1, ...bins.map(({ rows }) => rows))], [0, 1]).nice(5);
  const ticks = scale.ticks(5).filter(Number.isInteger);
  const figures = figuresOf(ticks, '');
  const box = valuesUp(room, ticks, figures);
  scale.range([box.bottom, box.top]);
  const edges = bins.map(({ from, to }) => [instant(from), instant(to)] as const);
  const first = edges[0]?.[0] ?? 0;
  const last = edges.at(-1)?.[1] ?? 1;
  const domain = first === last ? [first - 1, last + 1] : [first, last];
  const inset = [box.left + size * 0.4, box.right - size * 0.4];
  const x = unit === null ? scaleLinear(domain, inset) : scaleUtc(domain, inset);
  const valueUnit = measuredUnit(chart);
  const bars = bins.map(({ rows, from, to }, at) => {
    const [left, right] = edges[at] as readonly [number, number];
    const [start, end] = left === right ? [x(left) - size, x(left) + size] : [x(left), x(right)];
    const gap = Math.min(size / 12, (end - start) * 0.1);
    const figure = (value: number | string) => withUnit(grouped(String(value)), valueUnit);
    const between =
      unit === null
        ? left === right
          ? figure(from)
          : `${figure(from)} to below ${figure(to)}`
        : clockTitle(left, unit);
    return rect(start + gap / 2, scale(rows), end - start - gap, box.bottom - scale(rows), {
      fill: 'series-0',
      title: `${between}: ${rows.toLocaleString('en-US')} ${rows === 1 ? 'row' : 'rows'}`,
      place: at,
    });
  });
  const many = Math.max(2, Math.floor((box.right - box.left) / (size * 7)));
  const below =
    unit === null
      ? numberTicks(first === last ? [first] : x.ticks(many).map(Number), valueUnit)
      : timeTicks(
          first,
          last,
          unit,
          edges.map(([start]) => start),
          many,
        );
  return [
    ...gridUp(box, scale, ticks, figures, size),
    ...bars,
    baseline(box, scale(0), size),
    ...labelsBelow(
      box,
      below.map((tick) => ({ ...tick, x: x(tick.at) })),
      size,
    ),
  ];
}

const BOX_ROW = 2.6;
export const boxRows = ({ boxes }: DrawnOf<'boxes'>, size: number): number => boxes.length * size * BOX_ROW + size * 3;

export function drawBoxes(chart: Chart, { groups, boxes }: DrawnOf<'boxes'>, room: Room): Shape[] {
  const { size } = room;
  const unit = measuredUnit(chart);
  const names = boxes.map(({ rows }, at) => {
    const name = nameAt(groups, at);
    const count = `${rows.toLocaleString('en-US')} ${rows === 1 ? 'row' : 'rows'}`;
    return name === '' ? count : `${name} · ${count}`;
  });
  const { width, shown } = nameColumn(names, room);
  const medians = boxes.map(({ median }) => withUnit(rounded(median, unit), unit));
  const label = Math.max(0, ...medians.map((each) => textWidth(each, size)));
  const box: Box = {
    left: room.left + width + size * 0.5,
    right: room.right - label - size,
    top: room.top + size * 1.2,
    bottom: room.bottom - size * 2,
  };
  const low = Math.min(...boxes.map(({ least }) => least));
  const high = Math.max(...boxes.map(({ greatest }) => greatest));
  const x = scaleLinear(boxes.length === 0 ? [0, 1] : low === high ? [low - 1, high + 1] : [low, high], [
    box.left,
    box.right,
  ]).nice(6);
  const ticks = x.ticks(Math.max(2, Math.floor((box.right - box.left) / (size * 8))));
  const row = (box.bottom - box.top) / Math.max(1, boxes.length);
  const thick = Math.min(row * 0.6, size * 2);
  const stroke = { stroke: 'series-0', weight: size / 9 } as const;
  const marks = boxes.flatMap((each, at): Shape[] => {
    const middle = box.top + row * (at + 0.5);
    const [top, bottom] = [middle - thick / 2, middle + thick / 2];
    const cap = thick * 0.25;
    const title = `${names[at]}: median ${medians[at]}, half of the values from ${rounded(each.lower)} to ${rounded(each.upper)}, least ${rounded(each.least)}, greatest ${rounded(each.greatest)}`;
    return [
      text(box.left - size, middle + size * 0.35, shown[at] ?? '', size, 'end'),
      line(x(each.low), middle, x(each.lower), middle, stroke),
      line(x(each.upper), middle, x(each.high), middle, stroke),
      line(x(each.low), middle - cap, x(each.low), middle + cap, stroke),
      line(x(each.high), middle - cap, x(each.high), middle + cap, stroke),
      rect(x(each.lower), top, Math.max(1, x(each.upper) - x(each.lower)), thick, {
        ...stroke,
        fill: { token: 'series-0', share: 0.22 },
        title,
        place: at,
      }),
      line(x(each.median), top, x(each.median), bottom, { stroke: 'ink', weight: size / 5 }),
      ...each.outliers.map((value, outlier) =>
        path(circle(x(value), middle, size * 0.22), {
          stroke: 'series-3',
          weight: size / 12,
          title: `${names[at]}: ${withUnit(grouped(String(value)), unit)}`,
          place: at,
          series: outlier,
        }),
      ),
      text(box.right + size * 0.6, middle + size * 0.35, medians[at] ?? '', size, 'start'),
    ];
  });
  return [
    text(box.right + size * 0.6, room.top + size * 0.9, 'median', size * 0.9, 'start', 'muted'),
    ...gridAcross(box, x, ticks, figuresOf(ticks, unit), size),
    ...marks,
  ];
}
