import Graph from 'graphology';
import louvain from 'graphology-communities-louvain';
import betweenness from 'graphology-metrics/centrality/betweenness.js';
import pagerank from 'graphology-metrics/centrality/pagerank.js';
import type { Measure } from '../../../../shared/contract/graph-analysis.ts';
import { counted } from '../../../../shared/domain/counted.ts';
import { type Computed, type Network, stepsOf } from './network.ts';

type Column = readonly (number | null)[];

/**
 * Numbers for each item. Degrees count links, parallel ones each; betweenness (Brandes 2001, divided by the pairs of others),
 * components, cores and articulation points look at who is joined to whom, whatever the direction and the number of links;
 * PageRank (damping 0.85) follows directions, and both ways where there is none; communities are those of Louvain (Blondel et al.
 * 2008), weighted by the number of links and drawn with the seed. A link from an item to itself counts once among links, weight, in
 * and out, and for PageRank; it makes no neighbour and joins nothing.
 */
export function measures(network: Network, wanted: readonly Measure[], seed: number): Computed {
  const { items, links } = network;
  const columns = wanted.map((measure): readonly [string, Column] => [
    NAMES[measure],
    columnOf(network, measure, seed),
  ]);
  const notes: string[] = [];
  if (wanted.includes('community'))
    notes.push(`Communities by Louvain, seed ${seed}, weighted by the number of links.`);
  if (wanted.includes('betweenness')) notes.push('Betweenness is divided by the number of pairs of other items.');
  if (wanted.includes('weight'))
    notes.push('Rows behind links add up to the weight; a link without rows counts as one.');
  const loops = links.filter(({ from, to }) => from === to).length;
  if (loops > 0)
    notes.push(
      `${counted(loops, 'link leads', 'links lead')} from an item to itself: counted once in links, in, out, weight and PageRank; what joins items is told without ${loops === 1 ? 'it' : 'them'}.`,
    );
  const order = items.map((_, at) => at);
  const [, first] = columns[0] as readonly [string, Column];
  const grouped = wanted[0] === 'component' || wanted[0] === 'community';
  order.sort((a, b) => (grouped ? 1 : -1) * ((first[a] ?? 0) - (first[b] ?? 0)) || a - b);
  return {
    columns: ['item', 'type', ...columns.map(([name]) => name)],
    rows: order.map((at) => [
      items[at]?.label ?? '',
      items[at]?.type ?? '',
      ...columns.map(([, values]) => values[at] ?? null),
    ]),
    notes: links.length === 0 ? [...notes, 'There is no link between these items.'] : notes,
    behind: order.map((at) => ({ items: [at], links: [] })),
  };
}

const NAMES: Readonly<Record<Measure, string>> = {
  links: 'links',
  in: 'links_in',
  out: 'links_out',
  neighbours: 'neighbours',
  weight: 'weight',
  betweenness: 'betweenness',
  pagerank: 'pagerank',
  component: 'component',
  community: 'community',
  core: 'core',
  articulation: 'articulation_point',
};

function columnOf(network: Network, measure: Measure, seed: number): Column {
  const { items, links } = network;
  const byItem = (of: Readonly<Record<string, number>>): Column => items.map((_, at) => of[String(at)] ?? 0);
  const tally = (add: (count: (at: number, by?: number) => void) => void): Column => {
    const counts = items.map(() => 0);
    add((at, by = 1) => {
      counts[at] = (counts[at] ?? 0) + by;
    });
    return counts;
  };
  switch (measure) {
    case 'links':
      return tally((count) => {
        for (const { from, to } of links) for (const at of new Set([from, to])) count(at);
      });
    case 'in':
    case 'out':
      return tally((count) => {
        for (const { from, to, direction } of links) {
          if (direction === 'none') continue;
          count(measure === 'in' ? to : from);
          if (direction === 'both' && from !== to) count(measure === 'in' ? from : to);
        }
      });
    case 'neighbours':
      return neighboursOf(network).map((those) => those.length);
    case 'weight':
      return tally((count) => {
        for (const { from, to, weight } of links) for (const at of new Set([from, to])) count(at, weight);
      });
    case 'betweenness':
      return byItem(betweenness(simple(network), { getEdgeWeight: null }));
    case 'pagerank':
      return byItem(pagerank(directed(network), { getEdgeWeight: 'weight', maxIterations: 1000, tolerance: 1e-10 }));
    case 'component':
      return ranked(components(network));
    case 'community': {
      if (links.length === 0) return ranked(items.map((_, at) => at));
      return ranked(byItem(louvain(simple(network), { getEdgeWeight: 'weight', rng: random(seed) })));
    }
    case 'core':
      return cores(network);
    case 'articulation':
      return articulation(network);
  }
}

/** For each item the others that it is joined to. */
const neighboursOf = (network: Network): number[][] =>
  stepsOf(network, false).map((steps, at) => [...new Set(steps.map(({ to }) => to))].filter((to) => to !== at));

/** Who is joined to whom; the weight is the number of links. */
function simple({ items, links }: Network): Graph {
  const graph = new Graph({ type: 'undirected', multi: false });
  for (const at of items.keys()) graph.addNode(String(at));
  for (const { from, to } of links)
    if (from !== to)
      graph.updateEdge(String(from), String(to), (before) => ({ weight: Number(before['weight'] ?? 0) + 1 }));
  return graph;
}

function directed(network: Network): Graph {
  const graph = new Graph({ type: 'directed', multi: false });
  for (const at of network.items.keys()) graph.addNode(String(at));
  for (const [from, steps] of stepsOf(network, true).entries())
    for (const { to } of steps)
      graph.updateEdge(String(from), String(to), (before) => ({ weight: Number(before['weight'] ?? 0) + 1 }));
  return graph;
}

/** Mulberry32: the same numbers for the same seed everywhere. */
function random(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Groups numbered from 1, the largest first; of those of one size the one with the first item. */
function ranked(groups: Column): Column {
  const sizes = new Map<number | null, { size: number; first: number }>();
  for (const [at, group] of groups.entries()) {
    const held = sizes.get(group);
    if (held) held.size++;
    else sizes.set(group, { size: 1, first: at });
  }
  const order = [...sizes].toSorted(([, a], [, b]) => b.size - a.size || a.first - b.first).map(([group]) => group);
  const places = new Map(order.map((group, at) => [group, at + 1]));
  return groups.map((group) => places.get(group) ?? null);
}

function components(network: Network): Column {
  const steps = stepsOf(network, false);
  const of = network.items.map(() => -1);
  for (const start of of.keys()) {
    if (of[start] !== -1) continue;
    const open = [start];
    of[start] = start;
    for (let at = open.pop(); at !== undefined; at = open.pop())
      for (const { to } of steps[at] ?? [])
        if (of[to] === -1) {
          of[to] = start;
          open.push(to);
        }
  }
  return of;
}

/** The largest k such that the item is in a part where all have k neighbours or more (Batagelj and Zaversnik 2003). */
function cores(network: Network): Column {
  const neighbours = neighboursOf(network);
  const degree = neighbours.map((those) => those.length);
  const buckets: number[][] = [];
  const put = (at: number): void => {
    const bucket = (buckets[degree[at] ?? 0] ??= []);
    bucket.push(at);
  };
  for (const at of degree.keys()) put(at);
  const core = degree.map(() => -1);
  let reached = 0;
  for (let k = 0; k < buckets.length; k++) {
    for (let at = buckets[k]?.pop(); at !== undefined; at = buckets[k]?.pop()) {
      if (core[at] !== -1 || degree[at] !== k) continue;
      reached = Math.max(reached, k);
      core[at] = reached;
      for (const to of neighbours[at] ?? [])
        if (core[to] === -1 && (degree[to] ?? 0) > k) {
          degree[to] = (degree[to] ?? 0) - 1;
          put(to);
        }
    }
  }
  return core;
}

/** 1 for an item without which its component falls apart (Hopcroft and Tarjan 1973), else 0. */
function articulation(network: Network): Column {
  const steps = neighboursOf(network);
  const seen = network.items.map(() => 0);
  const low = network.items.map(() => 0);
  const cut = network.items.map(() => 0);
  let time = 0;
  for (const root of seen.keys()) {
    if (seen[root] !== 0) continue;
    const path: { readonly at: number; readonly above: number; next: number; children: number }[] = [
      { at: root, above: -1, next: 0, children: 0 },
    ];
    seen[root] = low[root] = ++time;
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const { at, above } = top;
      const to = steps[at]?.[top.next++];
      if (to === undefined) {
        path.pop();
        const parent = path.at(-1);
        if (!parent) {
          if (top.children > 1) cut[at] = 1;
          continue;
        }
        low[parent.at] = Math.min(low[parent.at] ?? 0, low[at] ?? 0);
        if (parent.above !== -1 && (low[at] ?? 0) >= (seen[parent.at] ?? 0)) cut[parent.at] = 1;
      } else if (seen[to] === 0) {
        top.children++;
        seen[to] = low[to] = ++time;
        path.push({ at: to, above: at, next: 0, children: 0 });
      } else if (to !== above) low[at] = Math.min(low[at] ?? 0, seen[to] ?? 0);
    }
  }
  return cut;
}
