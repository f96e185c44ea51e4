import { createHash } from 'node:crypto';
import type { Output, Parsed } from '../../../shared/contract/commands.ts';
import type { GraphFormat } from '../../../shared/contract/graph.ts';
import { caseLabel } from '../../../shared/domain/labels.ts';
import { caseNumber } from '../cases/reads.ts';
import type { JobContext } from '../context.ts';
import { csvLines, FormulaCells, guarded } from '../files/csv.ts';
import { inMemory } from '../files/tickets.ts';
import { carriedBy, graphOf, type OutGraph } from './outgoing.ts';
import { asFtm, asStix } from './write-json.ts';
import { asGexf, asGraphMl } from './write-xml.ts';

interface Made {
  /** What follows the name: ".graphml", " nodes.csv". */
  readonly ending: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
}

/** Writes the entities and links of a board or a case to one file, or two of CSV. The files are not encrypted; that they left is recorded. */
export async function exportGraph(context: JobContext, asked: Parsed<'graph.export'>): Promise<Output<'graph.export'>> {
  const { core, db } = context;
  const { caseId, boardId, format, guardFormulas } = asked;
  context.label('Exporting a graph');
  const graph = graphOf(db, caseId, boardId);
  await context.breathe();
  const { carried } = carriedBy(format, graph);
  const at = core.now().toISOString();
  const cells = new FormulaCells([...NODE_COLUMNS, ...LINK_COLUMNS].map((name) => ({ name })));
  const made = format === 'csv' ? csvPair(graph, guardFormulas ? cells : null) : [written(format, graph, at)];
  const stem = `${caseLabel(caseNumber(db, caseId))} graph ${at.slice(0, 19).replaceAll(':', '')}Z`;
  const files = made.map(({ ending, mediaType, bytes }) => {
    const name = `${stem}${ending}`;
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return { name, mediaType, content: bytes, bytes: bytes.length, sha256 };
  });
  const { guardedCells } = cells;
  context.note(({ record }) =>
    record({
      caseId,
      action: 'graph.export',
      subject: graph.title,
      detail: {
        ...{ format, items: carried.items, links: carried.links, leftOut: carried.leftOut, guardedCells },
        files: files.map(({ name, bytes, sha256 }) => ({ name, bytes, sha256 })),
      },
    }),
  );
  return {
    ...carried,
    guardedCells,
    files: files.map(({ name, mediaType, content, bytes, sha256 }) => ({
      ticket: core.tickets.issue({ name, mediaType, open: () => inMemory(content) }),
      name,
      bytes,
      sha256,
    })),
  };
}

function written(format: Exclude<GraphFormat, 'csv'>, graph: OutGraph, at: string): Made {
  const bytes = (text: string): Buffer => Buffer.from(text, 'utf8');
  switch (format) {
    case 'graphml':
      return { ending: '.graphml', mediaType: 'application/graphml+xml', bytes: bytes(asGraphMl(graph)) };
    case 'gexf':
      return { ending: '.gexf', mediaType: 'application/gexf+xml', bytes: bytes(asGexf(graph, at)) };
    case 'stix':
      return { ending: '.stix.json', mediaType: 'application/stix+json', bytes: bytes(asStix(graph, at)) };
    case 'ftm':
      return { ending: '.ftm.json', mediaType: 'application/x-ndjson', bytes: bytes(asFtm(graph)) };
  }
}

const NODE_COLUMNS = ['Id', 'Label', 'Type', 'Note', 'X', 'Y', 'Width', 'Height', 'Proof'];
const LINK_COLUMNS = [
  ...['Source', 'Target', 'Type', 'Id', 'Label', 'Relation', 'Note', 'Weight', 'Unit'],
  ...['Count', 'Values', 'First', 'Last', 'Proof'],
];
const DIRECTION = { none: 'Undirected', forward: 'Directed', both: 'Mutual' } as const;

/** A pair of tables with the columns that Gephi reads; an amount is the weight. */
export function csvPair({ items, links }: OutGraph, formulas: FormulaCells | null): Made[] {
  const none = (text: string | undefined): string | null => (text === undefined || text === '' ? null : text);
  const nodes = items.map(({ id, label, type, note, at, proof }) => [
    ...[id, label, type, none(note), ...[at?.x, at?.y, at?.width, at?.height].map((value) => none(value?.toString()))],
    none(proof),
  ]);
  const edges = links.map(({ id, from, to, type, label, direction, note, facts, proof }) => [
    ...[from, to, DIRECTION[direction], id, none(label), type, none(note), none(facts?.amount?.sum)],
    ...[none(facts?.amount?.unit), none(facts?.count.toString()), none(facts?.amount?.values.toString())],
    ...[none(facts?.first), none(facts?.last), none(proof)],
  ]);
  return [[' nodes.csv', NODE_COLUMNS, nodes] as const, [' links.csv', LINK_COLUMNS, edges] as const].map(
    ([ending, header, rows]) => {
      const row = (cells: readonly (string | null)[]) =>
        cells.map((cell) => (cell !== null && formulas ? guarded(cell) : cell));
      for (const [at, cells] of rows.entries()) formulas?.look(cells, at + 1);
      return { ending, mediaType: 'text/csv', bytes: csvLines([[...header], ...rows.map(row)]) };
    },
  );
}
