import { counted } from '../../../shared/domain/counted.ts';
import { GRAPH_COLUMNS } from '../../../shared/domain/graph-elements.ts';
import type { Found, TableRecord } from './table.ts';

/** A node or a link of a graph file, in the order of the file. Values are the texts that stand there. */
export interface GraphElement {
  readonly element: 'node' | 'link';
  readonly line: number;
  id: string | null;
  type: string | null;
  label: string | null;
  source: string | null;
  target: string | null;
  direction: 'none' | 'forward' | 'both' | null;
  readonly attributes: Map<string, string>;
  /** Why it cannot be a node or a link, as a clause. */
  problem: string | null;
}

export const graphElement = (element: 'node' | 'link', line: number): GraphElement => ({
  ...{ element, line, id: null, type: null, label: null, source: null, target: null, direction: null },
  attributes: new Map(),
  problem: null,
});

export const MOST_ELEMENTS = 2_000_000;
const MOST_ATTRIBUTES = 400;
const TAKEN: ReadonlySet<string> = new Set(GRAPH_COLUMNS);

/**
 * A graph as one table: a row for each node and each link, in the order of the file, so that the number of a row is the place of
 * the element. Beside the columns that every graph has stands one for each attribute.
 */
export function graphTable(format: string, elements: readonly GraphElement[], notes: readonly string[]): Found {
  const named = new Map<string, number>();
  const leftOut = new Set<string>();
  for (const { attributes } of elements)
    for (const name of attributes.keys()) {
      if (named.has(name)) continue;
      if (named.size < MOST_ATTRIBUTES) named.set(name, named.size);
      else leftOut.add(name);
    }
  const unread =
    leftOut.size > 0
      ? [
          `${counted(leftOut.size, 'attribute is', 'attributes are')} not read: a graph has at most ${MOST_ATTRIBUTES} here.`,
        ]
      : [];
  const header = [
    ...GRAPH_COLUMNS,
    ...[...named.keys()].map((name) => (TAKEN.has(name.toLowerCase()) ? `${name} (attribute)` : name)),
  ];
  const record = (each: GraphElement): TableRecord => {
    const { element, id, type, label, source, target, direction, attributes, line, problem } = each;
    const cells = [element, id, type, label, source, target, direction, ...Array<null>(named.size).fill(null)];
    for (const [name, value] of attributes) {
      const at = named.get(name);
      if (at !== undefined) cells[GRAPH_COLUMNS.length + at] = value;
    }
    const raw = cells.map((cell) => cell ?? '').join('\t');
    return problem === null ? { cells, line, problem, raw } : { cells: [], line, problem, raw };
  };
  const nodes = elements.filter(({ element, problem }) => element === 'node' && problem === null).length;
  const links = elements.filter(({ element, problem }) => element === 'link' && problem === null).length;
  const table = {
    part: '',
    format: `${format}: ${counted(nodes, 'node')}, ${counted(links, 'link')}`,
    header,
    width: header.length,
    notes: [...notes, ...unread],
    *records() {
      for (const each of elements) yield record(each);
    },
  };
  return { tables: [table], notes: [] };
}
