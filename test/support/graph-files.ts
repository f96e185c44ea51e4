import { parse } from 'csv-parse/sync';
import { readGraphJson } from '../../electron/core/formats/graph-json.ts';
import { readGraphXml } from '../../electron/core/formats/graph-xml.ts';
import type { Found } from '../../electron/core/formats/table.ts';
import { type Draft, edgesReader, elementsReader, guessEdges, nodesReader } from '../../electron/core/graph/drafts.ts';
import { csvPair } from '../../electron/core/graph/export.ts';
import type { OutGraph } from '../../electron/core/graph/outgoing.ts';
import { asFtm, asStix } from '../../electron/core/graph/write-json.ts';
import { asGexf, asGraphMl } from '../../electron/core/graph/write-xml.ts';
import type { GraphFormat } from '../../shared/contract/graph.ts';
import { EntityId, ExhibitId, LinkId } from '../../shared/contract/values.ts';

const AT = '2026-05-04T10:00:00.000Z';
const idOf = (at: number): string => `00000000-0000-4000-8000-${at.toString(16).padStart(12, '0')}`;
const EXHIBIT = ExhibitId.parse(idOf(0));

/** A graph of items that are named by numbers; the weight of a link, where there is one, is an exact text. */
export function graphOfPairs(pairs: readonly (readonly [from: string, to: string, weight?: string])[]): OutGraph {
  const names = [...new Set(pairs.flatMap(([from, to]) => [from, to]))];
  const ids = new Map(names.map((name, at) => [name, EntityId.parse(idOf(at + 1))]));
  return {
    title: 'Test',
    leftOut: [],
    items: names.map((label, at) => ({
      ...{ id: ids.get(label) as EntityId, type: 'other', label, note: '', proof: '', createdAt: AT },
      at: { x: at * 10.5, y: -at, width: 150, height: 40 },
    })),
    links: pairs.map(([from, to, weight], at) => ({
      ...{ id: LinkId.parse(idOf(0x100000 + at)), from: ids.get(from) as EntityId, to: ids.get(to) as EntityId },
      ...{ type: 'linked to', label: '', direction: 'forward', note: '', proof: '', createdAt: AT },
      facts:
        weight === undefined ? null : { exhibit: EXHIBIT, count: 2, amount: { sum: weight, unit: 'ETH', values: 1 } },
    })),
  };
}

/** What comes of a graph that was written in a format and is read again, by the readers that an import uses. */
export function writtenAndRead(format: GraphFormat, graph: OutGraph): readonly Draft[] {
  const defaults = { exhibit: EXHIBIT, itemType: 'detect', linkType: 'linked to', direction: 'forward' } as const;
  if (format === 'csv') {
    const [nodes = [], links = []] = csvPair(graph, null).map(({ bytes }) => parse(bytes, { bom: true }) as string[][]);
    const [nodeHeader = [], ...nodeRows] = nodes;
    const [linkHeader = [], ...linkRows] = links;
    const ofNode = nodesReader(nodeHeader, defaults);
    const named = new Set(graph.items.map(({ id }) => id));
    const ofLink = edgesReader(linkHeader, [], guessEdges(linkHeader) as never, defaults, named);
    return [...nodeRows.flatMap(ofNode), ...linkRows.flatMap(ofLink)];
  }
  const [table] = read(format, graph).tables;
  const reader = elementsReader(table?.header ?? [], [], defaults);
  return [...((table?.records() ?? []) as Iterable<{ cells: (string | null)[] }>)].flatMap(({ cells }, at) =>
    reader(cells, at + 1),
  );
}

function read(format: Exclude<GraphFormat, 'csv'>, graph: OutGraph): Found {
  switch (format) {
    case 'graphml':
      return readGraphXml(Buffer.from(asGraphMl(graph)));
    case 'gexf':
      return readGraphXml(Buffer.from(asGexf(graph, AT)));
    case 'stix':
      return readGraphJson(asStix(graph, AT)) as Found;
    case 'ftm':
      return readGraphJson(asFtm(graph)) as Found;
  }
}

/** Whether drafts say of each node and link, in its order, all that the format carries. */
export function same(drafts: readonly Draft[], { items, links }: OutGraph, format: GraphFormat): boolean {
  const nodes = drafts.filter((draft) => draft.kind === 'node');
  const edges = drafts.filter((draft) => draft.kind === 'link');
  const places = format !== 'ftm';
  const number = new Map(nodes.map(({ key }, at) => [key, at]));
  const own = new Map(items.map(({ id }, at) => [id as string, at]));
  const one = [
    nodes.map(({ label, type, note, at }) => [label, type, note, places ? at : null]),
    edges.map(({ from, to, type, label, direction, amount, unit, count }) => [
      ...[number.get(from), number.get(to), type, label, direction],
      ...[amount && String(amount.units), amount?.scale, unit, places ? count : null],
    ]),
  ];
  const other = [
    items.map(({ label, type, note, at }) => [label, type, note, places ? at : null]),
    links.map(({ from, to, type, label, direction, facts }) => {
      const [whole = '', part = ''] = facts?.amount?.sum.split('.') ?? [];
      const amount = facts?.amount ? [String(BigInt(whole + part)), part.length] : [null, undefined];
      return [
        own.get(from),
        own.get(to),
        type,
        label,
        direction,
        ...amount,
        facts?.amount?.unit ?? '',
        places ? (facts?.count ?? null) : null,
      ];
    }),
  ];
  return drafts.length === items.length + links.length && JSON.stringify(one) === JSON.stringify(other);
}
