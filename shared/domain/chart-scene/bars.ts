import { scaleLinear, scaleUtc } from 'd3-scale';
import type { Chart } from '../../contract/charts.ts';
import type { DrawnOf } from '../charts.ts';
import { baseline, gridAcross, gridUp, labelsBelow, nameColumn, type Room, valuesUp } from './axes.ts';
import { hatched, seriesPaint } from './marks.ts';
import { type Figures, figuresOf } from './numbers.ts';
import { type Box, type Shape, text, textWidth } from './scene.ts';
import { clockTitle, timeTicks } from './time-axis.ts';
import { isOthers, measuredUnit, nameAt, unitAlong, valueWords } from './words.ts';

type Grouped = DrawnOf<'grouped'>;
interface Piece {
  readonly from: number;
  readonly to: number;
  readonly series: number;
  readonly title: string;
}
interface Stack {
  readonly name: string;
  readonly pieces: readonly Piece[];
  readonly low: number;
  readonly high: number;
  /** What stands at the end: the value, or what the parts come to. */
  readonly label: string;
}

/** Room for each bar of a chart of categories, in letters. */
const ROW = 1.75;
export const barRows = ({ along }: Grouped, size: number): number =>
  along.is === 'category' ? along.names.length * size * ROW + size * 3 : 0;

/** Categories are bars along the page, so that their names can be read; times and numbers are columns on a scale. */
export function drawBars(chart: Chart, drawn: Grouped, room: Room): Shape[] {
  const stacks = stacksOf(chart, drawn);
  const { along } = drawn;
  if (along.is === 'category') return categories(chart, drawn, stacks, room);
  const low = Math.min(0, ...stacks.map((stack) => stack.low));
  const high = Math.max(0, ...stacks.map((stack) => stack.high));
  const scale = scaleLinear([low, high || 1], [0, 1]).nice(5);
  const ticks = scale.ticks(5);
  const figures = figuresOf(ticks, measuredUnit(chart));
  const box = valuesUp(room, ticks, figures);
  scale.range([box.bottom, box.top]);
  return [
    ...gridUp(box, scale, ticks, figures, room.size),
    ...columns(stacks, along, box, scale, room.size, unitAlong(chart)),
    baseline(box, scale(0), room.size),
  ];
}

function stacksOf(chart: Chart, { along, series, values }: Grouped): Stack[] {
  const count = along.is === 'category' ? along.names.length : along.at.length;
  return Array.from({ length: count }, (_, at): Stack => {
    const name = placeWords(along, at);
    let [low, high] = [0, 0];
    const pieces = values.flatMap((each, place): Piece[] => {
      const value = each[at];
      if (!value) return [];
      const from = value.value < 0 ? low : high;
      const to = from + value.value;
      low = Math.min(low, to);
      high = Math.max(high, to);
      const parts = [name, ...(values.length > 1 ? [nameAt(series, place)] : []), valueWords(chart, value)];
      return [{ from, to, series: place, title: parts.join(': ') }];
    });
    const single = values.length === 1 ? values[0]?.[at] : null;
    const total = pieces.reduce((sum, { from, to }) => sum + to - from, 0);
    const places = Math.max(0, ...values.map((each) => (each[at]?.text.split('.')[1] ?? '').length));
    const label =
      pieces.length === 0
        ? ''
        : valueWords(chart, single ?? { value: total, text: places > 12 ? String(total) : total.toFixed(places) });
    return { name, pieces, low, high, label };
  });
}

function placeWords(along: Grouped['along'], at: number): string {
  if (along.is === 'category') return nameAt(along, at);
  if (along.is === 'time') return clockTitle(Date.parse(`${along.at[at]}Z`), along.unit);
  return String(along.at[at] ?? '');
}

function categories(chart: Chart, { along }: Grouped, stacks: readonly Stack[], room: Room): Shape[] {
  if (along.is !== 'category') return [];
  const { size } = room;
  const { width, shown } = nameColumn(
    stacks.map(({ name }) => name),
    room,
  );
  const labels = Math.max(0, ...stacks.map(({ label }) => textWidth(label, size)));
  const box: Box = {
    left: room.left + width,
    right: room.right - labels - size,
    top: room.top + size * 0.3,
    bottom: room.bottom - size * 2,
  };
  const scale = scaleLinear(
    [Math.min(0, ...stacks.map(({ low }) => low)), Math.max(0, ...stacks.map(({ high }) => high)) || 1],
    [box.left, box.right],
  );
  const ticks = scale.ticks(Math.max(2, Math.floor((box.right - box.left) / (size * 8))));
  const row = (box.bottom - box.top) / Math.max(1, stacks.length);
  const thick = Math.min(row * 0.74, size * 2.2);
  const single = chart.spec.series === null;
  const bars = stacks.flatMap(({ pieces, label, high }, at): Shape[] => {
    const middle = box.top + row * (at + 0.5);
    const others = isOthers(along, at);
    return [
      text(box.left - size * 0.5, middle + size * 0.35, shown[at] ?? '', size, 'end', others ? 'muted' : 'ink'),
      ...pieces.flatMap((piece) =>
        bar(piece, single && others, chart, (from, to, paint, hatch) =>
          hatched(
            Math.min(scale(from), scale(to)),
            middle - thick / 2,
            Math.abs(scale(to) - scale(from)),
            thick,
            paint,
            hatch,
            piece.title,
            size,
          ).map((shape) => ({ ...shape, place: at, series: piece.series })),
        ),
      ),
      text(scale(Math.max(0, high)) + size * 0.4, middle + size * 0.35, label, size, 'start', 'ink'),
    ];
  });
  return [...gridAcross(box, scale, ticks, figuresOf(ticks, measuredUnit(chart)), size), ...bars];
}

function bar(
  { from, to, series }: Piece,
  others: boolean,
  chart: Chart,
  draw: (from: number, to: number, paint: ReturnType<typeof seriesPaint>, hatch: number) => Shape[],
): Shape[] {
  const gathered = others || (chart.data.drawn.shape === 'grouped' && isOthers(chart.data.drawn.series, series));
  return draw(from, to, seriesPaint(series, gathered), gathered ? 3 : series);
}

function columns(
  stacks: readonly Stack[],
  along: Exclude<Grouped['along'], { is: 'category' }>,
  box: Box,
  scale: (value: number) => number,
  size: number,
  unit: string,
): Shape[] {
  const at = along.is === 'time' ? along.at.map((each) => Date.parse(`${each}Z`)) : along.at;
  if (at.length === 0) return [];
  const gaps = at.slice(1).map((each, place) => each - (at[place] as number));
  const last = at.at(-1) as number;
  const least = gaps.length > 0 ? Math.min(...gaps) : 1;
  const width = (place: number): number =>
    along.is === 'time' ? (gaps[place] ?? gaps.at(-1) ?? 1) : (along.width ?? least);
  const x =
    along.is === 'time'
      ? scaleUtc([at[0] as number, last + width(at.length - 1)], [box.left, box.right])
      : scaleLinear([at[0] as number, last + width(at.length - 1)], [box.left, box.right]);
  const bars = stacks.flatMap(({ pieces }, place) => {
    const start = at[place] as number;
    const [left, right] = [x(start), x(start + width(place))];
    const gap = Math.min(size * 0.35, (right - left) * 0.16);
    const wide = Math.min(right - left - gap, size * 5);
    return pieces.flatMap(({ from, to, series, title }) =>
      hatched(
        (left + right - wide) / 2,
        Math.min(scale(from), scale(to)),
        wide,
        Math.abs(scale(to) - scale(from)),
        seriesPaint(series, false),
        series,
        title,
        size,
      ).map((shape) => ({ ...shape, place, series })),
    );
  });
  const many = Math.max(2, Math.floor((box.right - box.left) / (size * 7)));
  const middle = (start: number) => x(start + width(0) / 2);
  if (along.is === 'time')
    return [
      ...bars,
      ...labelsBelow(
        box,
        timeTicks(at[0] as number, last, along.unit, at, many).map((tick) => ({ ...tick, x: middle(tick.at) })),
        size,
      ),
    ];
  const figures: Figures = figuresOf(at.length > 1 ? at : [at[0] as number, (at[0] as number) + 1], unit);
  return [
    ...bars,
    ...labelsBelow(
      box,
      at.map((each) => ({ at: each, label: figures.tick(each), x: middle(each) })),
      size,
    ),
  ];
}
