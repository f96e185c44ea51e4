import type { StagedGraph } from '../contract/graph.ts';
import type { AnalysisSpec } from '../contract/graph-analysis.ts';
import { counted } from './counted.ts';
import { entityKind } from './entities.ts';

const MOST_REASONS = 6;
const MOST_COLUMNS = 12;

/** What a graph comes to, in sentences: what is made, what was there, what was rejected and why. */
export function stagedWords(staged: StagedGraph): string[] {
  const {
    nodes,
    edges,
    items,
    byType,
    links,
    joined,
    sameValue,
    positioned,
    rejectedCount,
    reasons,
    unsaid,
    left,
    unverified,
  } = staged;
  const types = byType.map(({ type, count }) => counted(count, entityKind(type).word, entityKind(type).words));
  const lines = [
    `${counted(nodes, 'node')} and ${counted(edges, 'link')} of the file: ${counted(items.made + items.known, 'item')} (${types.join(', ') || 'none'}), ${counted(links.made + links.known, 'link')}, ${counted(rejectedCount, 'rejected', 'rejected')}.`,
  ];
  if (items.known + links.known > 0)
    lines.push(
      `In the case already: ${counted(items.known, 'item')}, ${counted(links.known, 'link')}. They get this support too.`,
    );
  if (sameValue > 0)
    lines.push(
      `${counted(sameValue, 'node has', 'nodes have')} the type and value of another node: one item stands for them.`,
    );
  if (joined > 0) lines.push(`${counted(joined, 'link')} joined with a parallel link of the same type.`);
  if (positioned > 0) lines.push(`${counted(positioned, 'item')} placed where the file says.`);
  for (const { why, count } of reasons.slice(0, MOST_REASONS))
    lines.push(`Rejected: ${why} (${count.toLocaleString('en-US')}).`);
  for (const { why, count, row, text } of unsaid)
    lines.push(`Not kept: ${why} (${count.toLocaleString('en-US')}; the first in row ${row}: "${text}").`);
  if (unverified !== '') lines.push(`Leads of ${unverified}: marked as unverified.`);
  if (left.length > 0)
    lines.push(
      `In the table of the exhibit alone: ${left.slice(0, MOST_COLUMNS).join(', ')}${left.length > MOST_COLUMNS ? ` and ${left.length - MOST_COLUMNS} more columns` : ''}.`,
    );
  return lines;
}

/** The method of an analysis without the names of items, for what is printed where an item is withheld. */
export function methodWords(spec: AnalysisSpec): string {
  switch (spec.method) {
    case 'measures':
      return 'Measures of each item';
    case 'paths':
      return `${spec.which === 'shortest' ? 'Shortest paths' : 'Paths'} between two items`;
    case 'neighbours':
      return `What is joined to all of ${spec.of.length} items`;
    case 'rings':
      return 'Rings of links';
    case 'flows':
      return 'Flow of amounts';
  }
}

/** Method and parameters of an analysis, as a sentence. @param named the label of an item */
export function analysisWords(spec: AnalysisSpec, named: (id: string) => string): string {
  switch (spec.method) {
    case 'measures':
      return `Measures of each item: ${spec.measures.join(', ')}${spec.measures.includes('community') ? ` (seed ${spec.seed})` : ''}.`;
    case 'paths':
      return `${spec.which === 'shortest' ? 'All shortest paths' : `All simple paths of at most ${spec.longest} links`} from ${named(spec.from)} to ${named(spec.to)}, ${spec.directed ? 'along the direction of links' : 'whatever the direction of links'}, at most ${spec.most}.`;
    case 'neighbours':
      return `What is joined to all of ${spec.of.map(named).join(', ')}.`;
    case 'rings':
      return `Rings of at most ${spec.longest} links along their direction, at most ${spec.most}.`;
    case 'flows':
      return 'Flow of amounts: exact sums in and out of each item, by unit.';
  }
}
