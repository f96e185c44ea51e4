import { path, rect, type Shape, short, type Token } from './scene.ts';

export const SERIES = 7;
/** Series never differ by colour alone: each has a hatching, a marker and a dash of its own, legible in grey. */
export const seriesPaint = (at: number, others: boolean): Token =>
  others ? 'others' : (`series-${(at % SERIES) as 0 | 1 | 2 | 3 | 4 | 5 | 6}` as const);
const DASHES: readonly (readonly number[])[] = [[], [6, 3], [2, 2.5], [9, 3, 2, 3], [12, 3], [4, 2, 1, 2], [1, 2]];
export const dashOf = (at: number): readonly number[] => DASHES[at % DASHES.length] as readonly number[];

const HATCHES = ['none', 'rising', 'dots', 'falling', 'level', 'crossed', 'upright'] as const;

/** A bar with the hatching of its series, made of lines so that every output draws it. */
export function hatched(
  x: number,
  y: number,
  width: number,
  height: number,
  paint: Token,
  at: number,
  title: string,
  unit: number,
): Shape[] {
  if (width <= 0 || height <= 0) return [];
  const hatch = HATCHES[at % HATCHES.length];
  const bar = rect(x, y, width, height, { fill: paint, title });
  if (hatch === 'none' || width < 2 || height < 2) return [bar];
  return [
    bar,
    path(hatching(x, y, width, height, hatch as Exclude<typeof hatch, 'none' | undefined>, unit * 0.5), {
      stroke: { token: 'surface', share: 1 },
      weight: unit * 0.075,
      opacity: 0.75,
      title,
    }),
  ];
}

function hatching(
  x: number,
  y: number,
  width: number,
  height: number,
  hatch: Exclude<(typeof HATCHES)[number], 'none'>,
  gap: number,
): string {
  const [right, bottom] = [x + width, y + height];
  let d = '';
  const stroke = (x1: number, y1: number, x2: number, y2: number) => {
    d += `M${short(x1)},${short(y1)}L${short(x2)},${short(y2)}`;
  };
  const rising = () => {
    for (let sum = Math.ceil((x + y) / gap) * gap; sum < right + bottom; sum += gap)
      stroke(Math.max(x, sum - bottom), Math.min(bottom, sum - x), Math.min(right, sum - y), Math.max(y, sum - right));
  };
  const falling = () => {
    for (let difference = Math.ceil((x - bottom) / gap) * gap; difference < right - y; difference += gap)
      stroke(
        Math.max(x, difference + y),
        Math.max(y, x - difference),
        Math.min(right, difference + bottom),
        Math.min(bottom, right - difference),
      );
  };
  if (hatch === 'rising' || hatch === 'crossed') rising();
  if (hatch === 'falling' || hatch === 'crossed') falling();
  if (hatch === 'level') for (let at = Math.ceil(y / gap) * gap; at < bottom; at += gap) stroke(x, at, right, at);
  if (hatch === 'upright') for (let at = Math.ceil(x / gap) * gap; at < right; at += gap) stroke(at, y, at, bottom);
  if (hatch === 'dots')
    for (let down = Math.ceil(y / gap) * gap; down < bottom; down += gap)
      for (
        let along = Math.ceil(x / gap) * gap + ((down / gap) % 2 === 0 ? 0 : gap / 2);
        along < right - gap * 0.25;
        along += gap
      )
        stroke(along, down, along + gap * 0.25, down);
  return d;
}

const MARKERS = ['circle', 'square', 'triangle', 'diamond', 'cross', 'down', 'star'] as const;

/** The marker of a series around a point. @param r half of its width */
export function marker(at: number, x: number, y: number, r: number): string {
  const to = (...points: readonly (readonly [number, number])[]) =>
    `M${points.map(([dx, dy]) => `${short(x + dx * r)},${short(y + dy * r)}`).join('L')}Z`;
  switch (MARKERS[at % MARKERS.length]) {
    case 'square':
      return to([-0.88, -0.88], [0.88, -0.88], [0.88, 0.88], [-0.88, 0.88]);
    case 'triangle':
      return to([0, -1.2], [1.1, 0.8], [-1.1, 0.8]);
    case 'down':
      return to([0, 1.2], [1.1, -0.8], [-1.1, -0.8]);
    case 'diamond':
      return to([0, -1.3], [1.1, 0], [0, 1.3], [-1.1, 0]);
    case 'cross':
      return to(
        [-0.4, -1.1],
        [0.4, -1.1],
        [0.4, -0.4],
        [1.1, -0.4],
        [1.1, 0.4],
        [0.4, 0.4],
        [0.4, 1.1],
        [-0.4, 1.1],
        [-0.4, 0.4],
        [-1.1, 0.4],
        [-1.1, -0.4],
        [-0.4, -0.4],
      );
    case 'star':
      return to(
        ...Array.from({ length: 10 }, (_, point): [number, number] => {
          const reach = point % 2 === 0 ? 1.35 : 0.6;
          const turn = (Math.PI * point) / 5 - Math.PI / 2;
          return [Math.cos(turn) * reach, Math.sin(turn) * reach];
        }),
      );
    default:
      return circle(x, y, r);
  }
}

export const circle = (x: number, y: number, r: number): string =>
  `M${short(x - r)},${short(y)}a${short(r)},${short(r)} 0 1 0 ${short(2 * r)},0a${short(r)},${short(r)} 0 1 0 ${short(-2 * r)},0Z`;
