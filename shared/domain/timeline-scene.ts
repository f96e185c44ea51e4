import { type Lane, type LaneEvents, laneName } from '../contract/timeline.ts';
import { fitted, type Scene, type Shape, textWidth } from './chart-scene/scene.ts';
import { timeTicks } from './chart-scene/time-axis.ts';
import { counted } from './counted.ts';
import { offsetOf } from './zones.ts';

/**
 * The lanes of a timeline with what each holds in 400 equal spans, as a drawing: a bar for a span, as high as the square root of
 * its count against the highest of its lane, whose count is written beside it.
 */
export function timelineScene(
  lanes: readonly Lane[],
  events: readonly LaneEvents[],
  { zone, from, to }: { readonly zone: string; readonly from: number | null; readonly to: number | null },
  { width = 1200, size = 12, titled = true }: { width?: number; size?: number; titled?: boolean } = {},
): Scene {
  const lane = size * 3.67;
  const top = titled ? size * 4.67 : size;
  const small = size * 0.83;
  const right = size * 2;
  const margin = titled ? 16 : 0;
  const edges = events.flatMap(({ bins }) =>
    bins?.counts.some((count) => count > 0) ? [bins.edges[0] ?? 0, bins.edges.at(-1) ?? 0] : [],
  );
  const start = from ?? Math.min(...edges, Number.POSITIVE_INFINITY);
  const end = to ?? Math.max(...edges, Number.NEGATIVE_INFINITY);
  const widest = Math.max(size * 7, ...lanes.map(({ name }) => textWidth(name, size, true)));
  const left = size * 2 + Math.min(width * 0.27, widest);
  const height = top + lanes.length * lane + size * 3.4;
  const total = events.reduce((sum, lane) => sum + lane.total, 0);
  const x = (utc: number): number => left + ((utc - start) / Math.max(1, end - start)) * (width - left - right);
  const shapes: Shape[] = [];
  if (titled)
    shapes.push({
      is: 'text',
      x: 16,
      y: 26,
      text: `Timeline, ${counted(total, 'event')}, times of ${zone}`,
      size: 15,
      anchor: 'start',
      paint: 'ink',
      bold: true,
    });
  const foot = top + lanes.length * lane;
  if (Number.isFinite(start) && end > start) {
    const clock = (utc: number) => utc + offsetOf(utc, zone);
    const unit = end - start < 2 * 86_400_000 ? 'minute' : 'day';
    for (const { at, label } of timeTicks(clock(start), clock(end), unit, null, 8)) {
      const place = x(at - (clock(start) - start));
      shapes.push({ is: 'path', d: `M${place.toFixed(2)} ${top - size * 0.67}V${foot}`, stroke: 'grid' });
      shapes.push({ is: 'text', x: place, y: foot + size * 1.67, text: label, size, anchor: 'middle', paint: 'muted' });
    }
  }
  for (const [at, each] of lanes.entries()) {
    const head = top + at * lane;
    const found = events.find(({ key }) => laneName(key) === laneName(each.key));
    shapes.push({ is: 'path', d: `M${margin} ${head + lane}H${width - right}`, stroke: 'grid' });
    shapes.push({
      is: 'text',
      x: margin,
      y: head + size * 1.5,
      text: fitted(each.name, size, left - size * 2, true),
      size,
      anchor: 'start',
      paint: 'ink',
      bold: true,
    });
    const words = [counted(found?.total ?? 0, 'event'), each.rests, each.zone === 'assumed' && 'zone assumed']
      .filter(Boolean)
      .join(', ');
    shapes.push({
      is: 'text',
      x: margin,
      y: head + size * 2.83,
      text: fitted(words, small, left - size * 2),
      size: small,
      anchor: 'start',
      paint: 'muted',
    });
    const bins = found?.bins;
    if (!bins) continue;
    const most = Math.max(1, ...bins.counts);
    for (const [bin, count] of bins.counts.entries()) {
      if (count === 0) continue;
      const [a = 0, b = 0] = [bins.edges[bin], bins.edges[bin + 1]];
      const tall = Math.max(2, Math.sqrt(count / most) * (lane - size));
      const wide = Math.max(1.5, x(b) - x(a) - 0.3);
      shapes.push({
        is: 'rect',
        x: x(a),
        y: head + lane - 2 - tall,
        width: wide,
        height: tall,
        fill: `series-${(at % 7) as 0}`,
        title: counted(count, 'event'),
      });
    }
  }
  const alternative = `Timeline of ${counted(total, 'event')} in ${counted(lanes.length, 'lane')}: ${lanes.map((lane, at) => `${lane.name} (${events[at]?.total ?? 0})`).join(', ')}.`;
  return { width, height, shapes, alternative };
}
