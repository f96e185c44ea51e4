import { type Lane, type LaneEvents, laneName } from '../contract/timeline.ts';
import { fitted, type Scene, type Shape, textWidth } from './chart-scene/scene.ts';
import { timeTicks } from './chart-scene/time-axis.ts';
import { counted } from './counted.ts';
import { offsetOf } from './zones.ts';

const WIDTH = 1200;
const LANE = 44;
const TOP = 56;
const SIZE = 12;
const SMALL = 10;
const RIGHT = 24;

/**
 * The lanes of a timeline with what each holds in 400 equal spans, as a drawing: a bar for a span, as high as the square root of
 * its count against the highest of its lane, whose count is written beside it.
 */
export function timelineScene(
  lanes: readonly Lane[],
  events: readonly LaneEvents[],
  { zone, from, to }: { readonly zone: string; readonly from: number | null; readonly to: number | null },
): Scene {
  const edges = events.flatMap(({ bins }) =>
    bins?.counts.some((count) => count > 0) ? [bins.edges[0] ?? 0, bins.edges.at(-1) ?? 0] : [],
  );
  const start = from ?? Math.min(...edges, Number.POSITIVE_INFINITY);
  const end = to ?? Math.max(...edges, Number.NEGATIVE_INFINITY);
  const left = 24 + Math.min(320, Math.max(80, ...lanes.map(({ name }) => textWidth(name, SIZE, true))));
  const height = TOP + lanes.length * LANE + 40;
  const total = events.reduce((sum, lane) => sum + lane.total, 0);
  const x = (utc: number): number => left + ((utc - start) / Math.max(1, end - start)) * (WIDTH - left - RIGHT);
  const shapes: Shape[] = [
    {
      is: 'text',
      x: 16,
      y: 26,
      text: `Timeline, ${counted(total, 'event')}, times of ${zone}`,
      size: 15,
      anchor: 'start',
      paint: 'ink',
      bold: true,
    },
  ];
  const foot = TOP + lanes.length * LANE;
  if (Number.isFinite(start) && end > start) {
    const clock = (utc: number) => utc + offsetOf(utc, zone);
    const unit = end - start < 2 * 86_400_000 ? 'minute' : 'day';
    for (const { at, label } of timeTicks(clock(start), clock(end), unit, null, 8)) {
      const place = x(at - (clock(start) - start));
      shapes.push({ is: 'path', d: `M${place.toFixed(2)} ${TOP - 8}V${foot}`, stroke: 'grid' });
      shapes.push({ is: 'text', x: place, y: foot + 20, text: label, size: SIZE, anchor: 'middle', paint: 'muted' });
    }
  }
  for (const [at, lane] of lanes.entries()) {
    const top = TOP + at * LANE;
    const found = events.find(({ key }) => laneName(key) === laneName(lane.key));
    shapes.push({ is: 'path', d: `M16 ${top + LANE}H${WIDTH - RIGHT}`, stroke: 'grid' });
    shapes.push({
      is: 'text',
      x: 16,
      y: top + 18,
      text: fitted(lane.name, SIZE, left - 24, true),
      size: SIZE,
      anchor: 'start',
      paint: 'ink',
      bold: true,
    });
    const words = [counted(found?.total ?? 0, 'event'), lane.rests, lane.zone === 'assumed' && 'zone assumed']
      .filter(Boolean)
      .join(', ');
    shapes.push({
      is: 'text',
      x: 16,
      y: top + 34,
      text: fitted(words, SMALL, left - 24),
      size: SMALL,
      anchor: 'start',
      paint: 'muted',
    });
    const bins = found?.bins;
    if (!bins) continue;
    const most = Math.max(1, ...bins.counts);
    for (const [bin, count] of bins.counts.entries()) {
      if (count === 0) continue;
      const [a = 0, b = 0] = [bins.edges[bin], bins.edges[bin + 1]];
      const tall = Math.max(2, Math.sqrt(count / most) * (LANE - 12));
      const width = Math.max(1.5, x(b) - x(a) - 0.3);
      shapes.push({
        is: 'rect',
        x: x(a),
        y: top + LANE - 2 - tall,
        width,
        height: tall,
        fill: `series-${(at % 7) as 0}`,
        title: counted(count, 'event'),
      });
    }
  }
  const alternative = `Timeline of ${counted(total, 'event')} in ${counted(lanes.length, 'lane')}: ${lanes.map((lane, at) => `${lane.name} (${events[at]?.total ?? 0})`).join(', ')}.`;
  return { width: WIDTH, height, shapes, alternative };
}
