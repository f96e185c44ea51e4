import { sankey, sankeyLinkHorizontal } from 'd3-sankey';
import type { Chart } from '../../contract/charts.ts';
import type { ChartValue, DrawnOf } from '../charts.ts';
import type { Room } from './axes.ts';
import { seriesPaint } from './marks.ts';
import { figuresOf } from './numbers.ts';
import { fitted, path, rect, type Shape, short, text, textWidth } from './scene.ts';
import { measuredUnit, valueWords } from './words.ts';

interface Node {
  readonly name: string;
}
interface Flow {
  readonly told: Pick<ChartValue, 'value' | 'text'>;
}

/** Room for the nodes of the fuller side, in letters. */
export function flowRows({ nodes, flows }: DrawnOf<'flows'>, size: number): number {
  const from = new Set(flows.map((flow) => flow.from));
  return Math.max(from.size, nodes.length - from.size) * size * 1.9 + size * 2;
}

export function drawFlows(chart: Chart, { nodes, flows }: DrawnOf<'flows'>, room: Room): Shape[] {
  if (flows.length === 0) return [];
  const { size } = room;
  // Names stand beside the outer nodes, so that no ribbon runs through them.
  const beside = Math.min(
    (room.right - room.left) * 0.26,
    Math.max(...nodes.map((name) => textWidth(name, size))) + size * 6,
  );
  const layout = sankey<Node, Flow>()
    .nodeWidth(size * 0.9)
    .nodePadding(size * 0.9)
    .extent([
      [room.left + beside, room.top + size * 0.5],
      [room.right - beside, room.bottom - size * 0.5],
    ]);
  const { nodes: placed, links } = layout({
    nodes: nodes.map((name) => ({ name })),
    links: flows.map(({ from, to, value, text: told }) => ({
      source: from,
      target: to,
      value,
      told: { value, text: told },
    })),
  });
  const order = new Map(placed.map((node, at) => [node, at]));
  const draw = sankeyLinkHorizontal<Node, Flow>();
  const ribbons = links.map((link, place) => {
    const { source, target, width = 1, told } = link;
    const [from, to] = [source as (typeof placed)[number], target as (typeof placed)[number]];
    const d = (draw(link) ?? '').replaceAll(/-?\d+\.\d+/g, (value) => String(short(Number(value))));
    return path(d, {
      stroke: { token: seriesPaint(order.get(from) ?? 0, false), share: 0.45 },
      weight: short(Math.max(0.6, width)),
      title: `${from.name} to ${to.name}: ${valueWords(chart, told)}`,
      place,
    });
  });
  const figures = figuresOf([0, Math.max(...placed.map(({ value = 0 }) => value))], measuredUnit(chart));
  const whole = chart.spec.measure === 'rows';
  const marks = placed.flatMap((node, at): Shape[] => {
    const { name, x0 = 0, x1 = 0, y0 = 0, y1 = 0, value = 0 } = node;
    const atLeft = x0 < room.left + beside + 1;
    const total = whole ? value.toLocaleString('en-US') : figures.tick(value);
    const y = (y0 + y1) / 2 + size * 0.35;
    return [
      rect(x0, y0, x1 - x0, Math.max(1, y1 - y0), {
        fill: seriesPaint(at, false),
        title: `${name}: ${total}`,
        series: at,
      }),
      text(
        atLeft ? x0 - size * 0.5 : x1 + size * 0.5,
        y,
        `${fitted(name, size, beside - textWidth(`  ${total}`, size) - size * 0.5)}  ${total}`,
        size,
        atLeft ? 'end' : 'start',
      ),
    ];
  });
  return [...ribbons, ...marks];
}
