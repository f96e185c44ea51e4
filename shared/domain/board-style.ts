import type { BoardStyle, BoardView } from '../contract/board.ts';
import { counted } from './counted.ts';

/** Reach 3:1 on every ground; from the least to the most. */
const RAMP = ['#7d8ea3', '#3f8fb5', '#2f7fd6', '#8a4fd0', '#c2268f'] as const;
const KINDS = [
  '#2f7fd6',
  '#c2268f',
  '#2a9134',
  '#c87619',
  '#8a4fd0',
  '#0f8f8f',
  '#c23030',
  '#6e7f0e',
  '#4b5fc4',
  '#a05a2c',
];
const OTHER = '#7d8ea3';
/** Measures whose numbers are names: what has the same belongs together, and none is more than another. */
const NAMES: ReadonlySet<string> = new Set(['community', 'component']);
/** A card of the least is as large as it was, one of the most so many times that. */
export const LARGEST = 1.7;
/** Left between two cards for what their link is called, in units of the board. */
const FOR_LINKS = 20;
/** So that a measure can be seen where cards stand side by side; their names, in the middle, are not reached. */
const LEAST_LARGEST = 1.15;

type Part = NonNullable<BoardStyle['size']>;
type Ids = ReadonlySet<string>;

/** A style of some of the items alone: what the others measure shows in no range and no colour of it. */
export function styleOf(style: BoardStyle | null | undefined, ids: Ids): BoardStyle | null {
  if (!style) return null;
  const part = (of: Part | null): Part | null =>
    of && { ...of, values: Object.fromEntries(Object.entries(of.values).filter(([id]) => ids.has(id))) };
  return { ...style, size: part(style.size), colour: part(style.colour) };
}

/** The same style by other ids. @param now what an old one has become */
export function withIds(style: BoardStyle, now: (old: string) => string): BoardStyle {
  const part = (of: Part | null): Part | null =>
    of && { ...of, values: Object.fromEntries(Object.entries(of.values).map(([id, value]) => [now(id), value])) };
  return { ...style, size: part(style.size), colour: part(style.colour) };
}

/** How many times its size a card is drawn; 1 for what was not measured. The area follows the measure. @param largest of the most */
export function scaleIn(style: BoardStyle | null | undefined, largest = LARGEST): (id: string) => number {
  const values = style?.size?.values ?? {};
  const { least, most } = rangeOf(values);
  return (id) => {
    const value = values[id];
    if (value === undefined || most <= least) return 1;
    return 1 + (largest - 1) * Math.sqrt((value - least) / (most - least));
  };
}

interface Card {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * How many times its size the card of the most may be, such that no card grows far over another that it did not touch before: names
 * stay readable until a layout makes room. One number for all, so that sizes still compare.
 */
export function roomFor(style: BoardStyle | null | undefined, cards: readonly Card[]): number {
  const grown = (largest: number) => {
    const scale = scaleIn(style, largest);
    return (card: Card) => scale(card.id);
  };
  const full = grown(LARGEST);
  const widest = cards.reduce((most, { width }) => Math.max(most, width), 0) * LARGEST;
  const inOrder = cards.toSorted((a, b) => a.x - b.x);
  let largest = LARGEST;
  for (const [at, one] of inOrder.entries()) {
    for (let next = at + 1; next < inOrder.length; next++) {
      const other = inOrder[next] as Card;
      const across = other.x - one.x;
      if (across >= widest) break;
      const down = Math.abs(other.y - one.y);
      const [wide, high] = [(one.width + other.width) / 2, (one.height + other.height) / 2];
      if (across < wide && down < high) continue; // they touch as it is
      const [a, b] = [full(one), full(other)];
      if (a === 1 && b === 1) continue;
      const share = (gap: number, first: number, second: number): number =>
        (2 * gap) / Math.max(1e-9, ((a - 1) * first + (b - 1) * second) / (LARGEST - 1));
      const most = Math.max(
        share(across - wide - FOR_LINKS, one.width, other.width),
        share(down - high - FOR_LINKS, one.height, other.height),
      );
      largest = Math.min(largest, 1 + most);
    }
  }
  return Math.max(LEAST_LARGEST, largest);
}

/** A board with its cards as large as its style makes them where there is room, about the places that they have. */
export function styled(view: BoardView, largest?: number): BoardView {
  if (!view.style?.size) return view;
  const cards = view.items.map(({ subject: { id }, ...rect }) => ({ ...rect, id }));
  const scale = scaleIn(view.style, largest ?? roomFor(view.style, cards));
  const items = view.items.map((item) => {
    const by = scale(item.subject.id);
    return by === 1 ? item : { ...item, width: Math.round(item.width * by), height: Math.round(item.height * by) };
  });
  return { ...view, items };
}

/** The colour of an item; null for what was not measured. */
export function tintIn(style: BoardStyle | null | undefined): (id: string) => string | null {
  const part = style?.colour;
  if (!part) return () => null;
  const classes = classesOf(part);
  return (id) => {
    const value = part.values[id];
    return value === undefined ? null : (classes.find((each) => each.has(value))?.colour ?? OTHER);
  };
}

/** What the sizes and colours of a drawing mean, with what they were computed from. */
export function styleLegend(style: BoardStyle | null | undefined): { words: string; colour: string | null }[] {
  if (!style) return [];
  const { size, colour } = style;
  const { least, most } = rangeOf(size?.values ?? {});
  return [
    ...(colour ? classesOf(colour).map((each) => ({ words: each.words, colour: each.colour })) : []),
    ...(size ? [{ words: `Size: ${size.measure}, ${told(least)} to ${told(most)}`, colour: null }] : []),
  ];
}
/** "Sizes by degree, colours by community: of Main board, 24 items, 23 links, at 2026-05-04 10:00 UTC." */
export function styleWords({ size, colour, basis, at }: BoardStyle): string {
  const by = [size && `sizes by ${size.measure}`, colour && `colours by ${colour.measure}`].filter(Boolean).join(', ');
  return `${by.charAt(0).toUpperCase()}${by.slice(1)}: ${basis}, at ${at.slice(0, 16).replace('T', ' ')} UTC.`;
}

interface Class {
  readonly colour: string;
  readonly words: string;
  has(value: number): boolean;
}
function classesOf({ measure, values }: Part): Class[] {
  const all = Object.values(values);
  if (NAMES.has(measure)) {
    const counts = new Map<number, number>();
    for (const value of all) counts.set(value, (counts.get(value) ?? 0) + 1);
    const largest = [...counts].toSorted(([a, x], [b, y]) => y - x || a - b);
    const rest = largest.slice(KINDS.length);
    const named = largest.slice(0, KINDS.length).map(
      ([value, count], at): Class => ({
        colour: KINDS[at] ?? OTHER,
        words: `${measure} ${value} (${count.toLocaleString('en-US')})`,
        has: (each) => each === value,
      }),
    );
    const others = new Set(rest.map(([value]) => value));
    if (rest.length > 0)
      named.push({
        colour: OTHER,
        words: `another ${measure} (of ${rest.length} more)`,
        has: (each) => others.has(each),
      });
    return named;
  }
  const { least, most } = rangeOf(values);
  if (most <= least)
    return all.length === 0
      ? []
      : [{ colour: RAMP[2], words: `${measure} ${told(least)} (${counted(all.length, 'item')})`, has: () => true }];
  const step = (most - least) / RAMP.length;
  return RAMP.map((colour, at): Class => {
    const [from, to] = [least + at * step, at === RAMP.length - 1 ? most : least + (at + 1) * step];
    const last = at === RAMP.length - 1;
    return {
      colour,
      words: `${measure} ${told(from)} to ${told(to)}`,
      has: (value) => value >= from && (value < to || last),
    };
  });
}

function rangeOf(values: Readonly<Record<string, number>>): { least: number; most: number } {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of Object.values(values)) [least, most] = [Math.min(least, value), Math.max(most, value)];
  return least > most ? { least: 0, most: 0 } : { least, most };
}
const told = (value: number): string => String(Number(value.toPrecision(3)));
