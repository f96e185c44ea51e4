import type { AnalysisSpec } from '../../../../shared/contract/graph-analysis.ts';
import { counted } from '../../../../shared/domain/counted.ts';
import { PLAIN_NUMBERS } from '../../../../shared/domain/readings.ts';
import { exactOf, exactSum, exactText } from '../../datasets/readings/numbers.ts';
import { type Computed, type Network, type Step, stepsOf } from './network.ts';

type Paths = Extract<AnalysisSpec, { method: 'paths' }>;
/** Steps of a search that are tried before it stops and says so. */
const MOST_TRIED = 20_000_000;

/** All shortest paths between two items, or all that meet no item twice, hop by hop with the proof of each link. */
export function paths(network: Network, from: number, to: number, { which, directed, longest, most }: Paths): Computed {
  const steps = stepsOf(network, directed);
  const away = distances(stepsBack(network, directed), to);
  const shortest = away[from] ?? -1;
  const limit = which === 'shortest' ? shortest : longest;
  const found: Step[][] = [];
  let tried = 0;
  let more = false;
  const on = new Set([from]);
  const path: Step[] = [];
  const walk = (at: number, length: number): void => {
    for (const step of steps[at] ?? []) {
      if (found.length > most || ++tried > MOST_TRIED) return;
      const rest = away[step.to] ?? -1;
      // Only where the end can still be reached within the limit.
      if (on.has(step.to) || rest < 0 || path.length + 1 + rest > length) continue;
      path.push(step);
      if (step.to === to) {
        if (path.length === length) found.push([...path]);
      } else {
        on.add(step.to);
        walk(step.to, length);
        on.delete(step.to);
      }
      path.pop();
    }
  };
  // The shorter ones first, so that those are here where there are more than are wanted.
  for (let length = shortest; shortest > 0 && length <= limit && found.length <= most; length++) walk(from, length);
  if (found.length > most) {
    found.length = most;
    more = true;
  }
  const notes = [
    shortest < 0
      ? `No path joins the two${directed ? ' along the direction of links' : ''}.`
      : `The shortest path has ${shortest} ${shortest === 1 ? 'link' : 'links'}.`,
    ...(more ? [`There are more: the first ${most} that were found are here.`] : []),
    ...(tried > MOST_TRIED ? ['The search was stopped: not all paths were looked at. Ask for shorter ones.'] : []),
    ...(which === 'simple' ? [`Paths of at most ${longest} links.`] : []),
  ];
  return hops(
    network,
    found.map((those) => ({ start: from, steps: those })),
    'path',
    notes,
  );
}

function stepsBack(network: Network, directed: boolean): Step[][] {
  if (!directed) return stepsOf(network, false);
  const back = network.items.map((): Step[] => []);
  for (const [at, steps] of stepsOf(network, true).entries())
    for (const { to, link } of steps) back[to]?.push({ to: at, link });
  return back;
}

/** Links from each item to one; -1 where there is no way. */
function distances(steps: readonly (readonly Step[])[], start: number): number[] {
  const away = steps.map(() => -1);
  away[start] = 0;
  for (let open = [start]; open.length > 0; ) {
    const next: number[] = [];
    for (const at of open)
      for (const { to } of steps[at] ?? [])
        if (away[to] === -1) {
          away[to] = (away[at] ?? 0) + 1;
          next.push(to);
        }
    open = next;
  }
  return away;
}

interface Route {
  readonly start: number;
  readonly steps: readonly Step[];
}
function hops({ items, links }: Network, routes: readonly Route[], word: string, notes: readonly string[]): Computed {
  const rows: (string | number | null)[][] = [];
  const behind: { items: number[]; links: number[] }[] = [];
  for (const [at, { start, steps }] of routes.entries()) {
    const all = { items: [start, ...steps.map(({ to }) => to)], links: steps.map(({ link }) => link) };
    let from = start;
    for (const [hop, { to, link }] of steps.entries()) {
      const { type, from: linkFrom, direction, amount, proof } = links[link] as Network['links'][number];
      const way = direction === 'none' ? '—' : direction === 'both' ? '↔' : linkFrom === from ? '→' : '←';
      const sum = amount ? `${amount.sum}${amount.unit && ` ${amount.unit}`}` : null;
      rows.push([
        at + 1,
        hop + 1,
        items[from]?.label ?? '',
        way,
        type,
        items[to]?.label ?? '',
        sum,
        proof === '' ? 'no proof' : proof,
      ]);
      behind.push(all);
      from = to;
    }
  }
  return { columns: [word, 'hop', 'from', 'direction', 'link', 'to', 'amount', 'proof'], rows, notes, behind };
}

/** Ways along the direction of links that come back to where they start, each once, beginning with its first item. */
export function rings(network: Network, longest: number, most: number): Computed {
  const steps = stepsOf(network, true);
  const found: Route[] = [];
  let tried = 0;
  for (const start of network.items.keys()) {
    const on = new Set([start]);
    const path: Step[] = [];
    const walk = (at: number): void => {
      for (const step of steps[at] ?? []) {
        if (found.length > most || ++tried > MOST_TRIED) return;
        if (step.to < start || path.length >= longest) continue;
        // One link alone leads there and back; that is no ring.
        if (step.to === start && path.length === 1 && path[0]?.link === step.link) continue;
        if (step.to === start && path.length > 0) {
          if (isFirstWay(network, path, step)) found.push({ start, steps: [...path, step] });
          continue;
        }
        if (on.has(step.to)) continue;
        on.add(step.to);
        path.push(step);
        walk(step.to);
        path.pop();
        on.delete(step.to);
      }
    };
    walk(start);
  }
  const more = found.length > most;
  const loops = network.links.filter(({ from, to }) => from === to).length;
  const notes = [
    `Rings of at most ${longest} links, along their direction; a link without one goes both ways.`,
    ...(loops > 0
      ? [`${counted(loops, 'link leads', 'links lead')} from an item to itself: no ring, and not listed.`]
      : []),
    ...(more ? [`There are more: the first ${most} that were found are here.`] : []),
    ...(tried > MOST_TRIED ? ['The search was stopped: not all rings were looked at. Ask for shorter ones.'] : []),
  ];
  return hops(network, found.slice(0, most), 'ring', notes);
}

/** A ring of links without a direction can be walked both ways round; it counts once. */
function isFirstWay({ links }: Network, path: readonly Step[], last: Step): boolean {
  const all = [...path, last];
  if (all.some(({ link }) => links[link]?.direction === 'forward')) return true;
  return (all[0]?.link ?? 0) <= last.link;
}

/** Rows are kept by the names of columns: two items of one label have one each. */
function distinct(names: readonly string[]): string[] {
  const taken = new Set<string>();
  for (const base of names) {
    let name = base;
    for (let copy = 2; taken.has(name); copy++) name = `${base} (${copy})`;
    taken.add(name);
  }
  return [...taken];
}

/** What is joined to every one of the items. */
export function neighbours(network: Network, of: readonly number[]): Computed {
  const { items, links } = network;
  const steps = stepsOf(network, false);
  const sets = of.map((at) =>
    Map.groupBy(
      (steps[at] ?? []).filter(({ to }) => to !== at),
      ({ to }) => to,
    ),
  );
  const common = items.map((_, at) => at).filter((at) => sets.every((set) => set.has(at)));
  return {
    columns: ['item', 'type', ...distinct(of.map((at) => `links_to ${items[at]?.label}`)), 'proof'],
    rows: common.map((at) => [
      items[at]?.label ?? '',
      items[at]?.type ?? '',
      ...sets.map((set) => (set.get(at) ?? []).length),
      [...new Set(sets.flatMap((set) => (set.get(at) ?? []).map(({ link }) => links[link]?.proof ?? '')))]
        .filter(Boolean)
        .join('; ') || 'no proof',
    ]),
    notes: common.length === 0 ? ['Nothing is joined to all of them.'] : [],
    behind: common.map((at) => ({
      items: [at, ...of],
      links: sets.flatMap((set) => (set.get(at) ?? []).map(({ link }) => link)),
    })),
  };
}

/** Exact sums of what links bring to each item and take from it, by unit. Links without a direction are counted and left out. */
export function flows({ items, links }: Network): Computed {
  const found = new Map<
    string,
    { at: number; unit: string; in: string; out: string; links: number[]; countIn: number; countOut: number }
  >();
  let undirected = 0;
  const add = (at: number, unit: string, side: 'in' | 'out', sum: string, link: number): void => {
    const key = `${at} ${unit}`;
    const flow = found.get(key) ?? { at, unit, in: '0', out: '0', links: [], countIn: 0, countOut: 0 };
    found.set(key, flow);
    flow[side] = plus(flow[side], sum);
    flow.links.push(link);
    flow[side === 'in' ? 'countIn' : 'countOut']++;
  };
  let [bare, rows, partial] = [0, 0, 0];
  for (const [link, { from, to, direction, amount, without = 0 }] of links.entries()) {
    if (!amount) {
      bare++;
      continue;
    }
    if (without > 0) {
      partial++;
      rows += without;
    }
    if (direction !== 'forward') {
      undirected++;
      continue;
    }
    add(from, amount.unit, 'out', amount.sum, link);
    add(to, amount.unit, 'in', amount.sum, link);
  }
  const flowing = [...found.values()].toSorted((a, b) => a.at - b.at || (a.unit < b.unit ? -1 : 1));
  return {
    columns: ['item', 'type', 'unit', 'links_in', 'sum_in', 'links_out', 'sum_out', 'net'],
    rows: flowing.map((row) => [
      ...[items[row.at]?.label ?? '', items[row.at]?.type ?? '', row.unit, row.countIn, row.in, row.countOut, row.out],
      plus(row.in, row.out.startsWith('-') ? row.out.slice(1) : `-${row.out}`),
    ]),
    notes: [
      'Sums are exact and of one unit each; amounts whose unit is not known have an empty one.',
      ...(bare > 0
        ? [
            `${counted(bare, 'link has', 'links have')} no amount that is known or could be added up, as where units differ: not in the sums.`,
          ]
        : []),
      ...(partial > 0
        ? [
            `${counted(partial, 'link rests', 'links rest')} on ${counted(rows, 'row')} that have no amount, or none that could be added up: the sums are of the others.`,
          ]
        : []),
      ...(undirected > 0 ? [`${undirected} links with an amount have no one direction and are left out.`] : []),
    ],
    behind: flowing.map(({ at, links: those }) => ({ items: [at], links: those })),
  };
}

function plus(one: string, other: string): string {
  const [a, b] = [exactOf(one, PLAIN_NUMBERS), exactOf(other, PLAIN_NUMBERS)];
  if (!a || !b) throw new RangeError(`"${a ? other : one}" is no number`);
  return exactText(exactSum(a, b));
}
